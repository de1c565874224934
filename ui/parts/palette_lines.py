"""The lines of the palette: what was found and where it leads, actions, and other spellings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from immdesk.basics.folded import folded
from immdesk.basics.words import _, n_
from ui.forms.lines import ListLine

if TYPE_CHECKING:
    from immdesk.office.find import Hit
    from ui.window import Window

OTHER = "other:"
"""How the ids of other spellings begin; going there leaves the palette open."""


@dataclass(frozen=True, slots=True)
class Way:
    """A line and what happens on Enter."""

    line: ListLine
    go: Callable[[], None]


def found(window: Window, words: str, most: int, say: Callable[[str], None]) -> list[Way]:
    """Give what the office finds for some words, then other spellings when there is hardly anything."""
    from immdesk.office import find

    if not words:
        return _recent(window)
    hits = find.find(window.office, words, most)
    others = find.did_you_mean(window.office, words) if len(hits) < find.FEW else ()
    return [_way(window, hit) for hit in hits] + [_other(text, say) for text in others]


def _recent(window: Window) -> list[Way]:
    """Give the cases opened last, for a palette into which nothing is typed yet."""
    from immdesk.office.recent import recent_cases

    return [
        Way(
            ListLine(f"case:{one.id}", one.title, one.number, "", _("Recent")),
            partial(window.desk.go, "case", one.id),
        )
        for one in recent_cases(window.office)
    ]


def actions(window: Window, words: str) -> list[Way]:
    """Give the actions of the menus whose words begin with what was typed; grey ones are left out."""
    from ui import actions as every

    asked = folded(words).split()
    ways = []
    for action in every.table():
        said = folded(action.title).split()
        if (
            action.id != "find"
            and window.can(action.id)
            and all(any(word.startswith(one) for word in said) for one in asked)
        ):
            line = ListLine(f"do:{action.id}", action.title, action.menu.replace("&", ""), ">", _key(action))
            ways.append(Way(line, partial(every.run, window, action.id)))
    return ways


def told(words: str, count: int, office: object = None) -> str:
    """Say what stands in the list, or what to type; of a hidden case’s number, whom to ask."""
    if not words:
        return _("Type the beginning of a name, a number or any word.  Enter opens, Esc closes.")
    if not count:
        hidden = _hidden(office, words) if office is not None else ""
        return hidden or _("Nothing is found. Try fewer letters.")
    return n_("{n} found  ·  Enter opens, Esc closes", "{n} found  ·  Enter opens, Esc closes", count)


def _hidden(office: Any, words: str) -> str:
    from immdesk.office.restricted import words_for_number

    return words_for_number(office, words)


def _key(action: object) -> str:
    from PySide6.QtGui import QKeySequence

    return QKeySequence(str(getattr(action, "shortcut", ""))).toString(QKeySequence.SequenceFormat.NativeText)


def _way(window: Window, hit: Hit) -> Way:
    kind = {
        "case": _("Case"),
        "person": _("Person"),
        "receipt": _("Receipt"),
        "document": _("Document"),
        "note": _("Note"),
        "employer": _("Employer"),
        "research": _("Research"),
    }[hit.kind]
    below = " · ".join(part for part in (hit.detail, hit.why) if part)
    return Way(
        ListLine(f"{hit.kind}:{hit.id}", hit.title, below, "", kind), partial(window.desk.go, *_place(hit))
    )


def _place(hit: Hit) -> tuple[str, str]:
    """Give the screen and the reference where a hit is seen."""
    if hit.kind in ("person", "employer"):
        return hit.kind, hit.id
    if hit.kind == "research":
        return "library", f"notebook/{hit.id}"
    if not hit.case_id:
        return "cases", ""
    page = {"case": "", "receipt": "/overview", "document": "/evidence", "note": "/notes"}[hit.kind]
    return "case", hit.case_id + page


def _other(text: str, say: Callable[[str], None]) -> Way:
    words = _("Did you mean “{words}”?").format(words=text)
    return Way(ListLine(f"{OTHER}{text}", words, _("Find this name instead"), "?"), partial(say, text))
