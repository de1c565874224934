"""The words for evidence: a document's state, whose it is, how large."""

from __future__ import annotations

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.rows import EvidenceRow
from ui.forms.lines import ListLine


def state_words(row: EvidenceRow) -> tuple[str, str]:
    """Give a document's state in words, and its level."""
    if row.kind == "wanted":
        return (_("asked for") if row.since else _("wanted")), "warn"
    return {
        "asked": (_("asked for"), "warn"),
        "received": (_("received"), "accent"),
        "wrong": (_("wrong document"), "bad"),
        "in translation": (_("in translation"), "warn"),
        "accepted": (_("accepted"), "good"),
    }.get(row.state, (row.state, ""))


def about(row: EvidenceRow, *, whole: bool = False) -> str:
    """Give the quiet line below a document's title; `whole` also says since when it stands so, and why."""
    words = [row.who]
    if row.pages:
        words.append(n_("{n} page", "{n} pages", row.pages))
    if row.size:
        words.append(size_words(row.size))
    if row.expires_on:
        words.append(_("expires {day}").format(day=on_screen(row.expires_on)))
    if row.note:
        words.append(row.note)
    if whole and row.since:
        words.append(row.since)
    return " · ".join(filter(None, words))


def size_words(size: int) -> str:
    """Give a size in bytes as people say it."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(round(size / 1000), 1)} kB"


def line_of(row: EvidenceRow) -> ListLine:
    """Give the entry of a document, or of what is still wanted, in the list of evidence."""
    wanted = row.kind == "wanted"
    words, level = state_words(row)
    return ListLine(
        row.id, row.title, about(row), row.exhibit or ("?" if wanted else "–"), words, level, wanted
    )
