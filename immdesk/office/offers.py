"""Who in a questionnaire may already be in the office: offered, never merged unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.values import text_to_value
from immdesk.basics.words import _
from immdesk.office.cases import short_name
from immdesk.office.rows import PersonOffer

if TYPE_CHECKING:
    from immdesk.intake.interview import Interview
    from immdesk.intake.result import EmployerKeys, MatchKeys
    from immdesk.office.office import Office


def offers(office: Office, draft_id: str, interview: Interview) -> tuple[PersonOffer, ...]:
    """Give one offer for each section whose person the office may know: same A-Number, or name and birth."""
    everybody = interview.match_keys()
    here = {one.person_id for one in everybody}
    keys = [one for one in everybody if not one.person_id]
    employers = [one for one in interview.employer_keys() if not one.employer_id]
    refused = {
        row["key"] for row in office.rows("SELECT key FROM meta WHERE key LIKE ?", [f"not {draft_id} %"])
    }
    found = []
    for one in keys:
        if _mark(draft_id, one.section) not in refused:
            found += [offer for offer in [_offer(office, one)] if offer and offer.person_id not in here]
    found += [
        offer
        for key in employers
        if _mark(draft_id, key.section) not in refused
        for offer in _employers(office, key)
    ]
    return tuple(found)


def turn_down(office: Office, draft_id: str, section: str) -> None:
    """Remember that a section is about somebody else than was offered."""
    with office.store.local() as local:
        local.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, 'yes')", [_mark(draft_id, section)])


def _mark(draft_id: str, section: str) -> str:
    return f"not {draft_id} {section.partition('/')[0]}"


def _offer(office: Office, wanted: MatchKeys) -> PersonOffer | None:
    by_number = _by_number(office, wanted.a_number)
    if by_number:
        return _row(wanted.section, by_number[0], _("the same A-Number"))
    named = _by_name(office, wanted)
    born = str(wanted.born_on) if wanted.born_on else ""
    same = next((row for row in named if born and row["born_on"] == born), None)
    if same:
        return _row(wanted.section, same, _("the same name and date of birth"))
    either = next((row for row in named if not born or not row["born_on"]), None)
    return _row(wanted.section, either, _("the same name")) if either else None


def _employers(office: Office, wanted: EmployerKeys) -> list[PersonOffer]:
    """Give the employer of the same FEIN, else the one whose name is the same."""
    for column, text, why in (
        ("fein", wanted.fein, _("the same FEIN")),
        ("sort_key", wanted.name, _("the same name")),
    ):
        rows = office.rows(
            f"SELECT id, name, city FROM employer WHERE deleted_at IS NULL AND {column} = ? LIMIT 1", [text]
        )
        if text and rows:
            named = rows[0]["name"] or _("No name yet")
            return [PersonOffer(wanted.section, rows[0]["id"], named, "", why, "employer")]
    return []


def _by_number(office: Office, a_number: str) -> list[dict[str, Any]]:
    if not a_number:
        return []
    return office.rows(
        "SELECT q.id, q.family_name, q.given_name, q.born_on "
        "FROM identifier i JOIN person q ON q.id = i.person_id "
        "WHERE i.kind = 'a_number' AND i.value = ? AND q.deleted_at IS NULL",
        [a_number],
    )


def _by_name(office: Office, wanted: MatchKeys) -> list[dict[str, Any]]:
    if not (wanted.family_name and wanted.given_name):
        return []
    start = f"{wanted.family_name} {wanted.given_name}"
    return office.rows(
        "SELECT id, family_name, given_name, born_on FROM person WHERE deleted_at IS NULL "
        "AND (sort_key = ? OR substr(sort_key, 1, ?) = ?) LIMIT 5",
        [start, len(start) + 1, f"{start} "],
    )


def _row(section: str, row: dict[str, Any], why: str) -> PersonOffer:
    born = on_screen(text_to_value("date", row["born_on"])) if row["born_on"] else ""
    return PersonOffer(section, row["id"], short_name(row), born, why)
