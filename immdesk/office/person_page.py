"""The page of one person, whatever the case: names, numbers, how to reach them, papers, cases, relatives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.reading_places import country_in_words
from immdesk.basics.shown import name
from immdesk.basics.values import NONE_TEXT, read_value
from immdesk.basics.words import _
from immdesk.office.people import day_shown, native_name, said
from immdesk.office.restricted import is_hidden, refused

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number by which the government knows a person; only its last four letters leave the office."""

    kind: str
    tail: str


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A way to reach a person, and what was said about using it."""

    kind: str
    value: str
    safe: bool
    note: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A document of a person; `days_left` counts to its expiry, None when it does not expire."""

    id: str
    title: str
    kind: str
    number_tail: str
    state: str
    expires_on: date | None
    days_left: int | None
    scanned: bool
    original_name: str


@dataclass(frozen=True, slots=True)
class TheirCase:
    """A case in which a person has a part."""

    id: str
    number: str
    title: str
    role: str
    status: str


@dataclass(frozen=True, slots=True)
class RelativeLine:
    """Somebody in the office who is related: what that person is to this one."""

    person_id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything that the page of a person shows; `kept_apart` counts what only one case may show."""

    id: str
    name: str
    native_name: str
    other_names: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]  # label, as shown
    safe_contact: str
    numbers: tuple[NumberLine, ...]
    contacts: tuple[ContactLine, ...]
    home: str
    papers: tuple[PaperLine, ...]
    cases: tuple[TheirCase, ...]
    relatives: tuple[RelativeLine, ...]
    kept_apart: int


def person_page(office: Office, person_id: str) -> PersonPage:
    """Give the page of a person; raises Problem when the person is no longer in the office.

    Of every number only the last four letters are given. What only one case may see is counted, not shown.
    """
    with office.store.read() as read:
        row = read.one("SELECT * FROM person WHERE id = ? AND deleted_at IS NULL", [person_id])
        if row is None and is_hidden(office, person_id):
            raise refused(office)
        if row is None:
            raise Problem(_("This person is no longer in the office."), "", _("Go back to People."))
        contacts = read.all(
            "SELECT * FROM contact WHERE person_id = ? AND only_in_case IS NULL ORDER BY kind DESC, rowid",
            [person_id],
        )
        apart = read.value(
            "SELECT (SELECT count(*) FROM contact WHERE person_id = :id AND only_in_case IS NOT NULL) + "
            "(SELECT count(*) FROM address WHERE person_id = :id AND only_in_case IS NOT NULL) + "
            "(SELECT count(*) FROM document WHERE person_id = :id AND only_in_case IS NOT NULL "
            "AND deleted_at IS NULL)",
            {"id": person_id},
        )
        return PersonPage(
            id=person_id,
            name=name(row) or _("No name yet"),
            native_name=native_name(row),
            other_names=tuple(_other_names(read, person_id)),
            facts=tuple(_facts(office, row, _citizenships(read, person_id))),
            safe_contact=said(row["safe_contact"]),
            numbers=tuple(_numbers(read, person_id)),
            contacts=tuple(_contact(one) for one in contacts if said(one["value"])),
            home=_home(read, person_id),
            papers=tuple(_papers(office, read, person_id)),
            cases=tuple(_cases(read, person_id)),
            relatives=tuple(_relatives(read, person_id)),
            kept_apart=int(apart or 0),
        )


def _other_names(read: Reading, person_id: str) -> Iterable[str]:
    for row in read.all("SELECT * FROM person_name WHERE person_id = ? ORDER BY rowid", [person_id]):
        kind = _name_kinds().get(row["kind"] or "", "")
        yield f"{name(row)} ({kind})" if kind else name(row)


def _name_kinds() -> dict[str, str]:
    return {
        "maiden": _("maiden name"),
        "alias": _("also known as"),
        "nickname": _("nickname"),
        "prior_married": _("name of an earlier marriage"),
    }


def _citizenships(read: Reading, person_id: str) -> str:
    rows = read.all(
        "SELECT country FROM citizenship WHERE person_id = ? AND (until_on IS NULL OR until_on = ?) "
        "ORDER BY rowid",
        [person_id, NONE_TEXT],
    )
    return ", ".join(filter(None, (country_in_words(said(row["country"])) for row in rows)))


def _facts(office: Office, row: Mapping[str, Any], citizen_of: str) -> Iterable[tuple[str, str]]:
    born_in = (
        said(row["birth_city"]),
        said(row["birth_province"]),
        country_in_words(said(row["birth_country"])),
    )
    place = ", ".join(filter(None, born_in))
    language = said(row["language"])
    if language and row["interpreter_needed"] == "yes":
        language = _("{language}, with an interpreter").format(language=language)
    marital = dict(office.library.vocabulary.word("person.marital_status").choices)
    told = (
        (_("Born"), day_shown(row["born_on"])),
        (_("Place of birth"), place),
        (_("Citizen of"), citizen_of),
        (_("Language"), language),
        (_("Marital status"), marital.get(row["marital_status"] or "", "")),
        (_("Permanent resident since"), day_shown(row["lpr_since"])),
        (_("Died"), day_shown(row["deceased_on"])),
    )
    return ((label, shown) for label, shown in told if shown)


def _numbers(read: Reading, person_id: str) -> Iterable[NumberLine]:
    titles = {
        "a_number": _("A-Number"),
        "ssn": _("Social Security number"),
        "uscis_account": _("USCIS online account"),
        "sevis": _("SEVIS number"),
        "itin": _("ITIN"),
    }
    sql = "SELECT kind, value, is_main FROM identifier WHERE person_id = ? ORDER BY kind, is_main DESC"
    for row in read.all(sql, [person_id]):
        if said(row["value"]):
            title = titles.get(row["kind"]) or str(row["kind"])
            if row["is_main"] == "no":
                title = _("Another {number}").format(number=title)
            yield NumberLine(title, f"…{row['value'][-4:]}")


def _contact(row: Mapping[str, Any]) -> ContactLine:
    titles = {"phone_day": _("Telephone"), "phone_mobile": _("Mobile"), "email": _("E-mail")}
    value = said(row["value"])
    if row["kind"].startswith("phone"):
        value = read_value("phone", value, today=date.min).shown or value
    return ContactLine(titles.get(row["kind"], row["kind"]), value, row["safe"] != "no", said(row["note"]))


def _home(read: Reading, person_id: str) -> str:
    row = read.one(
        "SELECT * FROM address WHERE person_id = ? AND only_in_case IS NULL AND kind = 'residence' "
        "AND (until_on IS NULL OR until_on = ?) ORDER BY from_on DESC LIMIT 1",
        [person_id, NONE_TEXT],
    )
    if row is None:
        return ""
    unit = " ".join(filter(None, (said(row["unit_type"]), said(row["unit"]))))
    region = " ".join(filter(None, (said(row["state"]) or said(row["province"]), said(row["zip"]))))
    country = said(row["country"])
    parts = (said(row["street"]), unit, said(row["city"]), region)
    return ", ".join(filter(None, (*parts, "" if country == "United States" else country_in_words(country))))


def _papers(office: Office, read: Reading, person_id: str) -> Iterable[PaperLine]:
    kinds = dict(office.library.vocabulary.word("document.kind").choices)
    sql = (
        "SELECT * FROM document WHERE person_id = ? AND deleted_at IS NULL AND only_in_case IS NULL "
        "ORDER BY expires_on IS NULL, expires_on, title"
    )
    for row in read.all(sql, [person_id]):
        day = said(row["expires_on"])
        expires = date.fromisoformat(day) if len(day) == 10 else None
        number, kind = said(row["number"]), kinds.get(row["kind"]) or str(row["kind"])
        yield PaperLine(
            id=row["id"],
            title=said(row["title"]) or kind,
            kind=kind,
            number_tail=f"…{number[-4:]}" if number else "",
            state=row["state"] or "received",
            expires_on=expires,
            days_left=(expires - office.today()).days if expires else None,
            scanned=bool(row["blob"]),
            original_name=row["original_name"] or "",
        )


def role_words(role: str) -> str:
    """Give a role in a case in words."""
    return {
        "petitioner": _("petitioner"),
        "principal": _("principal"),
        "beneficiary": _("beneficiary"),
        "derivative": _("derivative"),
        "joint_sponsor": _("joint sponsor"),
    }.get(role, role.replace("_", " "))


def _cases(read: Reading, person_id: str) -> Iterable[TheirCase]:
    sql = (
        "SELECT c.id, c.number, c.title, c.status, p.role FROM case_party p "
        "JOIN case_file c ON c.id = p.case_id WHERE p.person_id = ? AND c.deleted_at IS NULL "
        "ORDER BY c.status = 'closed', c.number DESC"
    )
    for row in read.all(sql, [person_id]):
        yield TheirCase(row["id"], row["number"], row["title"] or "", role_words(row["role"]), row["status"])


def _relatives(read: Reading, person_id: str) -> Iterable[RelativeLine]:
    """A row says that its person is <kind> of its relative; both ends are read, each person once."""
    other_way = {"child": _("parent"), "parent": _("child"), "stepchild": _("stepparent")}
    words = {
        "spouse": _("spouse"),
        "parent": _("parent"),
        "child": _("child"),
        "stepchild": _("stepchild"),
        "stepparent": _("stepparent"),
        "sibling": _("sibling"),
    }
    sql = (
        "SELECT r.person_id AS other, r.kind, 1 AS told, q.* FROM relationship r JOIN person q "
        "ON q.id = r.person_id WHERE r.relative_id = :id AND q.deleted_at IS NULL AND r.until_on IS NULL "
        "UNION ALL SELECT r.relative_id, r.kind, 0, q.* FROM relationship r JOIN person q "
        "ON q.id = r.relative_id WHERE r.person_id = :id AND q.deleted_at IS NULL AND r.until_on IS NULL"
    )
    seen: dict[str, RelativeLine] = {}
    for row in read.all(sql, {"id": person_id}):
        kind = row["kind"]
        shown = words.get(kind, "") if row["told"] else other_way.get(kind) or words.get(kind, "")
        seen.setdefault(row["other"], RelativeLine(row["other"], name(row), shown))
    return sorted(seen.values(), key=lambda one: one.name)
