"""What `immdesk case typing` says: the answers in the order of an agency's online system, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from immdesk.basics.words import _
from immdesk.office.online_typing import TypingLine, TypingOffer, TypingSheet


def offers_text(offers: Sequence[TypingOffer]) -> str:
    """Give the systems of a case, a line each; those that the case does not need in brackets."""
    return "\n".join(
        f"{one.system:<12} {one.called()}" if one.fits else f"({one.system:<11} {one.called()})"
        for one in offers
    )


def sheet_text(sheet: TypingSheet) -> str:
    """Give every screen with what is typed on it; what was ticked off is marked with x."""
    return "\n".join(_lines(sheet))


def _lines(sheet: TypingSheet) -> Iterator[str]:
    yield f"{sheet.offer.called()}  {sheet.case}"
    yield " ".join(filter(None, (sheet.note, sheet.trust)))
    for page in sheet.pages:
        yield f"{page.title}  {page.note}".rstrip()
        for line in page.lines:
            yield from _line(line)
    if sheet.number_label:
        yield f"{sheet.number_label}: {sheet.number or '-'}"


def _line(line: TypingLine) -> Iterator[str]:
    mark = "x" if line.ticked and not line.stale else " "
    shown = {
        "missing": _("not known yet"),
        "open": _("not known"),
        "none": _("none"),
        "by_hand": _("by hand"),
    }
    yield f"  [{mark}] {line.label}: {shown.get(line.state, line.value)}"
    yield from (f"        {words}" for words in (*line.warnings, line.words) if words)
