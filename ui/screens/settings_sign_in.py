"""Who comes in by name, among the settings: letting somebody in, giving a role, taking the way in back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.words import _
from ui import theme
from ui.parts.badges import badge
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout, rule
from ui.parts.labels import label
from ui.parts.line import person_line
from ui.screens.passphrase import field_in, said_of_new

if TYPE_CHECKING:
    from immdesk.office.our_office import StaffMember
    from immdesk.office.sign_in import WayIn
    from ui.parts.desk import Desk

SECRETS = ("mine", "first", "again")


class SignIns(Card):
    """A line for each member of the staff; the form below lets the chosen one in or gives another role."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("Who comes in, and what they may do"), _("kept in the office"))
        self._office, self._desk = office, desk
        self._members: tuple[StaffMember, ...] = ()
        self._ways: dict[str, WayIn] = {}
        self._chosen = ""
        self._told = QVBoxLayout()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.S)
        self.body.addLayout(self._told)
        self.body.addLayout(self._lines)
        self._form = self._build_form()
        self._form.hide()
        self.body.addWidget(self._form)

    def read(self) -> None:
        """Show who comes in now."""
        from immdesk.office import letting_in, our_office, sign_in

        self._members = tuple(one for one in our_office.members(self._office) if one.active)
        self._ways = {one.staff_id: one for one in sign_in.ways_of_staff(self._office)}
        self._me, self._letting = sign_in.who(self._office), letting_in.letting(self._office)
        if not self._letting.can:
            self._form.hide()
        clear_layout(self._told)
        clear_layout(self._lines)
        self._tell(letting_in.what_a_role_means(self._office))
        for one in self._members:
            self._lines.addWidget(self._line(one, self._ways.get(one.id)))

    def look_for(self, words: str) -> int:
        """Show the card when a word of it is looked for; give 1 or 0."""
        names = " ".join(one.name for one in self._members)
        text = f"{_('Staff')} {_('Passphrase')} {_('Role')} {_('Administrator')} {names}".casefold()
        fits = all(word in text for word in words.casefold().split())
        self.setVisible(fits)
        return int(fits)

    # -- what is shown ------------------------------------------------------------------------

    def _tell(self, means: str) -> None:
        if not self._ways:
            words = _("Nobody signs in by name: whoever has the office's passphrase may do all.")
            self._told.addWidget(label(words, wrap=True))
        self._told.addWidget(label(means, wrap=True, quiet=True))
        if not self._letting.can:
            self._told.addWidget(label(self._letting.why_not, wrap=True, quiet=True))
        elif self._ways and self._letting.asks_me:
            words = _("You came in with the office's passphrase, which is nobody's yet.")
            self._told.addWidget(Banner(words, "warn", _("Say who you are…"), self._ask_me))

    def _line(self, one: StaffMember, way: WayIn | None) -> QWidget:
        from immdesk.office.sign_in import roles

        name, means = roles()[way.role] if way else ("", _("Has no passphrase of their own."))
        line, across = person_line(one.name, means)
        if way is not None:
            across.addWidget(badge(name, "accent"))
        if self._me.staff_id == one.id:
            across.addWidget(badge(_("you")))
        for act in self._acts(one, way) if self._letting.can else ():
            across.addWidget(act)
        return line

    def _acts(self, one: StaffMember, way: WayIn | None) -> list[Any]:
        if way is None:
            spoken = _("Let {name} in with a passphrase of their own").format(name=one.name)
            words = _("Let in with a passphrase of their own…")
            return [button(words, partial(self._open, one.id), link=True, name=spoken)]
        role = _("Change the role of {name}").format(name=one.name)
        away = _("Take back the way in of {name}").format(name=one.name)
        return [
            button(_("Change the role…"), partial(self._open, one.id), link=True, name=role),
            button(
                _("Take the way in back…"), partial(self._ask_away, one.id, one.name), link=True, name=away
            ),
        ]

    # -- the form -----------------------------------------------------------------------------

    def _build_form(self) -> QWidget:
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, theme.S, 0, 0)
        down.setSpacing(theme.M)
        down.addWidget(rule())
        self._title = label("", wrap=True)
        down.addWidget(self._title)
        down.addLayout(self._roles())
        self._secret = self._secrets()
        down.addWidget(self._secret)
        self._hint = label("", wrap=True, level="warn")
        down.addWidget(self._hint)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(button(_("Cancel"), whole.hide, name=_("Cancel letting in")))
        self._keep_button = button(_("Let in"), self._keep, main=True)
        feet.addWidget(self._keep_button)
        down.addLayout(feet)
        return whole

    def _roles(self) -> QVBoxLayout:
        from immdesk.office.sign_in import roles

        down = QVBoxLayout()
        down.setSpacing(theme.XS)
        self._role = QButtonGroup(self)
        self._choices: dict[str, QRadioButton] = {}
        for role, (name, means) in roles().items():
            choice = self._choices[role] = QRadioButton(name)
            choice.setAccessibleDescription(means)
            self._role.addButton(choice)
            choice.toggled.connect(self._look)
            down.addWidget(choice)
            words = label(means, quiet=True, small=True, wrap=True)
            words.setIndent(theme.XL)
            down.addWidget(words)
        return down

    def _secrets(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.M)
        grid.setColumnStretch(1, 1)
        self._who, self._who_name = QComboBox(), label(_("You are"))
        self._who.setAccessibleName(_("You are"))
        self._who_name.setBuddy(self._who)
        grid.addWidget(self._who_name, 0, 0)
        grid.addWidget(self._who, 0, 1)
        self._who.currentIndexChanged.connect(self._look)
        names = (_("Your own passphrase"), _("First passphrase for them"), _("First passphrase again"))
        self._fields: dict[str, QLineEdit] = {}
        for row, (key, name) in enumerate(zip(SECRETS, names, strict=True), start=1):
            self._fields[key] = field_in(grid, row, name, "", True)
            self._fields[key].textChanged.connect(self._look)
        words = _("It is used once: at the first sign-in they choose their own, which nobody else knows.")
        grid.addWidget(label(words, quiet=True, small=True, wrap=True), len(SECRETS) + 1, 1)
        return box

    def _open(self, staff_id: str) -> None:
        way, name = self._ways.get(staff_id), self._name(staff_id)
        self._chosen = staff_id
        self._title.setText((_("Another role for {name}") if way else _("Let {name} in")).format(name=name))
        self._keep_button.setText(_("Keep the role") if way else _("Let in"))
        self._choices[way.role if way else "paralegal"].setChecked(True)
        self._secret.setVisible(way is None)
        for field in self._fields.values():
            field.clear()
        self._who.clear()
        self._who.addItem("", "")
        for one in self._members:
            if one.id != staff_id and one.id not in self._ways:
                self._who.addItem(one.name, one.id)
        for part in (self._who, self._who_name):
            part.setVisible(self._letting.asks_me)
        self._look()
        self._form.show()
        self._choices[way.role if way else "paralegal"].setFocus()
        QTimer.singleShot(0, self._into_view)

    def _into_view(self) -> None:
        """Let the page show the whole form, whose end holds the button."""
        area = self.parent()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parent()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self._keep_button)

    def _look(self, *_what: object) -> None:
        if self._chosen in self._ways:
            self._hint.setText("")
            self._keep_button.setEnabled(True)
            return
        given = {key: field.text() for key, field in self._fields.items()}
        self._hint.setText(said_of_new(given["first"], given["again"]))
        known = bool(self._who.currentData()) or not self._letting.asks_me
        fits = given["first"] == given["again"] and all(text.strip() for text in given.values())
        self._keep_button.setEnabled(known and fits)

    def _keep(self) -> None:
        from immdesk.office import letting_in

        role = next(one for one, choice in self._choices.items() if choice.isChecked())
        if self._chosen in self._ways:
            self._run(letting_in.give_role, self._chosen, role)
            return
        given = {key: field.text() for key, field in self._fields.items()}
        me = str(self._who.currentData() or "")
        self._run(partial(letting_in.let_in, me=me), self._chosen, role, given["mine"], given["first"])

    # -- doing --------------------------------------------------------------------------------

    def _ask_me(self) -> None:
        options = tuple((one.id, one.name) for one in self._members if one.id not in self._ways)
        self._desk.ask_choice(_("Who are you?"), _("You are"), options, _("Keep"), self._say_me)

    def _say_me(self, staff_id: str) -> None:
        from immdesk.office import letting_in

        self._run(letting_in.say_who, staff_id)

    def _ask_away(self, staff_id: str, name: str) -> None:
        self._desk.ask(
            _("Take the way in of {name} back?").format(name=name),
            _("Their passphrase opens nothing any more. What they copied stays readable to them."),
            _("Take it back"),
            partial(self._take_away, staff_id),
            danger=True,
        )

    def _take_away(self, staff_id: str) -> None:
        from immdesk.office import letting_in

        self._run(letting_in.take_away, staff_id)

    def _run(self, function: Any, *args: object) -> None:
        self._desk.work.run(self, function, self._office, *args, done=self._done, failed=self._desk.problem)

    def _done(self, changed: Any) -> None:
        self._form.hide()
        for field in self._fields.values():
            field.clear()
        self._desk.changed(changed)
        self._desk.keys_changed.emit()

    def _name(self, staff_id: str) -> str:
        return next((one.name for one in self._members if one.id == staff_id), "")
