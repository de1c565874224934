"""The office: its memory, its knowledge, its clock and who is at the desk, handed to every call."""

from __future__ import annotations

import getpass
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from immdesk.basics.paths import resource
from immdesk.basics.problems import Refused
from immdesk.basics.words import _, in_english, tell_packs_from
from immdesk.office.clock import Clock, day_in, real_clock
from immdesk.office.rows import Changed
from immdesk.office.sign_in import PRACTICE, must, who

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.intake.plan import Plan
    from immdesk.packets.evidence import Examiner
    from immdesk.packs.library import Library
    from immdesk.store import Store
    from immdesk.store.operations import Operation
    from immdesk.workflow.case_type import Workflow

Made = TypeVar("Made")

EMPLOYER_TABLES = frozenset(("employer", "worksite", "employer_contact", "said", "list_complete"))
"""Tables whose change may concern an employer, and so every case with that employer."""

FEW = 10
"""How many touched cases are computed again within the change itself: some milliseconds each."""


class LockedStore:
    """Stands in the store's place while the office is locked, and says so."""

    def __getattr__(self, _name: str) -> Any:
        raise Refused(
            _("The office is locked."),
            _("Nothing was read or changed."),
            _("Type the passphrase, then go on."),
        )

    def close(self) -> None:
        """There is nothing to close."""


@dataclass
class Office:
    """One open office. `library` is read from the packs when a call first needs it."""

    folder: Path
    store: Store
    clock: Clock
    user: str
    zone: str
    _library: list[Library] = field(default_factory=list)
    _examiner: list[Examiner] = field(default_factory=list)
    _workflows: dict[str, Workflow] = field(default_factory=dict)
    _plans: dict[str, Plan] = field(default_factory=dict)
    drafts: dict[str, Any] = field(default_factory=dict)
    """Questionnaires under way in this program, by draft id; each is kept in the database as one types."""
    standing: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """What was read once, by word, each with the mark (`as_of`) for which it stands."""
    told: str = ""
    """What is to be said of how the office was opened: a move that was ended, "" for nothing."""
    indexing: threading.RLock = field(default_factory=threading.RLock)
    """Held by whoever brings the search index up to date."""
    slot: str = ""
    """Whose way in opened the office: "owner", "practice", or the name of a passphrase (see `sign_in`)."""
    wrong_tries: int = 0
    """Wrong passphrases that were typed at this computer since the last time."""
    on_loan: bool = False
    """Whether this is a hand-off package that works outside, and not an office of one's own."""

    def now(self) -> datetime:
        """Give the present moment in UTC."""
        return self.clock()

    def today(self) -> date:
        """Give today's date in the office's zone."""
        return day_in(self.zone, self.clock())

    def as_of(self) -> tuple[date, int]:
        """Give a mark that is another one on the next day and after every operation, of whichever desk."""
        rows = self.rows("SELECT max(seq) AS seq FROM operation")
        return self.today(), int(rows[0]["seq"] or 0)

    def id(self) -> str:
        """Give the lasting id of the office's own record; "" when there is none."""
        rows = self.rows("SELECT id FROM office LIMIT 1")
        return str(rows[0]["id"]) if rows else ""

    @property
    def library(self) -> Library:
        """The knowledge: every pack, read strictly, once."""
        held = self._library[:1]  # another thread may be taking a pack in
        if held:
            return held[0]
        from immdesk.packs.library import load_library

        read = load_library(self.pack_folders(), cache=self.folder / "cache", own=self.folder / "packs")
        made = self._with_own(read)
        self._library[:] = [made, read]
        return made

    def _follow_own(self) -> None:
        """Let the library follow when a fee or a map of the office's own was changed, or that undone."""
        self._library[0] = self._with_own(self._library[-1])

    def _with_own(self, packs: Library) -> Library:
        """Give what the packs know with the office's own fees, form maps and tasks."""
        from immdesk.office.own_fees import with_own_fees
        from immdesk.office.own_maps import with_own_maps
        from immdesk.office.tasks.own import with_own_tasks

        return with_own_tasks(self, with_own_maps(self, with_own_fees(self, packs)))

    def workflow(self, case_type: str) -> Workflow | None:
        """Give the compiled workflow of a case type; None when no pack knows the type."""
        from immdesk.workflow.case_type import make_workflow

        if case_type not in self._workflows and case_type in self.library.case_types:
            shape = self.library.case_types[case_type]
            self._workflows[case_type] = make_workflow(shape, self.library.vocabulary)
        return self._workflows.get(case_type)

    def plan(self, form: str) -> Plan:
        """Give a questionnaire made ready for walking, once while the packs stay as they are."""
        from immdesk.intake.plan import make_plan

        shape = self.library.forms[form]
        if form not in self._plans or self._plans[form].form is not shape:
            self._plans[form] = make_plan(shape, self.library.vocabulary)
        return self._plans[form]

    def pack_folders(self) -> list[Path]:
        """Give the layers of knowledge, the later one replacing whole items of the earlier."""
        return self.layers(own=True)

    def layers(self, *, own: bool) -> list[Path]:
        """Give the same, with or without the layer that the office wrote itself."""
        packs, mine = [resource("packs", "us")], self.folder / "packs"
        if (self.folder / "installed").is_dir():
            from immdesk.packs.installed import HOME, in_use

            packs = [one.folder for one in in_use(self.folder / HOME, packs[0])]
        return [*packs, mine] if own and mine.is_dir() else packs

    def read_packs_again(self) -> None:
        """Forget the knowledge that was read: other packs count now. What was computed with it follows."""
        self._library.clear()
        self._workflows.clear()
        tell_packs_from(self.pack_words)

    def pack_words(self, code: str) -> Mapping[str, str]:
        """Give what the packs say in a language, by the English text; reads no pack beyond its labels."""
        from immdesk.packs.spoken import pack_words

        return pack_words(code, self.pack_folders(), self.folder / "cache")

    def change(
        self, title: str, work: Callable[[Session], Made], why: str = "", message: str = ""
    ) -> tuple[Made, Changed]:
        """Do one thing that a person does, as one operation; `title` holds no private facts.

        The title is kept in English and told in the language of whoever reads the history.
        """
        must(self, "work")
        made, done = self.store.change(in_english(title), self.user, why, work, now=self.now())
        return made, self.settle(done, message or title)

    def settle(self, done: Operation, message: str) -> Changed:
        """Let what this computer remembers follow an operation that was just written; say what it touched."""
        if "said" in done.tables and self._library:
            self._follow_own()
        cases = done.cases | self._cases_of(done.people) | self._cases_of_employers(done)
        cases |= self._cases_of_bulletin(done)
        self._forget(cases)
        return Changed(done.id, done.tables, cases, done.people, message)

    def rows(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
        """Give the rows of one SELECT; for more than one, read in one view with `store.read()`."""
        with self.store.read() as read:
            return read.all(sql, params)

    def _cases_of(self, people: frozenset[str]) -> frozenset[str]:
        """Give the cases of people, also those that who sits here may not see: they are forgotten too."""
        if not people:
            return frozenset()
        marks = ", ".join("?" * len(people))
        sql = f"SELECT DISTINCT case_id FROM case_party WHERE person_id IN ({marks})"
        with self.store.read(whole=True) as read:
            return frozenset(row[0] for row in read.tuples(sql, sorted(people)))

    def _cases_of_employers(self, done: Operation) -> frozenset[str]:
        """Give the cases that rest on an employer which the operation touched."""
        if not done.tables & EMPLOYER_TABLES:
            return frozenset()
        from immdesk.office.employers import cases_touched

        with self.store.read(whole=True) as read:
            return cases_touched(read, done.id)

    def _cases_of_bulletin(self, done: Operation) -> frozenset[str]:
        """Give the cases that wait for a visa number when the visa bulletin was touched."""
        if not done.tables & {"bulletin", "bulletin_choice"}:
            return frozenset()
        sql = "SELECT id FROM case_file WHERE category <> 'IR' AND deleted_at IS NULL"
        with self.store.read(whole=True) as read:
            return frozenset(row[0] for row in read.tuples(sql))

    def _forget(self, cases: frozenset[str]) -> None:
        """Drop what was computed for these cases; a few are computed again at once, the rest when needed."""
        from immdesk.office.computed import computed, forget

        if cases:
            with self.store.local() as local:
                forget(local, cases)
        if self._library and 0 < len(cases) <= FEW:
            computed(self, sorted(cases - self.store.hidden()))

    def examiner(self) -> Examiner:
        """Give the process apart that reads documents from outside, while the office is open."""
        if not self._examiner:
            from immdesk.packets.evidence import Examiner

            self._examiner.append(Examiner())
        return self._examiner[0]

    def close(self) -> None:
        """Close the database; nothing is lost that was acknowledged."""
        while self._examiner:
            self._examiner.pop().close()
        self.store.close()

    @property
    def locked(self) -> bool:
        """Say whether the office is locked: its store is closed until somebody types the passphrase."""
        return isinstance(self.store, LockedStore)

    def lock(self) -> None:
        """Close the store and forget its key and the questionnaires in memory, which the database keeps.

        Whoever asks for a record meanwhile gets Refused. No work may be under way.
        """
        self.close()
        self.drafts.clear()
        self.store = cast("Store", LockedStore())

    def unlock(self, passphrase: str) -> None:
        """Open the store again for whoever sat here; somebody else opens the office anew.

        Raises Refused when the passphrase is wrong, and stays locked.
        """
        from immdesk.office.at_the_door import come_in
        from immdesk.store.home import open_store

        if self.locked:
            name = "" if self.slot == PRACTICE else self.slot
            self.slot, key, self.wrong_tries = come_in(self.folder, passphrase, name, self.now())
            self.store = open_store(self.folder, key)
            self.user = who(self).name
            _follow_loan(self)
            _hide(self)

    def __enter__(self) -> Office:
        return self

    def __exit__(self, *_error: Any) -> None:
        self.close()


def open_office(
    folder: Path,
    *,
    passphrase: str | None = None,
    key: bytes | None = None,
    clock: Clock = real_clock,
    user: str = "",
    look: bool = True,
    slot: str = "",
) -> Office:
    """Open an existing office with its key, a passphrase, or the key that this computer keeps.

    With `slot` only the passphrase of that name is tried. Who comes in by name is the author of what they do.
    An office with many desks is brought up to date first; without `look` that is left to the caller.

    Raises Refused when the folder holds no office, the passphrase is wrong, the file is damaged or newer.
    """
    from immdesk.store.home import open_store

    tries = 0
    if key is None:
        slot, key, tries = _let_in(folder, passphrase, slot, clock)
    store = open_store(folder, key)
    if look:
        store.publisher.sync()
    store, told = _move_ended(store, key)
    with store.read() as read:
        zone = read.value("SELECT zone FROM office LIMIT 1")
    office = Office(folder, store, clock, user or getpass.getuser(), zone or "America/New_York")
    office.slot, office.wrong_tries, office.told = slot, tries, told
    office.user = who(office).name
    _follow_loan(office)
    _hide(office)
    tell_packs_from(office.pack_words)
    return office


def _let_in(folder: Path, passphrase: str | None, slot: str, clock: Clock) -> tuple[str, bytes, int]:
    """Give whose way in it is, the key behind it, and how often it was tried in vain before."""
    if passphrase is not None:
        from immdesk.office.at_the_door import come_in

        return come_in(folder, passphrase, slot, clock())
    from immdesk.store.keys import open_by

    return *open_by(folder), 0


def _move_ended(store: Store, key: bytes) -> tuple[Store, str]:
    """End a move during which the program was killed; give the store at home, and what to say of it."""
    with store.read(whole=True) as read:
        if not read.value("SELECT 1 FROM meta WHERE key = 'move under way'"):
            return store, ""
    from immdesk.office.moving_home import resume
    from immdesk.store.home import open_store, shared_by

    try:
        said = resume(store)
    except Refused as refused:
        if shared_by(store.folder):  # nothing is changed there until the move is ended
            return store, str(refused)
        store.close()
        raise
    store.close()
    return open_store(store.folder, key), said


def _follow_loan(office: Office) -> None:
    """Let an office on loan keep its days: read-only after the due day, where the lender chose so."""
    from immdesk.store.home import is_on_loan

    office.on_loan = is_on_loan(office.folder)
    if office.on_loan:
        from immdesk.office.handing.lent import watch

        watch(office)


def _hide(office: Office) -> None:
    """Hide the restricted cases that who came in may not see."""
    from immdesk.office.restricted import follow

    follow(office)
