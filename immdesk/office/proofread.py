"""An approval notice beside the record: each difference is something to do; the shorter I-94 wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.dates import iso_day
from immdesk.basics.folded import folded
from immdesk.basics.shown import on_screen
from immdesk.basics.values import NONE_TEXT, text_to_value
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.store.reading import Reading

Values = Mapping[str, Any]


def differences(read: Reading, case_id: str, values: Values) -> list[str]:
    """Give what an approval notice says otherwise than the record, each as the title of a task.

    `values` are the answers about the notice by key. What either side does not say is not compared. Of an
    I-94 that ends before the petition the I-94 governs the stay (INA 222(g), 8 CFR 214.1(a)(3)).
    """
    person = person_of(read, case_id, values)
    found = list(_of_person(read, person, values)) if person else []
    found += _of_job(read, case_id, values)
    return [*found, *_of_stay(values)]


def person_of(read: Reading, case_id: str, values: Values) -> str:
    """Give whom a notice concerns: who was chosen, whose the filing is, else the only beneficiary, or ""."""
    if values.get("person_id"):
        return str(values["person_id"])
    filed = read.value("SELECT person_id FROM filing WHERE id = ?", [values.get("filing_id") or ""])
    if filed:
        return str(filed)
    sql = (
        "SELECT person_id FROM case_party WHERE case_id = ? "
        "AND role IN ('beneficiary', 'applicant', 'principal')"
    )
    rows = read.all(sql, [case_id])
    return str(rows[0]["person_id"]) if len(rows) == 1 else ""


def _of_person(read: Reading, person_id: str, values: Values) -> Iterator[str]:
    rows = read.all("SELECT * FROM person WHERE id = ?", [person_id])
    if not rows:
        return
    row = rows[0]
    family, given = _said(row["family_name"]), _said(row["given_name"])
    whole = " ".join(filter(None, (given, _said(row["middle_name"]))))
    printed = str(values.get("printed_family_name") or ""), str(values.get("printed_given_name") or "")
    if _differs(printed[0], family) or (_differs(printed[1], given) and _differs(printed[1], whole)):
        on_notice = ", ".join(filter(None, printed))
        yield _("Name: the notice says “{notice}”, the record “{record}”. Ask for a correction.").format(
            notice=on_notice, record=", ".join(filter(None, (family, whole)))
        )
    born, kept = values.get("printed_born_on"), text_to_value("date", row["born_on"])
    if isinstance(born, date) and isinstance(kept, date) and born != kept:
        yield _("Date of birth: the notice says {notice}, the record {record}. Ask for a correction.").format(
            notice=on_screen(born), record=on_screen(kept)
        )


def _of_job(read: Reading, case_id: str, values: Values) -> Iterator[str]:
    asked = read.value(
        "SELECT value FROM said WHERE owner_kind = 'filing' AND owner_id = ? AND word = 'worker_class'",
        [values.get("filing_id") or ""],
    )
    printed = str(values.get("printed_class") or "")
    if asked and printed and not _plain(printed).startswith(_plain(str(asked))):
        yield _("Class: the notice says {notice}, asked was {record}. Ask for a correction.").format(
            notice=printed, record=asked
        )
    sql = "SELECT requested_from, requested_until FROM job WHERE case_id = ? AND deleted_at IS NULL"
    jobs = read.all(sql, [case_id])
    if len(jobs) != 1:
        return
    wanted = (("valid_from", "requested_from"), ("valid_until", "requested_until"))
    for key, column in wanted:
        on, asked_for = values.get(key), iso_day(jobs[0][column] or "")
        if isinstance(on, date) and asked_for and on != asked_for:
            yield _validity(key).format(notice=on_screen(on), record=on_screen(asked_for))


def _validity(key: str) -> str:
    if key == "valid_from":
        return _("Valid from: the notice says {notice}, asked was {record}. Tell the client.")
    return _("Valid until: the notice says {notice}, asked was {record}. Tell the client.")


def _of_stay(values: Values) -> Iterator[str]:
    i94, until = values.get("printed_i94_until"), values.get("valid_until")
    if isinstance(i94, date) and isinstance(until, date) and i94 < until:
        yield _(
            "The I-94 ends {i94}, before the petition ({until}): the I-94 governs the stay. Docket it and "
            "tell the client (8 CFR 214.1(a)(3))."
        ).format(i94=on_screen(i94), until=on_screen(until))


def _differs(printed: str, kept: str) -> bool:
    return bool(printed and kept) and _plain(printed) != _plain(kept)


def _plain(text: str) -> str:
    return "".join(letter for letter in folded(text) if letter.isalnum())


def _said(text: str | None) -> str:
    return "" if not text or text == NONE_TEXT else text
