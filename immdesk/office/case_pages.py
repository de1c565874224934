"""The pages of one case: its overview, and every fact with where it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.reading_places import country_in_words
from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.values import read_value
from immdesk.basics.words import _, told
from immdesk.office import computed, dates
from immdesk.office.alerts import alerts_in
from immdesk.office.cases import case_rows
from immdesk.office.event_rows import happened
from immdesk.office.event_words import notice_titles
from immdesk.office.progress import checklist_in
from immdesk.office.questionnaires import questionnaire_of
from immdesk.office.rows import CasePage, ChecklistRow, FactRow, PartyRow
from immdesk.office.today import open_tasks
from immdesk.office.unknowns import unknowns_in

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.office.office import Office
    from immdesk.records.facts_of import CaseFacts
    from immdesk.store.reading import Reading
    from immdesk.workflow.checklist import Item

_NEXT = 5


def case_page(office: Office, case_id: str) -> CasePage:
    """Give everything that the overview of a case shows at once."""
    from immdesk.records.facts_of import facts_of

    computed.computed(office, [case_id])
    with office.store.read() as read:
        facts = facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]
        items = checklist_in(office, read, facts)
        parties = tuple(_party(row) for row in read.all(_PARTIES, [case_id]))
        filings, notices = _filings(read, case_id), _notices(read, case_id)
        events = happened(read, case_id, {party.person_id: party.name for party in parties})
        named = read.all(_NAMED, [case_id])[0]
    of_case = dates.dates_of(office, case_id)
    kept = [row for row in of_case if row.state == "kept"]
    return CasePage(
        row=case_rows(office, [case_id])[case_id],
        parties=parties,
        filings=filings,
        notices=notices,
        next_dates=tuple(kept[:_NEXT]),
        tasks=open_tasks(office, case_id),
        checklist=tuple(_item(item) for item in items),
        flags=_flags(office, case_id, facts),
        gaps=tuple(_gap(item) for item in items if item.state == "gap" and item.kind == "form"),
        attorney=named["attorney"] or "",
        household=named["household"] or "",
        employer=named["employer"] or "",
        job=named["job"] or "",
        happened=events,
        unknowns=unknowns_in(office, case_id, of_case),
        alerts=alerts_in(office, facts),
    )


_PARTIES = """
SELECT p.id, p.person_id, p.role, p.relationship, p.own_petition, q.family_name, q.given_name, q.born_on,
  trim(coalesce(q.native_family_name, '') || ' ' || coalesce(q.native_given_name, '')) AS native,
  q.safe_contact,
  (SELECT value FROM contact c WHERE c.person_id = q.id AND c.kind = 'phone_day' LIMIT 1) AS phone,
  (SELECT value FROM contact c WHERE c.person_id = q.id AND c.kind = 'email' LIMIT 1) AS email
FROM case_party p JOIN person q ON q.id = p.person_id WHERE p.case_id = ? ORDER BY p.ordinal
"""
_NAMED = """
SELECT h.name AS household, s.given_name || ' ' || s.family_name AS attorney, e.name AS employer,
  (SELECT j.title FROM job j WHERE j.case_id = c.id AND j.deleted_at IS NULL ORDER BY j.rowid LIMIT 1) AS job
FROM case_file c LEFT JOIN household h ON h.id = c.household_id LEFT JOIN staff s ON s.id = c.attorney_id
LEFT JOIN employer e ON e.id = c.employer_id WHERE c.id = ?
"""


def _party(row: Mapping[str, Any]) -> PartyRow:
    from immdesk.basics.values import text_to_value
    from immdesk.office.cases import short_name

    return PartyRow(
        party_id=row["id"],
        person_id=row["person_id"],
        name=short_name(row),
        native_name=_said(row["native"]),
        role=row["role"],
        relationship=row["relationship"] or "",
        born_on=on_screen(text_to_value("date", row["born_on"])) if row["born_on"] else "",
        own_petition=row["own_petition"] == "yes",
        phone=_phone(_said(row["phone"])),
        email=_said(row["email"]),
        safe_contact=_said(row["safe_contact"]),
    )


def _phone(text: str) -> str:
    return read_value("phone", text, today=date.min).shown or text if text else ""


def _said(text: str | None) -> str:
    from immdesk.basics.values import NONE_TEXT

    return (text or "").replace(NONE_TEXT, "").strip()


def _filings(read: Reading, case_id: str) -> tuple[str, ...]:
    rows = read.all(
        "SELECT form, receipt_number, received_on, status FROM filing WHERE case_id = ? ORDER BY received_on",
        [case_id],
    )
    return tuple(
        _("{form} received {day}, {status}, {receipt}").format(
            form=row["form"],
            day=row["received_on"] or "?",
            status=row["status"] or "?",
            receipt=row["receipt_number"] or _("no receipt yet"),
        )
        for row in rows
    )


def _notices(read: Reading, case_id: str) -> tuple[str, ...]:
    rows = read.all(
        "SELECT kind, dated_on, receipt_number FROM notice WHERE case_id = ? ORDER BY dated_on", [case_id]
    )
    titles = notice_titles()
    return tuple(
        _("{kind} of {day}, {receipt}").format(
            kind=titles.get(row["kind"], row["kind"] or "?"),
            day=row["dated_on"] or "?",
            receipt=row["receipt_number"] or "",
        )
        for row in rows
    )


def _item(item: Item) -> ChecklistRow:
    title = f"{item.title} – {item.who}" if item.who else item.title
    return ChecklistRow(item.key, title, item.state, item.note)


def _gap(item: Item) -> str:
    head = f"{item.title} – {item.who}" if item.who else item.title
    return f"{head}: {item.note}" if item.note else head


def _flags(office: Office, case_id: str, facts: CaseFacts) -> tuple[str, ...]:
    """Give the red flags that the case's questionnaire would raise on what is known now."""
    from immdesk.intake.interview import Interview
    from immdesk.office.known_people import known_in

    form = office.library.forms.get(questionnaire_of(office, case_id, _case_type(facts)))
    if form is None:
        return ()
    people, words = known_in(form, facts)
    interview = Interview.from_facts(form, office.library.vocabulary, office.today(), people, words)
    return tuple(flag.banner for flag in interview.flags())


def _case_type(facts: CaseFacts) -> str:
    return str(next((one.facts.get("case.type") for one in facts.subjects() if one.kind == "case"), ""))


def facts_page(office: Office, case_id: str) -> tuple[FactRow, ...]:
    """Give every fact of a case by person, known, none or not asked yet, with where it came from."""
    from immdesk.records.facts_of import facts_of

    with office.store.read() as read:
        facts = facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]
        sources = {(row["owner_id"], row["path"]): row for row in read.all(_ANSWERS, {"case": case_id})}
    of_case = next(one.facts for one in facts.subjects() if one.kind == "case")
    rows = list(_facts(office, of_case, "case", _("The case"), case_id, sources))
    rows += _of_work(office, of_case, sources)
    for one in facts.subjects():
        if one.kind == "party" and one.person_id:
            name, role = one.facts.get("person.full_name"), one.facts.get("party.role")
            owner = f"{_role(str(role))}: {name if isinstance(name, str) else ''}"
            rows += _facts(office, one.facts, "person", owner, one.person_id, sources)
            rows += _facts(office, one.facts, "party", owner, one.id, sources)
    return tuple(rows)


def _of_work(
    office: Office, of_case: Facts, sources: Mapping[tuple[str, str], Mapping[str, Any]]
) -> Iterator[FactRow]:
    """Give the facts of the employer and of the job, where the case has them."""
    for root, title, called in (("employer", _("Employer"), "name"), ("job", _("Job"), "title")):
        if root in of_case.roots():
            words = of_case.root(root)
            owner = f"{title}: {words.get(called) or ''}"
            yield from _facts(office, of_case, root, owner, str(words["id"]), sources)


_ANSWERS = """
SELECT a.owner_id, a.path, a.source, a.at FROM answer a WHERE a.owner_id = :case OR a.owner_id IN
(SELECT person_id FROM case_party WHERE case_id = :case UNION SELECT id FROM case_party WHERE case_id = :case)
ORDER BY a.at, a.rowid
"""


def _role(role: str) -> str:
    return {
        "petitioner": _("Petitioner"),
        "principal": _("Principal"),
        "beneficiary": _("Beneficiary"),
        "derivative": _("Derivative"),
        "joint_sponsor": _("Joint sponsor"),
    }.get(role, role)


def _facts(
    office: Office,
    facts: Facts,
    root: str,
    owner: str,
    owner_id: str,
    sources: Mapping[tuple[str, str], Mapping[str, Any]],
) -> Iterator[FactRow]:
    for path, word in _words(office, root):
        if word.type == "list":
            yield from _list(office, facts, path, owner, owner_id)
            continue
        value = facts.get(path)
        yield FactRow(
            path,
            owner,
            owner_id,
            word.label or path.rpartition(".")[2],
            _kind_of_case(office, value) if path == "case.type" else _shown(word, value),
            _state(value),
            word.private,
            _source(sources.get((owner_id, path))),
        )


def _kind_of_case(office: Office, value: Any) -> str:
    kind = office.library.case_types.get(str(value))
    return told(kind.title) if kind else on_screen(value)


def _words(office: Office, root: str) -> Iterator[tuple[str, Any]]:
    """Give the path and word of all that can be told below a root; a parent's words one by one."""
    vocabulary = office.library.vocabulary
    for name, word in vocabulary.shape(root).items():
        if word.derived or word.computed:
            continue
        if word.type != "row":
            yield f"{root}.{name}", word
            continue
        for inner, below in vocabulary.shape(word.of).items():
            label = f"{word.label or name}: {below.label or inner}"
            told = {"label": label, "private": word.private or below.private}
            yield f"{root}.{name}.{inner}", below.model_copy(update=told)


def _list(office: Office, facts: Facts, path: str, owner: str, owner_id: str) -> Iterator[FactRow]:
    word = office.library.vocabulary.word(path)
    rows = facts.get(path)
    if not isinstance(rows, tuple):
        yield FactRow(path, owner, owner_id, word.label, "", "unknown", word.private, "")
        return
    whole = facts.complete(path)
    if not rows:
        shown = _("none") if whole else ""
        yield FactRow(
            path, owner, owner_id, word.label, shown, "none" if whole else "unknown", word.private, ""
        )
    for place, row in enumerate(rows, start=1):
        told = [_in_words(office, word.of, name, value) for name, value in row.items() if name != "id"]
        shown = ", ".join(part for part in told if part)
        more = "" if whole else _("there may be more")
        yield FactRow(
            f"{path}[{place - 1}]",
            owner,
            owner_id,
            f"{word.label} {place}",
            shown,
            "known",
            word.private,
            more,
        )


def _in_words(office: Office, shape: str, name: str, value: Any) -> str:
    if isinstance(value, (Nothing, Unknown, tuple, dict)):
        return ""
    word = office.library.vocabulary.shape(shape).get(name)
    return _shown(word, value) if word else on_screen(value)


def _shown(word: Any, value: Any) -> str:
    if isinstance(value, Nothing):
        return word.none_label or _("none")
    if isinstance(value, Unknown):
        return ""
    if word.type in _NUMBERS and isinstance(value, str):
        return read_value(word.type, value, today=date.min).shown or value
    if word.type == "country":
        return country_in_words(str(value))
    return dict(word.choices).get(value) or on_screen(value)


_NUMBERS = ("phone", "ssn", "a_number")
"""Numbers that are kept as digits and shown in groups."""


def _state(value: Any) -> Any:
    if isinstance(value, Unknown):
        return "unknown"
    return "none" if isinstance(value, Nothing) else "known"


def _source(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return ""
    return _("{source}, {day}").format(
        source=row["source"].replace("-", " ").capitalize(), day=on_screen(date.fromisoformat(row["at"][:10]))
    )
