"""The register of originals: where each paper with ink on it lies, since when, and to whom it was sent on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class Original:
    """A page that somebody has signed: who, and where its paper lies ("" for nobody has said)."""

    sheet_id: str
    form: str
    page: int
    who: str
    place: str = ""
    since: str = ""
    sent_to: str = ""
    before: tuple[str, ...] = ()


def originals(office: Office, case_id: str) -> tuple[Original, ...]:
    """Give every page of a case that came back signed, with where its original lies and has lain."""
    sheets = office.rows(
        "SELECT s.id, s.form, s.page, group_concat(p.who, ', ') AS who FROM signature_sheet s "
        "JOIN signature_place p ON p.sheet_id = s.id WHERE s.case_id = ? AND p.state != 'printed' "
        "AND EXISTS (SELECT 1 FROM signed_page g WHERE g.sheet_id = s.id "
        "AND g.state IN ('taken', 'refused')) "
        "GROUP BY s.id ORDER BY s.made_at, s.rowid",
        [case_id],
    )
    kept: dict[str, list[Any]] = {}
    for row in office.rows(
        "SELECT sheet_id, place, since_on, sent_to FROM signature_original WHERE case_id = ? "
        "ORDER BY at, rowid",
        [case_id],
    ):
        kept.setdefault(row["sheet_id"], []).append(row)
    return tuple(_original(row, kept.get(row["id"], [])) for row in sheets)


def lay(office: Office, sheet_id: str, place: str, sent_to: str = "") -> Changed:
    """Say where the original of a signed page lies from today, or to whom it was sent on.

    USCIS may ask for the original of a copied signature at any time (USCIS Policy Manual, vol. 1, part B,
    ch. 2). Raises Problem when no place is said.
    """
    if not place.strip():
        raise Problem(_("No place was said."), _("Nothing was changed."), _("Say where the paper lies."))
    case_id = office.rows("SELECT case_id FROM signature_sheet WHERE id = ?", [sheet_id])[0]["case_id"]

    def work(session: Session) -> None:
        from immdesk.records.signing import SignatureOriginal

        session.add(
            SignatureOriginal(
                case_id=case_id,
                sheet_id=sheet_id,
                place=place.strip(),
                since_on=office.today().isoformat(),
                sent_to=sent_to.strip() or None,
                by=office.user,
                at=office.now().isoformat(),
            )
        )

    message = _("The register says where the original lies.")
    _done, changed = office.change(_("Enter where an original lies"), work, message=message)
    return changed


def _original(row: Any, kept: list[Any]) -> Original:
    bare = Original(row["id"], row["form"], int(row["page"]), row["who"] or "")
    if not kept:
        return bare
    last = kept[-1]
    words = _("{place}, since {day}")
    before = tuple(words.format(place=one["place"], day=_day(one["since_on"])) for one in kept[:-1])
    return Original(
        bare.sheet_id,
        bare.form,
        bare.page,
        bare.who,
        last["place"],
        _day(last["since_on"]),
        last["sent_to"] or "",
        before,
    )


def _day(text: str) -> str:
    return on_screen(date.fromisoformat(text))
