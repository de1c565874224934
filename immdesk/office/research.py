"""The research notebook: what was found out about the law, with its source, for one case after another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, told
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

CLASS, FORM, RULE = "class", "form", "rule"
TABLES: Final = frozenset({"research_note", "research_tag", "research_case"})


@dataclass(frozen=True, slots=True)
class ResearchRow:
    """A note: what was found out, where (a title, a link or citation, its day), what it is about, where used.

    `changed_on` says that it no longer holds as it was written.
    """

    id: str
    title: str
    text: str
    source: str
    link: str
    source_on: date | None
    noted_on: date
    by: str
    classes: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    cases: tuple[tuple[str, str, str], ...] = ()  # id, number, title
    changed_on: date | None = None
    changed_why: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A note as it was typed; tags are separated by commas, the day of the source is typed as any day."""

    title: str
    text: str = ""
    source: str = ""
    link: str = ""
    source_on: str = ""
    classes: str = ""
    forms: str = ""
    rules: str = ""
    cases: Sequence[str] = field(default=())  # ids; given with a new note only


def rows(office: Office) -> tuple[ResearchRow, ...]:
    """Give every note, the newest first."""
    return _rows(office, "1 = 1", {})


def row(office: Office, note_id: str) -> ResearchRow:
    """Give one note; raises Problem when it is gone."""
    found = _rows(office, "n.id = :id", {"id": note_id})
    if not found:
        raise Problem(_("This note is no longer in the notebook."), "", _("Choose another note."))
    return found[0]


def of_case(office: Office, case_id: str) -> tuple[ResearchRow, ...]:
    """Give the notes that are used in a case, the newest first."""
    where = "n.id IN (SELECT note_id FROM research_case WHERE case_id = :case)"
    return _rows(office, where, {"case": case_id})


def tag_words(office: Office, row: ResearchRow) -> tuple[str, ...]:
    """Give all that a note is about, as it is shown: a rule by its title."""
    return (*row.classes, *row.forms, *(rule_title(office, one) for one in row.rules))


def rule_title(office: Office, rule: str) -> str:
    """Give what a rule is called; its id when no pack has it any more."""
    known = office.library.rules.get(rule)
    return told(known.title) if known else rule


def find(office: Office, words: str) -> tuple[ResearchRow, ...]:
    """Give the notes that hold every word, as the beginning of a word, in any of their texts and tags.

    The words are quoted for the index: nothing typed is taken for its language.
    """
    from immdesk.office.search import keep_current
    from immdesk.office.search_words import match_of, places_of

    asked = match_of(words)
    if not asked:
        return rows(office) if not words.strip() else ()
    keep_current(office, patient=False)
    first, last = places_of("research")
    hits = office.rows(
        "SELECT ref FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?", [asked, first, last]
    )
    ids = {one["ref"] for one in hits}
    return tuple(one for one in rows(office) if one.id in ids)


def keep(office: Office, written: Written, note_id: str = "") -> tuple[str, Changed]:
    """Write a note, or what was corrected in one; give its id. One operation.

    Raises Problem for a note without a title, a day that is none, or a rule that no pack has.
    """
    texts, tags = _texts(office, written), _tags(office, written)

    def work(session: Session) -> str:
        from immdesk.records.research import ResearchCase, ResearchNote

        note = session.get_one(ResearchNote, note_id) if note_id else _new(office, session, texts)
        for name, value in texts.items():
            if (getattr(note, name) or "") != value:
                setattr(note, name, value or None)
        _tag(session, note.id, tags)
        session.add_all(ResearchCase(note_id=note.id, case_id=one) for one in written.cases)
        return note.id

    title = _("Correct a research note") if note_id else _("Write a research note")
    return office.change(title, work, message=_("The note is in the notebook."))


def remove(office: Office, note_id: str) -> Changed:
    """Take a note out of the notebook; Undo brings it back."""
    at = office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.research import ResearchNote

        session.get_one(ResearchNote, note_id).deleted_at = at

    return office.change(_("Remove a research note"), work, message=_("The note is out of the notebook."))[1]


def mark_changed(office: Office, note_id: str, why: str) -> Changed:
    """Say that a note no longer holds as it was, and what changed; with no words the mark is taken back."""
    on = office.today().isoformat() if why.strip() else None

    def work(session: Session) -> None:
        from immdesk.records.research import ResearchNote

        note = session.get_one(ResearchNote, note_id)
        note.changed_on, note.changed_why = on, why.strip() or None

    title = _("Mark a research note as changed") if on else _("Take the mark of a research note back")
    message = _("The note is marked as changed.") if on else _("The note holds again.")
    return office.change(title, work, message=message)[1]


def attach(office: Office, note_id: str, case_id: str) -> Changed:
    """Use a note in a case; once is enough."""
    if any(one.id == note_id for one in of_case(office, case_id)):
        raise Problem(_("The case uses this note already."), _("Nothing was changed."), "")

    def work(session: Session) -> None:
        from immdesk.records.research import ResearchCase

        session.add(ResearchCase(note_id=note_id, case_id=case_id))

    return office.change(_("Use a research note in a case"), work, message=_("The case uses the note."))[1]


def detach(office: Office, note_id: str, case_id: str) -> Changed:
    """Use a note in a case no longer."""

    def work(session: Session) -> None:
        from sqlalchemy import select

        from immdesk.records.research import ResearchCase

        told = select(ResearchCase).where(ResearchCase.note_id == note_id, ResearchCase.case_id == case_id)
        for one in session.scalars(told):
            session.delete(one)

    return office.change(
        _("Use a research note no longer"), work, message=_("The case is without the note.")
    )[1]


def _new(office: Office, session: Session, texts: Mapping[str, str]) -> Any:
    from immdesk.records.research import ResearchNote

    note = ResearchNote(title=texts["title"], noted_on=office.today().isoformat(), noted_by=office.user)
    session.add(note)
    session.flush()
    return note


def _tag(session: Session, note_id: str, tags: set[tuple[str, str]]) -> None:
    """Let a note have exactly these tags."""
    from sqlalchemy import select

    from immdesk.records.research import ResearchTag

    had = {
        (one.kind, one.value): one
        for one in session.scalars(select(ResearchTag).where(ResearchTag.note_id == note_id))
    }
    for tag in had.keys() - tags:
        session.delete(had[tag])
    session.add_all(ResearchTag(note_id=note_id, kind=kind, value=value) for kind, value in tags - had.keys())


def _texts(office: Office, written: Written) -> dict[str, str]:
    if not written.title.strip():
        raise Problem(
            _("The note has no title."), _("Nothing was kept."), _("Say in a few words what was found out.")
        )
    return {
        "title": " ".join(written.title.split()),
        "text": written.text.strip(),
        "source": " ".join(written.source.split()),
        "link": " ".join(written.link.split()),
        "source_on": _day(office, written.source_on),
    }


def _day(office: Office, typed: str) -> str:
    from immdesk.basics.values import read_value

    if not typed.strip():
        return ""
    found = read_value("date", typed, today=office.today())
    if not isinstance(found.value, date):
        raise Problem(
            _("“{typed}” is no day.").format(typed=typed),
            found.message,
            _("Type a day such as March 3, 2027."),
        )
    return found.value.isoformat()


def _tags(office: Office, written: Written) -> set[tuple[str, str]]:
    from immdesk.basics.strictyaml import did_you_mean

    for rule in _split(written.rules):
        if rule not in office.library.rules:
            near = did_you_mean(rule, office.library.rules)
            raise Problem(
                _("There is no rule {rule}.").format(rule=rule) + near,
                _("Nothing was kept."),
                _("The Library shows what each rule is known as."),
            )
    forms = {(FORM, _form_name(one)) for one in _split(written.forms)}
    classes = {(CLASS, one.upper()) for one in _split(written.classes)}
    return classes | forms | {(RULE, one) for one in _split(written.rules)}


def _split(typed: str) -> list[str]:
    return [one for one in (" ".join(part.split()) for part in re.split(r"[,;\n]", typed)) if one]


def _form_name(typed: str) -> str:
    """Give a form as the agencies write it: "i751" is I-751, "DS-160" and "ETA-9089" stay."""
    found = re.fullmatch(r"([A-Za-z]+)-?(\d.*)", typed)
    return f"{found[1].upper()}-{found[2].upper()}" if found else typed.upper()


def _rows(office: Office, where: str, params: Mapping[str, str]) -> tuple[ResearchRow, ...]:
    with office.store.read() as read:
        notes = read.all(
            f"SELECT n.* FROM research_note n WHERE n.deleted_at IS NULL AND {where} "
            "ORDER BY n.noted_on DESC, n.rowid DESC",
            dict(params),
        )
        tags = read.tuples("SELECT note_id, kind, value FROM research_tag ORDER BY value")
        cases = read.tuples(
            "SELECT x.note_id, c.id, c.number, coalesce(c.title, '') FROM research_case x "
            "JOIN case_file c ON c.id = x.case_id WHERE c.deleted_at IS NULL ORDER BY c.number"
        )
    return tuple(_row(one, tags, cases) for one in notes)


def _row(note: Mapping[str, Any], tags: Iterable[Any], cases: Iterable[Any]) -> ResearchRow:
    mine: dict[str, list[str]] = {CLASS: [], FORM: [], RULE: []}
    for note_id, kind, value in tags:
        if note_id == note["id"] and kind in mine:
            mine[kind].append(value)
    return ResearchRow(
        id=note["id"],
        title=note["title"],
        text=note["text"] or "",
        source=note["source"] or "",
        link=note["link"] or "",
        source_on=_iso(note["source_on"]),
        noted_on=date.fromisoformat(note["noted_on"]),
        by=note["noted_by"] or "",
        classes=tuple(mine[CLASS]),
        forms=tuple(mine[FORM]),
        rules=tuple(mine[RULE]),
        cases=tuple((one, number, title) for of, one, number, title in cases if of == note["id"]),
        changed_on=_iso(note["changed_on"]),
        changed_why=note["changed_why"] or "",
    )


def _iso(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
