"""Signed pages come home: each is matched by its code and looked at; what no hand has signed is refused."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.watched import Cancelled, Progress, Watched, never, silent
from immdesk.basics.words import _, n_
from immdesk.office.documents import looked_at, read_file
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.case_form import CaseForm
    from immdesk.office.office import Office
    from immdesk.packets.picture import Drawn

LEAST_INK = 0.008
"""How much more of a box must be dark than on the printed page before somebody has signed there."""

ALIKE = 0.01
"""Two signatures with fewer points that differ than this part are one picture: no hand signs twice alike."""


@dataclass(frozen=True, slots=True)
class Home:
    """What became of a scan: pages matched, pages that nothing was read on, and why pages were refused."""

    pages: int
    matched: int
    waiting: int
    refused: tuple[str, ...]

    def words(self) -> str:
        """Say it in a sentence or two."""
        said = [n_("{n} signed page was matched.", "{n} signed pages were matched.", self.matched)]
        if self.waiting:
            words = n_(
                "{n} page has no code that can be read: match it by hand.",
                "{n} pages have no code that can be read: match them by hand.",
                self.waiting,
            )
            said.append(words)
        return " ".join((*said, *self.refused))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that was printed to be signed, with the boxes on it and the ink that was there before."""

    id: str
    case_id: str
    code: str
    form_key: str
    form: str
    page: int
    mark: str
    places: tuple[tuple[Any, ...], ...]
    ink: Mapping[str, float]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Verdict:
    box: str
    state: str
    reason: str
    look: str


def take_scan(
    office: Office, case_id: str, path: Path, progress: Progress = silent, cancelled: Cancelled = never
) -> tuple[Home, Changed]:
    """Take a scan of signed pages (PDF, JPEG, PNG): match each page by its code and look at its boxes.

    Pages without a code wait to be matched by hand. Nothing is thrown away: the scan is kept encrypted.
    Raises Problem or Refused when the file is damaged, locked or no document.
    """
    return take_bytes(office, case_id, read_file(path), progress, cancelled)


def take_bytes(
    office: Office, case_id: str, data: bytes, progress: Progress = silent, cancelled: Cancelled = never
) -> tuple[Home, Changed]:
    """Take the bytes of a scan; as `take_scan`."""
    watched = Watched(progress, cancelled, _("Nothing was kept."))
    looked_at(office, data)
    sheets = {one.code: one for one in sheets_of(office)}
    wanted = {"codes": {code: one.places for code, one in sheets.items()}}
    seen = office.examiner().signed(data, wanted)
    if seen.get("trouble"):
        raise Problem(_("The scan cannot be read."), _("Nothing was kept."), _("Scan it again, as a PDF."))
    blob = office.store.attachments.put(data).name
    pages = list(seen.get("pages", ()))
    found: list[Found] = []
    for page in watched.each(pages, len(pages), _("Looking at the signed pages"), every=1):
        sheet = sheets.get(str(page.get("code", "")))
        found.append((page, sheet, _verdicts(office, sheet, page, found) if sheet else ()))
    return _keep(office, case_id, blob, found)


def match(office: Office, page_id: str, sheet_id: str) -> Changed:
    """Say which printed page a page of a scan is; its boxes are looked at, and a person confirms them.

    Raises Problem when the page or the sheet is gone.
    """
    rows = office.rows("SELECT blob, page, turned, case_id FROM signed_page WHERE id = ?", [page_id])
    sheet = next((one for one in sheets_of(office) if one.id == sheet_id), None)
    if not rows or sheet is None:
        raise Problem(_("This page is no longer waiting."), _("Nothing was changed."), _("Look again."))
    number = int(rows[0]["page"])
    data = office.store.attachments.bytes(rows[0]["blob"])
    seen = office.examiner().signed(data, {"pages": {str(number): sheet.places}})
    page = next((one for one in seen.get("pages", ()) if one["page"] == number), None)
    if page is None:
        raise Problem(_("The scan cannot be read."), _("Nothing was changed."), _("Scan the page again."))
    verdicts = _by_hand(_verdicts(office, sheet, page, ()))

    def work(session: Session) -> None:
        from immdesk.records.signing import SignedPage

        row = session.get_one(SignedPage, page_id)
        row.sheet_id, row.state, row.reason = sheet.id, _state(verdicts), _why(verdicts)
        row.case_id = sheet.case_id
        _mark(office, session, sheet, verdicts)

    message = _why(verdicts) or _("The page is matched. Look at the signature, and take it or refuse it.")
    _done, changed = office.change(_("Match a signed page"), work, message=message)
    return replace(changed, cases=changed.cases | {sheet.case_id, rows[0]["case_id"]})


def drop(office: Office, page_id: str) -> Changed:
    """Say that a page of a scan is no signed page; the scan itself stays kept."""

    def work(session: Session) -> None:
        from immdesk.records.signing import SignedPage

        session.get_one(SignedPage, page_id).state = "dropped"

    _done, changed = office.change(_("Put a page of a scan aside"), work, message=_("The page is put aside."))
    return changed


def decide(office: Office, place_id: str, good: bool, reason: str = "") -> Changed:
    """Take a signature that came back, or refuse it with a reason. Raises Problem without one."""
    if not good and not reason.strip():
        raise Problem(
            _("A refusal needs a reason."),
            _("Nothing was changed."),
            _("Say what is wrong with the signature."),
        )

    def work(session: Session) -> None:
        from immdesk.records.signing import SignaturePlace

        row = session.get_one(SignaturePlace, place_id)
        row.state, row.reason = ("matched", None) if good else ("refused", reason.strip())
        row.by, row.at = office.user, office.now().isoformat()

    message = (
        _("The signature is taken.") if good else _("The signature is refused; the page is signed again.")
    )
    _done, changed = office.change(_("Look at a signature"), work, message=message)
    return changed


def sheets_of(office: Office) -> Iterator[Sheet]:
    """Give every sheet that was printed and is not signed in all its places yet."""
    rows = office.rows(
        "SELECT s.* FROM signature_sheet s WHERE EXISTS (SELECT 1 FROM signature_place p "
        "WHERE p.sheet_id = s.id AND p.state != 'matched') ORDER BY s.made_at"
    )
    for row in rows:
        kept = json.loads(row["boxes"] or "{}")
        yield Sheet(
            row["id"], row["case_id"], row["code"], row["form_key"], row["form"], int(row["page"]),
            row["mark"], tuple(map(tuple, kept.get("places", ()))), kept.get("ink", {}),
            kept.get("answers", {}),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of a scan that nobody has matched: its number in the scan, and why it waits."""

    id: str
    page: int
    reason: str


def waiting(office: Office, case_id: str) -> tuple[Waiting, ...]:
    """Give the pages of scans of a case that wait to be matched by hand."""
    rows = office.rows(
        "SELECT id, page, reason FROM signed_page WHERE case_id = ? AND state = 'waiting' ORDER BY at, rowid",
        [case_id],
    )
    return tuple(Waiting(row["id"], int(row["page"]), row["reason"] or "") for row in rows)


def picture(office: Office, page_id: str, width: int) -> Drawn:
    """Give a page of a scan as a picture, upright; Refused when it cannot be read."""
    from immdesk.office.signed_pages import one_page
    from immdesk.packets.picture import draw_page

    row = office.rows("SELECT blob, page, turned FROM signed_page WHERE id = ?", [page_id])[0]
    return draw_page(one_page(office, row["blob"], int(row["page"]), int(row["turned"] or 0)), 0, width)


def last_page(office: Office, sheet_id: str) -> str:
    """Give the id of the newest scan of a printed page; "" when none came back."""
    rows = office.rows(
        "SELECT id FROM signed_page WHERE sheet_id = ? ORDER BY at DESC, rowid DESC LIMIT 1", [sheet_id]
    )
    return str(rows[0]["id"]) if rows else ""


def printed_picture(office: Office, sheet_id: str, width: int) -> Drawn:
    """Give the page as it is printed now, to be laid beside its scan."""
    from immdesk.office.case_packet import read_packet
    from immdesk.office.packet_making import filled_form
    from immdesk.packets.picture import draw_page

    row = office.rows("SELECT case_id, form_key, page FROM signature_sheet WHERE id = ?", [sheet_id])[0]
    packet = read_packet(office, row["case_id"])
    form = next((one for one in packet.forms if one.key.written() == row["form_key"]), None)
    if form is None or form.blank is None or form.form_map is None:
        raise Problem(_("This form is no longer in the packet."), "", _("Look at the scan alone."))
    return draw_page(filled_form(packet, form).pdf, int(row["page"]) - 1, width)


Found = tuple[Mapping[str, Any], Sheet | None, tuple[_Verdict, ...]]


def _verdicts(
    office: Office, sheet: Sheet, page: Mapping[str, Any], before: Iterable[Found]
) -> tuple[_Verdict, ...]:
    """Say of each box of a page whether a hand has signed it; a refusal says what was seen."""
    changed = _changed(office, sheet)
    others = _looks(office, sheet)
    others += [(one.look, other.form) for _page, other, told in before if other for one in told if one.look]
    return tuple(_verdict(sheet, str(place[0]), page, changed, others) for place in sheet.places)


def _verdict(
    sheet: Sheet, box: str, page: Mapping[str, Any], changed: str, others: list[tuple[str, str]]
) -> _Verdict:
    told = page.get("boxes", {}).get(box, {})
    look, over = str(told.get("shape", "")), [str(one) for one in told.get("over", ())]
    more = float(told.get("ink", 0)) - float(sheet.ink.get(box, 0))
    signed = more >= LEAST_INK or bool(over)
    if signed and changed:
        return _Verdict(box, "refused", changed, look)
    why = _over_words(over) or ("" if page.get("scan") or not signed else _not_paper())
    if why:
        return _Verdict(box, "refused", why, look)
    if not signed:
        return _Verdict(box, "printed", _("Nothing stands in the box."), "")
    twin = next((form for other, form in others if _alike(look, other)), "")
    if twin:
        words = _("The same picture of a signature stands on Form {form}: no hand signs twice alike.")
        return _Verdict(box, "refused", words.format(form=twin), look)
    return _Verdict(box, "matched", "", look)


def _over_words(over: Iterable[str]) -> str:
    kinds = {one.split(" ")[0] for one in over}
    if "image" in kinds:
        return _("A picture of a signature was pasted into the box.")
    if "stamp" in kinds:
        return _("A stamp was laid over the box on a computer.")
    if kinds & {"text", "note", "field"}:
        return _("A name was typed into the box.")
    return _("It was drawn on a computer, not on paper.") if "drawn" in kinds else ""


def _not_paper() -> str:
    return _("The page is no scan of paper: it was signed in the PDF itself.")


def _changed(office: Office, sheet: Sheet) -> str:
    """Say what has changed on the form since it was printed; "" when it says the same."""
    from immdesk.office.case_packet import read_packet
    from immdesk.office.signature_run import answers_of
    from immdesk.office.signature_states import mark_of

    forms = {one.key.written(): one for one in read_packet(office, sheet.case_id).forms}
    form = forms.get(sheet.form_key)
    if form is None:
        return _("Form {form} is no longer in the packet.").format(form=sheet.form)
    if mark_of(form) == sheet.mark:
        return ""
    now = answers_of(form)
    boxes = [name for name in {**now, **sheet.answers} if now.get(name) != sheet.answers.get(name)]
    where = ", ".join(dict.fromkeys(_place(form, name) for name in boxes[:6]))
    said = _("Answers have changed since it was printed ({where}): print the page again.")
    return said.format(where=where or _("another blank"))


def _place(form: CaseForm, name: str) -> str:
    box = form.form_map.boxes.get(name) if form.form_map else None
    if box is None:
        return name.rpartition(".")[2]
    return _("Part {part}, item {item}").format(part=box.place.part, item=box.place.item)


def _looks(office: Office, sheet: Sheet) -> list[tuple[str, str]]:
    """Give the shapes of the signatures on other pages of this case, with their forms."""
    rows = office.rows(
        "SELECT p.look, s.form FROM signature_place p JOIN signature_sheet s ON s.id = p.sheet_id "
        "WHERE p.look IS NOT NULL AND p.sheet_id != ? AND p.case_id = ?",
        [sheet.id, sheet.case_id],
    )
    return [(row["look"], row["form"]) for row in rows]


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    (part, shape), (other_part, other_shape) = one.split(" "), other.split(" ")
    if abs(float(part) - float(other_part)) > 0.02 * float(part):
        return False
    differ = (int(shape, 16) ^ int(other_shape, 16)).bit_count()
    return differ <= ALIKE * 48 * 16


def _by_hand(verdicts: tuple[_Verdict, ...]) -> tuple[_Verdict, ...]:
    """Give what was matched by hand as come back: a person looks at it."""
    return tuple(replace(one, state="came back") if one.state == "matched" else one for one in verdicts)


def _state(verdicts: Iterable[_Verdict]) -> str:
    states = {one.state for one in verdicts}
    return "refused" if "refused" in states else "taken" if states & {"matched", "came back"} else "empty"


def _why(verdicts: Iterable[_Verdict]) -> str:
    return next((one.reason for one in verdicts if one.state == "refused"), "")


def _keep(office: Office, case_id: str, blob: str, found: list[Found]) -> tuple[Home, Changed]:
    now = office.now().isoformat()
    aligned = [(page, sheet, told if page.get("bars") else _by_hand(told)) for page, sheet, told in found]

    def work(session: Session) -> None:
        from immdesk.records.signing import SignedPage

        for page, sheet, verdicts in aligned:
            session.add(
                SignedPage(
                    case_id=sheet.case_id if sheet else case_id,
                    sheet_id=sheet.id if sheet else None,
                    blob=blob,
                    page=str(page["page"]),
                    turned=str(page.get("turned", 0)),
                    state=_state(verdicts) if sheet else "waiting",
                    reason=_why(verdicts) or None,
                    by=office.user,
                    at=now,
                )
            )
            if sheet:
                _mark(office, session, sheet, verdicts)

    home = Home(
        len(aligned),
        sum(bool(sheet) and _state(told) == "taken" for _page, sheet, told in aligned),
        sum(sheet is None for _page, sheet, _told in aligned),
        tuple(_told(sheet, told) for _page, sheet, told in aligned if sheet and _why(told)),
    )
    _done, changed = office.change(_("Take signed pages"), work, message=home.words())
    cases = frozenset(sheet.case_id for _page, sheet, _told in aligned if sheet)
    return home, replace(changed, cases=changed.cases | cases | {case_id})


def _told(sheet: Sheet, verdicts: tuple[_Verdict, ...]) -> str:
    words = _("Form {form}, page {page}, was refused: {why}")
    return words.format(form=sheet.form, page=sheet.page, why=_why(verdicts))


def _mark(office: Office, session: Session, sheet: Sheet, verdicts: Iterable[_Verdict]) -> None:
    """Write down how each signature of a sheet stands; one that is signed already stays so."""
    from immdesk.records.signing import SignaturePlace

    rows = {row.box: row for row in session.query(SignaturePlace).filter_by(sheet_id=sheet.id)}
    for one in verdicts:
        row = rows.get(one.box)
        if row is None or (row.state == "matched" and one.state == "printed"):
            continue
        row.state, row.reason, row.look = one.state, one.reason or None, one.look or None
        row.by, row.at = office.user, office.now().isoformat()
