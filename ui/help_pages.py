"""The pages of help: short texts in resources/help, one for each screen, found by a word."""

from __future__ import annotations

from dataclasses import dataclass

from immdesk.basics.paths import resource

ORDER = (
    "start",
    "today",
    "mail",
    "cases",
    "case",
    "intake",
    "answers",
    "dates",
    "calculators",
    "planning",
    "calendar",
    "evidence",
    "forms",
    "letters",
    "packets",
    "people",
    "employers",
    "library",
    "bulletin",
    "search",
    "settings",
    "signing-in",
    "keys",
    "backups",
    "sharing",
    "moving",
    "hand-offs",
    "server",
    "history",
    "privacy",
    "restricted",
)
_OF_SCREEN = {
    "": "start",
    "whereabouts": "today",
    "appointments": "calendar",
    "person": "people",
    "employer": "employers",
    "restore": "backups",
    "board": "cases",
    "approvals": "signing-in",
}
_OF_SCREEN |= dict.fromkeys(("what-if", "age-planner", "date-board", "workload"), "planning")
_OF_SCREEN |= dict.fromkeys(("hand-off", "hand-off-review"), "hand-offs")
_OF_TAB = {
    "dates": "dates",
    "evidence": "evidence",
    "forms": "forms",
    "letters": "letters",
    "packet": "packets",
    "history": "history",
    "work": "employers",
    "talks": "employers",
}


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: its id, its title and its text in Markdown."""

    id: str
    title: str
    text: str


def pages(language: str = "en") -> tuple[HelpPage, ...]:
    """Give all pages in their order, in a language where it has them, else in English."""
    return tuple(_page(one, language) for one in ORDER)


def page_of(screen_id: str, ref: str) -> str:
    """Give the id of the page for a screen; a page of a case has its own."""
    if screen_id == "case":
        return _OF_TAB.get(ref.partition("/")[2], "case")
    found = _OF_SCREEN.get(screen_id, screen_id)
    return found if found in ORDER else "start"


def found(all_pages: tuple[HelpPage, ...], words: str) -> tuple[HelpPage, ...]:
    """Give the pages that hold every one of these words, those with them in the title first."""
    wanted = words.casefold().split()
    fits = [one for one in all_pages if all(word in f"{one.title} {one.text}".casefold() for word in wanted)]
    return tuple(sorted(fits, key=lambda one: not all(word in one.title.casefold() for word in wanted)))


def _page(name: str, language: str) -> HelpPage:
    path = resource("help", f"{name}.md")
    told = path.parent / language / path.name
    title, _line, text = (told if told.is_file() else path).read_text(encoding="utf-8").partition("\n")
    return HelpPage(name, title.removeprefix("# ").strip(), text.strip())
