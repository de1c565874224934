"""An open caseload brought in from a spreadsheet: looked at first, then made in one undoable step."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.folded import folded
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import Cancelled, Progress, Watched, never, silent
from immdesk.basics.words import _, n_
from immdesk.intake.caseload import NameOrder, read_lines
from immdesk.intake.caseload_columns import Header, find_header, guess, header_at, labels
from immdesk.intake.sheets import Sheet as Sheet
from immdesk.intake.sheets import read_sheets
from immdesk.office.caseload_trial import CasePlan, PersonPlan, Trial, plan_cases
from immdesk.office.rows import Changed
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose for a sheet; `meant` says for each column (from 0) what it holds."""

    header: Header
    meant: Mapping[int, str]
    names: NameOrder = "given_first"
    default_type: str = ""


def open_file(path: Path, progress: Progress = silent, cancelled: Cancelled = never) -> tuple[Sheet, ...]:
    """Give the sheets of a CSV or XLSX file.

    Raises Refused or Problem in plain words, Stopped when somebody cancelled.
    """
    try:
        data = path.read_bytes()
    except OSError as unreadable:
        raise Refused(
            _("The file cannot be read."), unreadable.strerror or "", _("Check its name.")
        ) from None
    return read_sheets(data, path.stem, Watched(progress, cancelled, _("Nothing was read in.")))


def first_choices(office: Office, sheet: Sheet, row: int = 0) -> Choices:
    """Give the titles as found (or at `row`, from 1) with what the columns mean, as remembered or guessed."""
    header = header_at(sheet, row) if row else find_header(sheet)
    kept = office.rows("SELECT value FROM meta WHERE key = ?", [_key(header)])
    if kept:
        told = json.loads(kept[0]["value"])
        meant = {int(column): target for column, target in told["meant"].items() if target in labels()}
        return Choices(header, meant, told["names"], told["default_type"])
    return Choices(header, guess(header.titles))


def remember(office: Office, choices: Choices) -> None:
    """Keep what the columns of these titles mean, for the next file of the same program."""
    value = {
        "meant": {str(column): target for column, target in choices.meant.items()},
        "names": choices.names,
        "default_type": choices.default_type,
    }
    with office.store.local() as local:
        local.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", [_key(choices.header), json.dumps(value)])


def column_labels() -> dict[str, str]:
    """Give everything that a column may hold, by id, as a person reads it."""
    return labels()


def with_meanings(header: Header, meant: Mapping[int, str], names: str, default_type: str) -> Choices:
    """Give the choices that a person made; what is meant twice counts for its first column."""
    once: dict[int, str] = {}
    for column, target in meant.items():
        if target not in once.values():
            once[column] = target
    return Choices(header, once, "family_first" if names == "family_first" else "given_first", default_type)


def trial(
    office: Office,
    sheet: Sheet,
    choices: Choices,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Trial:
    """Say what the sheet would make; nothing is changed.

    Raises Problem when no column holds a name, or when a case would have no kind; Stopped when somebody
    cancelled.
    """
    if not set(choices.meant.values()) & {"name", "family_name"}:
        raise Problem(
            _("No column holds the client's name."),
            _("Nothing can be brought in without it."),
            _("Say which column holds it."),
        )
    watched, today = Watched(progress, cancelled, _("Nothing was changed.")), office.today()
    meant, names = choices.meant, choices.names
    read = read_lines(sheet, choices.header, meant, today=today, names=names, watched=watched)
    found = plan_cases(office, read, choices.default_type, watched)
    without = sum(not case.case_type and not case.id for case in found.cases)
    if without:
        raise Problem(
            n_(
                "{n} case names no kind that the desk knows.",
                "{n} cases name no kind that the desk knows.",
                without,
            ),
            _("The kind decides which dates and papers a case needs; it is never guessed."),
            _("Choose the kind of case for rows that name none."),
        )
    return found


def bring_in(
    office: Office,
    trial: Trial,
    taken: Collection[str] = (),
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Changed:
    """Make everything of a trial in one operation, which Undo takes back whole.

    `taken` are the lines of `caseload_review.review` that a person marked: words of the file about people and
    cases that are here. Without a mark nothing of theirs is touched. Raises Stopped when somebody cancels:
    then nothing was made.
    """
    counts = trial.counts()
    made = _Maker(office, trial, Watched(progress, cancelled, _("Nothing was brought in.")), taken)
    message = n_("{n} case brought in.", "{n} cases brought in.", counts["cases"])
    if taken:
        message += " " + n_("{n} value was taken over.", "{n} values were taken over.", len(taken))
    _nothing, changed = office.change(_("Bring in a caseload"), made.work, message=message)
    return changed


def report_csv(trial: Trial) -> bytes:
    """Give what was not understood as CSV: row, column, text, reason. It holds the clients' texts."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_("Row"), _("Column"), _("Text"), _("What is the matter"), _("Kept all the same")])
    for one in trial.troubles:
        text = f"'{one.text}" if one.text[:1] in "=+-@" and one.text else one.text
        writer.writerow([one.row, one.column, text, one.reason, _("yes") if one.kept else _("no")])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_report(trial: Trial, out: Path) -> None:
    """Write the report, whole or not at all."""
    write_out(out, report_csv(trial), _("The report could not be written."))


def _key(header: Header) -> str:
    titles = "\x1f".join(folded(title) for title in header.titles)
    return f"caseload:{hashlib.sha256(titles.encode()).hexdigest()[:16]}"


class _Maker:
    """Makes the records of a trial; may run twice, and makes the same each time."""

    def __init__(self, office: Office, trial: Trial, watched: Watched, taken: Collection[str]) -> None:
        self._office, self._trial, self._watched, self._taken = office, trial, watched, taken
        self._today, self._at, self._by = office.today(), office.now().isoformat(), office.user
        self._zone_year = office.today().year
        rows = office.rows("SELECT id, is_attorney FROM staff WHERE active = 'yes' ORDER BY family_name")
        self._attorney = next((row["id"] for row in rows if row["is_attorney"] == "yes"), None)
        self._responsible = next((row["id"] for row in rows if row["is_attorney"] != "yes"), None)

    def work(self, session: Session) -> None:
        """Add everything, written at the end in one go; cases without a number get the office's next."""
        from immdesk.office.caseload_review import take

        with session.no_autoflush:
            self._add(session)
            take(session, self._trial, self._taken)

    def _add(self, session: Session) -> None:
        people: dict[int, str] = {}
        cases = self._trial.cases
        for case in self._watched.each(cases, len(cases), _("Bringing in cases"), every=20):
            for one in filter(None, (case.petitioner, case.client)):
                if id(one) not in people:
                    people[id(one)] = self._person(session, one)
            self._case(session, case, people)

    def _person(self, session: Session, plan: PersonPlan) -> str:
        from immdesk.records.contacts import Contact
        from immdesk.records.people import Identifier, Person

        if plan.id:
            return plan.id
        person = Person(
            family_name=plan.family or None,
            given_name=plan.given or None,
            middle_name=plan.told.get("middle_name"),
            born_on=plan.told.get("born_on"),
            birth_country=plan.told.get("birth_country"),
            sort_key=folded(f"{plan.family} {plan.given}"),
        )
        session.add(person)
        if plan.told.get("a_number"):
            number = plan.told["a_number"]
            session.add(Identifier(person_id=person.id, kind="a_number", value=number, is_main="yes"))
        for word, kind in (("phone", "phone_day"), ("email", "email")):
            if plan.told.get(word):
                session.add(Contact(person_id=person.id, kind=kind, value=plan.told[word]))
        return person.id

    def _case(self, session: Session, plan: CasePlan, people: Mapping[int, str]) -> None:
        client = people[id(plan.client)]
        case_id = plan.id or self._new_case(session, plan, client, people)
        for filing in plan.filings:
            self._filing(session, case_id, client, filing)
        for notice in plan.notices:
            self._notice(session, case_id, client, notice)
        for place, date in enumerate(plan.dates):
            self._date(session, case_id, plan, date, place)
        if plan.notes and not plan.id:
            self._note(session, case_id, "\n".join(plan.notes))

    def _new_case(self, session: Session, plan: CasePlan, client: str, people: Mapping[int, str]) -> str:
        from immdesk.office.opening import next_number
        from immdesk.office.restricting import at_opening, keep_proposed
        from immdesk.records.cases import CaseFile, CaseParty

        proposed = at_opening(self._office, plan.case_type, [client], self._responsible)
        case = CaseFile(
            number=plan.number or next_number(session, self._zone_year),
            case_type=plan.case_type,
            title=", ".join(part for part in (plan.client.family, plan.client.given) if part),
            status="open",
            opened_on=plan.opened_on or self._today.isoformat(),
            priority_date=plan.priority_date or None,
            responsible_id=self._responsible,
            attorney_id=self._attorney,
        )
        session.add(case)
        keep_proposed(session, case, proposed, self._today.isoformat())
        parties = [(client, "principal")]
        if plan.petitioner:
            parties.insert(0, (people[id(plan.petitioner)], "petitioner"))
        for place, (person_id, role) in enumerate(parties):
            session.add(CaseParty(case_id=case.id, person_id=person_id, role=role, ordinal=place))
        return case.id

    def _filing(self, session: Session, case_id: str, client: str, told: Mapping[str, str]) -> None:
        from immdesk.records.filings import Filing

        status = "approved" if told["approved_on"] else "pending"
        values = {word: value or None for word, value in told.items()}
        session.add(Filing(case_id=case_id, person_id=client, status=status, **values))

    def _notice(self, session: Session, case_id: str, client: str, told: Mapping[str, str]) -> None:
        from immdesk.records.notices import Notice

        values = {word: value or None for word, value in told.items()}
        session.add(Notice(case_id=case_id, person_id=client, **values))

    def _date(
        self, session: Session, case_id: str, plan: CasePlan, told: Mapping[str, str], place: int
    ) -> None:
        """Keep an open date as it was told: no rule stands behind it, so it says "verify"."""
        from immdesk.docket.entry import entry_id, entry_key
        from immdesk.records.dates import DocketEntry

        key = entry_key("", case_id, "case", case_id, f"brought in {told['title']} {told['due_on']}", place)
        work: dict[str, Any] = {
            "verify": _(
                "Verify: brought in from a spreadsheet, row {row}; the desk did not work it out."
            ).format(row=plan.rows[0])
        }
        session.add(
            DocketEntry(
                id=entry_id(key), key=key, rule="", case_id=case_id, subject_kind="case", subject_id=case_id,
                output="brought in", ordinal=place, title=told["title"], kind="deadline", severity="serious",
                due_on=told["due_on"], raw_on=told["due_on"], state="kept", accepted_by=self._by,
                accepted_at=self._at, work=json.dumps(work, ensure_ascii=False),
            )
        )  # fmt: skip

    def _note(self, session: Session, case_id: str, text: str) -> None:
        from immdesk.records.notes import Note

        session.add(Note(case_id=case_id, text=text, at=self._at))
