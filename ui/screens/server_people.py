"""Who may use the office on its server, and as what: a line each; only an administrator changes it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label
from ui.parts.line import person_line
from ui.screens.passphrase import feet_of, said_of_new
from ui.screens.server_fields import ServerFields

if TYPE_CHECKING:
    from collections.abc import Callable

    from immdesk.office.server_address import Address, User
    from ui.parts.desk import Desk


class Owner(Card):
    """Who makes users on the server: the owner of the database, whose password is kept nowhere."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("The owner of the database"))
        from immdesk.office.server_address import address_of

        words = _(
            "Only the owner lets people in, gives roles and takes people away. The password is used here "
            "until you leave this page, and is kept nowhere."
        )
        self.body.addWidget(label(words, wrap=True, quiet=True))
        self.fields = ServerFields(desk, _("Owner of the database"))
        self.fields.show_address(address_of(office).as_user("office_owner", ""))
        self.body.addWidget(self.fields)

    def address(self) -> Address:
        """Give how the owner connects."""
        return self.fields.address()


class People(Card):
    """The list. `owner` gives how the owner connects, or what is missing."""

    def __init__(self, office: Any, desk: Desk, owner: Owner) -> None:
        self._add = button(_("Let somebody in…"), self._ask_name, picture="add")
        super().__init__(_("Who may use this office"), _("kept by the server"), self._add)
        self._office, self._desk, self._owner = office, desk, owner
        self._users: tuple[User, ...] = ()
        self._why = label("", wrap=True, quiet=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.S)
        self.body.addWidget(self._why)
        self.body.addLayout(self._lines)
        own = button(_("Change my password on the server…"), self._ask_mine, picture="lock")
        self.body.addLayout(feet_of(own))
        owner.fields.changed.connect(self._allow)

    def read(self) -> None:
        """Ask the server who is there."""
        from immdesk.office.server_address import users

        self._desk.work.run_apart(self, users, self._office, done=self._show, failed=self._not_read)

    # -- private ------------------------------------------------------------------------------

    def _show(self, found: tuple[User, ...]) -> None:
        self._users = found
        clear_layout(self._lines)
        self._acts: list[QWidget] = []
        for one in found:
            self._lines.addWidget(self._line(one))
        self._allow()

    def _not_read(self, error: BaseException) -> None:
        clear_layout(self._lines)
        self._acts = []
        self._why.setText(str(error))

    def _line(self, one: User) -> QWidget:
        from immdesk.office.server_address import address_of

        line, across = person_line(one.name, one.may)
        if one.name == address_of(self._office).user:
            across.addWidget(badge(_("you"), "accent"))
        role, gone = _("Another role for {name}"), _("Take {name} away")
        for words, spoken, then in (
            (_("Another role…"), role, self._ask_role),
            (_("Take away…"), gone, self._ask_gone),
        ):
            act = button(words, partial(then, one.name), link=True, name=spoken.format(name=one.name))
            self._acts.append(act)
            across.addWidget(act)
        return line

    def _allow(self) -> None:
        """Let the buttons work for an administrator who has the owner's password, and say why else not."""
        why = self._why_not()
        self._why.setText(why)
        self._why.setVisible(bool(why))
        for one in (self._add, *getattr(self, "_acts", ())):
            one.setEnabled(not why)
            one.setToolTip(why)

    def _why_not(self) -> str:
        from immdesk.office.sign_in import may

        if not may(self._office, "people"):
            return _("Only an administrator lets people in, gives roles, or takes people away.")
        address = self._owner.address()
        if not (address.is_whole and address.password):
            return _("To change something here, fill in the owner of the database below.")
        return ""

    def _run(self, then: Callable[[Any], None], function: Callable[..., Any], *args: Any) -> None:
        self._desk.work.run(
            self,
            function,
            self._office,
            *args,
            done=then,
            failed=self._desk.problem,
            title=_("Asking the server…"),
        )

    # -- what is asked ------------------------------------------------------------------------

    def _ask_name(self) -> None:
        self._desk.ask_text(_("Let somebody in"), _("Name of the user"), _("Go on"), self._ask_first_role)

    def _ask_first_role(self, name: str) -> None:
        title = _("What may {name} do?").format(name=name)
        self._desk.ask_choice(title, _("Role"), _roles(), _("Let in"), partial(self._let_in, name.strip()))

    def _let_in(self, name: str, role: str) -> None:
        from immdesk.office.server_address import add_user

        self._run(partial(self._is_in, name), add_user, self._owner.address(), name, role)

    def _is_in(self, name: str, password: str) -> None:
        from ui import dialogs

        QApplication.clipboard().setText(password)
        said = _("First password of {name}").format(name=name)
        kept = _(
            "It is shown this once, is kept nowhere, and lies on the clipboard now. Tell it by telephone."
        )
        more = _(
            "{name} joins from the start page with this user, this password, the certificate and the "
            "passphrase of the office, and then changes the password here."
        ).format(name=name)
        dialogs.tell(self._desk.window, said, password, kept, more, icon="lock")
        self.read()

    def _ask_role(self, name: str) -> None:
        title = _("What may {name} do?").format(name=name)
        self._desk.ask_choice(title, _("Role"), _roles(), _("Give the role"), partial(self._give, name))

    def _give(self, name: str, role: str) -> None:
        from immdesk.office.server_address import give_role

        self._run(self._given, give_role, self._owner.address(), name, role)

    def _given(self, _done: object) -> None:
        self._desk.tell(_("The role counts from now on, also where ImmDesk is open."))
        self.read()

    def _ask_gone(self, name: str) -> None:
        words = _(
            "{name} connects no more, also where ImmDesk is open now. What lies on that computer stays "
            "readable to whoever knows a passphrase of the office: change it, too."
        ).format(name=name)
        title, yes = _("Take {name} away?").format(name=name), _("Take away")
        self._desk.ask(title, words, yes, partial(self._take, name), danger=True)

    def _take(self, name: str) -> None:
        from immdesk.office.server_address import take_away

        self._run(self._taken, take_away, self._owner.address(), name)

    def _taken(self, _done: object) -> None:
        self._desk.tell(_("Taken away."))
        self.read()

    def _ask_mine(self) -> None:
        fields = (("new", _("New password on the server")), ("again", _("Password again")))
        title = _("Change my password on the server")
        self._desk.ask_secrets(title, fields, _("Change"), self._change_mine, _said_of)

    def _change_mine(self, typed: dict[str, str]) -> None:
        from immdesk.office.server_address import change_password

        self._run(self._mine_changed, change_password, typed["new"])

    def _mine_changed(self, _done: object) -> None:
        self._desk.tell(_("Your password on the server is changed. Your other computers will ask for it."))


def _roles() -> tuple[tuple[str, str], ...]:
    from immdesk.office.server_address import roles

    return tuple(roles().items())


def _said_of(typed: dict[str, str]) -> tuple[str, bool]:
    new, again = typed["new"], typed["again"]
    return said_of_new(new, again), len(new) >= 12 and new == again
