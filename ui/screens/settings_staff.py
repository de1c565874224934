"""The staff among the settings: who works here, in which role, who is an attorney."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout, rule
from ui.parts.labels import label
from ui.parts.line import person_line

if TYPE_CHECKING:
    from immdesk.office.our_office import StaffMember
    from ui.parts.desk import Desk


class OurStaff(Card):
    """A line for each person; the form below adds somebody or changes the chosen one."""

    def __init__(self, office: Any, desk: Desk) -> None:
        add = button(_("Add somebody…"), self._add, picture="add")
        super().__init__(_("Staff"), _("kept in the office"), add)
        self._office, self._desk = office, desk
        self._members: tuple[StaffMember, ...] = ()
        self._editing = ""
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.S)
        self.body.addLayout(self._lines)
        self._form = self._build_form()
        self._form.hide()
        self.body.addWidget(self._form)

    def read(self) -> None:
        """Show who works here now."""
        from immdesk.office import our_office

        self._members = our_office.members(self._office)
        clear_layout(self._lines)
        for one in self._members:
            self._lines.addWidget(self._line(one))

    def look_for(self, words: str) -> int:
        """Show the staff when a word of it is looked for; give 1 or 0."""
        names = " ".join(one.name for one in self._members)
        text = f"{_('Staff')} {_('Attorney')} {names}".casefold()
        fits = all(word in text for word in words.casefold().split())
        self.setVisible(fits)
        return int(fits)

    # -- private ------------------------------------------------------------------------------

    def _line(self, one: StaffMember) -> QWidget:
        told = " · ".join(
            filter(None, (role_of_staff(one.words["role"]), one.words["phone"], one.words["email"]))
        )
        line, across = person_line(one.name, told, quiet=not one.active)
        if one.words["is_attorney"] == "yes":
            across.addWidget(badge(_("attorney"), "accent"))
        if not one.active:
            across.addWidget(badge(_("has left")))
        looked = _("Look for conflicts of {name}").format(name=one.name)
        look = partial(self._desk.go, "conflicts", f"staff/{one.id}")
        if one.active:
            across.addWidget(button(_("Conflicts"), look, link=True, name=looked))
        change = _("Change {name}").format(name=one.name)
        across.addWidget(button(_("Change"), partial(self._change, one.id), link=True, name=change))
        words = _("Has left") if one.active else _("Is back")
        spoken = f"{words}: {one.name}"
        turn = partial(self._ask_to_turn, one.id, one.name, not one.active)
        across.addWidget(button(words, turn, link=True, name=spoken))
        return line

    def _build_form(self) -> QWidget:
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, theme.S, 0, 0)
        down.setSpacing(theme.M)
        down.addWidget(rule())
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS)
        self._fields: dict[str, QLineEdit] = {}
        for place, (word, title) in enumerate(_words()):
            field = self._fields[word] = QLineEdit()
            field.setAccessibleName(title)
            name = label(title)
            name.setBuddy(field)
            grid.addWidget(name, place // 2 * 2, place % 2)
            grid.addWidget(field, place // 2 * 2 + 1, place % 2)
        down.addLayout(grid)
        self._attorney = QCheckBox(_("Is an attorney or accredited representative of this office"))
        down.addWidget(self._attorney)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(button(_("Cancel"), whole.hide, name=_("Cancel the change of staff")))
        feet.addWidget(button(_("Keep"), self._keep, main=True, name=_("Keep this member of the staff")))
        down.addLayout(feet)
        return whole

    def _add(self) -> None:
        self._open("", {})

    def _change(self, staff_id: str) -> None:
        self._open(staff_id, dict(next(one.words for one in self._members if one.id == staff_id)))

    def _open(self, staff_id: str, words: dict[str, str]) -> None:
        self._editing = staff_id
        for word, field in self._fields.items():
            field.setText(words.get(word, ""))
        self._attorney.setChecked(words.get("is_attorney") == "yes")
        self._form.show()
        self._fields["given_name"].setFocus()

    def _keep(self) -> None:
        from immdesk.office import our_office

        words = {word: field.text() for word, field in self._fields.items()}
        words["is_attorney"] = "yes" if self._attorney.isChecked() else "no"
        self._desk.work.run(
            self,
            our_office.keep_member,
            self._office,
            self._editing,
            words,
            done=self._kept,
            failed=self._desk.problem,
        )

    def _kept(self, changed: Any) -> None:
        self._form.hide()
        self._desk.changed(changed)

    def _ask_to_turn(self, staff_id: str, name: str, active: bool) -> None:
        from immdesk.office import sign_in

        if active or all(one.staff_id != staff_id for one in sign_in.ways_of_staff(self._office)):
            self._turn(staff_id, active)
            return
        self._desk.ask(
            _("{name} has left?").format(name=name),
            _(
                "Their passphrase opens nothing any more, in the same step. What they copied stays readable "
                "to them; their past work keeps their name."
            ),
            _("Has left"),
            partial(self._turn, staff_id, active),
            danger=True,
        )

    def _turn(self, staff_id: str, active: bool) -> None:
        from immdesk.office import our_office

        self._desk.work.run(
            self,
            our_office.set_active,
            self._office,
            staff_id,
            active,
            done=self._desk.changed,
            failed=self._desk.problem,
        )


def role_of_staff(role: str) -> str:
    """Give the role of somebody who works here in words; one that was typed freely stays."""
    return {"attorney": _("attorney"), "paralegal": _("paralegal"), "assistant": _("assistant")}.get(
        role, role
    )


def _words() -> tuple[tuple[str, str], ...]:
    return (
        ("given_name", _("Given name")),
        ("family_name", _("Family name")),
        ("role", _("Role")),
        ("phone", _("Telephone")),
        ("bar_number", _("Bar number")),
        ("bar_state", _("Licensed in")),
        ("email", _("E-mail")),
    )
