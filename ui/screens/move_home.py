"""Moving the office: the ways to another home, what was counted, going back, removing the old place."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _, n_
from immdesk.office import moving_home
from ui import theme
from ui.forms.answer_tree import answer_tree
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.flow import Flow
from ui.parts.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTreeWidget

    from immdesk.office.moving_home import CountedRow, HomeRow
    from ui.parts.desk import Desk

ROWS_SHOWN = 6
"""Lines of the comparison that are seen at once."""


class MoveHome(QWidget):
    """Cards about where the office lives; `show_now` reads them again."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._shown: Any = None
        self._cards = QVBoxLayout(self)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(theme.L)

    def show_now(self, colleagues: tuple[str, ...] = ()) -> None:
        """Show how it is; `colleagues` are at work at other desks. Nothing is drawn anew that is the same."""
        row = moving_home.home(self._office)
        ready = moving_home.before(self._office, colleagues)
        if self._shown == (row, ready):
            return
        self._shown = (row, ready)
        clear_layout(self._cards)
        if row.moved_to:
            self._cards.addWidget(self._gone(row))
            return
        if row.from_place:
            self._cards.addWidget(self._made(row))
        if row.kind != "alone":  # there the page itself shows the ways
            self._cards.addWidget(self._ways(row, ready))

    # -- the ways ----------------------------------------------------------------------------

    def _ways(self, row: HomeRow, ready: tuple[moving_home.ReadyLine, ...]) -> Card:
        card = Card(_("Move this office…"))
        words = _(
            "The office can move between this computer, a shared folder and a server, and back. Every table "
            "and every document is counted and compared before the new place counts; the old place is kept "
            "until you say that it may go."
        )
        card.body.addWidget(label(words, wrap=True))
        for line in ready:
            card.body.addWidget(label(line.words, wrap=True, level="" if line.well else "warn"))
        across = Flow()
        for one in self._buttons(row):
            across.addWidget(one)
        card.body.addLayout(across)
        return card

    def _buttons(self, row: HomeRow) -> list[QWidget]:
        share = button(_("To a shared folder…"), self._pick_share, picture="folder")
        server = button(
            _("To a PostgreSQL server…"), partial(self._desk.go, "server", "move"), picture="office"
        )
        alone = button(_("To this computer alone…"), self._ask_alone)
        return [share, alone] if row.kind == "server" else [share, server, alone]

    def _pick_share(self) -> None:
        self._desk.pick_folder(_("An empty folder on the server"), self._ask_share)

    def _ask_share(self, root: Path) -> None:
        words = _("The office moves to {place}. Everybody else is asked to follow.").format(place=root)
        self._desk.ask(_("Move the office there?"), words, _("Move"), partial(self._move, "share", root))

    def _ask_alone(self) -> None:
        words = _(
            "The office then lives on this computer alone. Other computers can look at what they have, and "
            "change nothing any more."
        )
        self._desk.ask(
            _("Move the office to this computer?"), words, _("Move"), partial(self._move, "alone", None)
        )

    def _move(self, kind: str, root: Path | None) -> None:
        self._run(_moved, _("Moving the office…"), self._is_moved, kind, root)

    def _is_moved(self, counted: tuple[CountedRow, ...]) -> None:
        told = n_(
            "The office has moved: {n} table is the same.",
            "The office has moved: {n} tables are the same.",
            len(counted),
        )
        self._reopen(told)

    # -- after a move ------------------------------------------------------------------------

    def _made(self, row: HomeRow) -> Card:
        card = Card(_("Moved on {day}").format(day=row.since))
        words = _("From {old} to {new}.").format(old=row.from_place, new=row.place)
        card.body.addWidget(label(words, wrap=True))
        if row.counted:
            card.body.addWidget(label(_counted_words(row.counted), wrap=True, level="good"))
        card.body.addWidget(label(self._old_words(row), wrap=True, quiet=True))
        across = Flow()
        if row.may_go_back:
            across.addWidget(button(_("Go back"), self._ask_back, picture="back"))
        if row.from_kind != "alone" and not row.removed_on:
            away = button(_("Yes, remove the old place…"), self._ask_remove, picture="trash")
            away.setEnabled(row.may_remove)
            away.setToolTip(
                "" if row.may_remove else _("From tomorrow on: work a day in the new place first.")
            )
            across.addWidget(away)
        card.body.addLayout(across)
        if row.counted:
            card.body.addWidget(self._table(row.counted))
        return card

    def _old_words(self, row: HomeRow) -> str:
        if row.removed_on:
            return _("The old place was emptied on {day}.").format(day=row.removed_on)
        if row.from_kind == "alone":
            return _("What was here became this computer's own copy. A backup of the moment before is kept.")
        if row.may_remove:
            return _("The old place still holds the office of that day, encrypted, and nobody works there.")
        return _("The old place is kept, encrypted. From tomorrow on it can be removed here.")

    def _table(self, counted: tuple[CountedRow, ...]) -> QTreeWidget:
        from PySide6.QtWidgets import QTreeWidgetItem

        headers = [_("Table"), _("Rows before"), _("Checksum"), _("Rows after"), _("Checksum"), ""]
        tree = answer_tree(_("What was counted in the old and the new place"), headers, self, 28)
        for one in counted:
            if one.here or one.there:
                same = _("same") if one.same else _("different")
                numbers = [f"{one.here:,}", one.here_sum, f"{one.there:,}", one.there_sum, same]
                tree.addTopLevelItem(QTreeWidgetItem([one.name.replace("_", " "), *numbers]))
        for column in range(1, len(headers)):
            tree.setColumnWidth(column, tree.fontMetrics().averageCharWidth() * 16)
        tree.setFixedHeight((ROWS_SHOWN + 1) * (tree.fontMetrics().height() + 2 * theme.S))
        return tree

    def _ask_back(self) -> None:
        words = _("Nothing was changed since the move. The office lives in the old place again.")
        self._desk.ask(_("Take the move back?"), words, _("Go back"), self._back)

    def _back(self) -> None:
        self._run(moving_home.go_back, _("Moving the office back…"), self._is_back)

    def _is_back(self, _done: object) -> None:
        self._reopen(_("The office is back where it was."))

    def _ask_remove(self) -> None:
        row = moving_home.home(self._office)
        words = _(
            "{place} is emptied for good. A computer that has not followed yet keeps its copy and what it "
            "has not sent, and follows from this page."
        ).format(place=row.from_place)
        if row.from_kind == "server":
            fields = (("owner", _("How the owner of the old database connects")),)
            self._desk.ask_secrets(
                _("Remove the old place?"), fields, _("Yes, remove the old place"), self._remove_server
            )
            return
        yes = _("Yes, remove the old place")
        self._desk.ask(_("Remove the old place?"), words, yes, partial(self._remove, ""), danger=True)

    def _remove_server(self, typed: dict[str, str]) -> None:
        self._remove(typed["owner"])

    def _remove(self, owner: str) -> None:
        self._run(_removed, _("Removing the old place…"), self._is_removed, owner)

    def _is_removed(self, said: str) -> None:
        self._desk.tell(said)
        self._shown = None
        self.show_now()

    # -- following ---------------------------------------------------------------------------

    def _gone(self, row: HomeRow) -> Card:
        card = Card(_("The office has moved"))
        if row.moved_kind == "alone":
            words = _(
                "On {day} {who} moved the office to one computer alone: {place}. This computer can look at "
                "what it has, and changes nothing any more."
            )
            card.body.addWidget(
                Banner(words.format(day=row.moved_on, who=row.moved_by, place=row.moved_to), "warn")
            )
            return card
        words = _(
            "The office moved to {place} on {day} ({who}). Follow it to go on working; what waits here is "
            "sent there."
        )
        told = words.format(place=row.moved_to, day=row.moved_on, who=row.moved_by)
        card.body.addWidget(Banner(told, "warn"))
        across = Flow()
        if row.moved_kind == "share":
            here = partial(self._follow_share, Path(row.moved_to))
            across.addWidget(button(_("Follow it"), here, main=True, picture="folder"))
            across.addWidget(button(_("It is in another folder here…"), self._pick_follow, picture="folder"))
        else:
            across.addWidget(button(_("Follow it…"), self._ask_server, main=True, picture="office"))
        card.body.addLayout(across)
        return card

    def _pick_follow(self) -> None:
        self._desk.pick_folder(_("Shared folder of the office"), self._follow_share)

    def _follow_share(self, root: Path) -> None:
        self._run(_followed, _("Following the office…"), self._is_followed, root, "")

    def _ask_server(self) -> None:
        title, name = (
            _("Follow the office to its server"),
            _("How you connect: host=… dbname=… user=… sslrootcert=…"),
        )
        self._desk.ask_text(title, name, _("Next"), self._ask_password)

    def _ask_password(self, conninfo: str) -> None:
        fields = (("password", _("Your password on the server")),)
        send = partial(self._follow_server, conninfo)
        self._desk.ask_secrets(_("Follow the office to its server"), fields, _("Follow it"), send)

    def _follow_server(self, conninfo: str, typed: dict[str, str]) -> None:
        self._run(_followed, _("Following the office…"), self._is_followed, None, conninfo, typed["password"])

    def _is_followed(self, _done: object) -> None:
        self._reopen(_("This computer follows the office to its new place."))

    # -- private -----------------------------------------------------------------------------

    def _run(self, work: Any, title: str, done: Any, *args: Any) -> None:
        self._desk.work.run(
            self,
            work,
            self._office,
            *args,
            done=done,
            failed=self._failed,
            title=title,
            reports=work is _moved,
        )

    def _failed(self, error: BaseException) -> None:
        self._desk.problem(error)
        self._shown = None
        self.show_now()

    def _reopen(self, told: str) -> None:
        self._desk.opening.emit(self._office.folder)
        self._desk.tell(told)


def _counted_words(counted: tuple[CountedRow, ...]) -> str:
    wrong = [one for one in counted if not one.same]
    if wrong:
        return ", ".join(one.name for one in wrong)
    words = _("All {n} tables, the documents and the record of changes are the same in both places.")
    return words.format(n=len(counted))


def _moved(
    office: Any, kind: moving_home.Kind, root: Path | None, progress: Progress, cancelled: Cancelled
) -> tuple[CountedRow, ...]:
    watched = Watched(progress, cancelled, _("The office stays where it was."))
    return moving_home.move(office, kind, place=root, watched=watched)


def _followed(office: Any, root: Path | None, conninfo: str, password: str = "") -> None:
    moving_home.follow(office, place=root, desk=moving_home.with_password(conninfo, password))


def _removed(office: Any, owner: str) -> str:
    return moving_home.remove_old(office, owner)
