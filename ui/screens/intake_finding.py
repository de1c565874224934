"""Finds where a questionnaire asks for a fact: by key, or by path and person."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from immdesk.office.rows import ListBlock, SectionBadge, SectionView
from ui.forms.draw import questions_of

ViewOf = Callable[[str], SectionView | None]


def by_key(view_of: ViewOf, sections: Iterable[str], key: str) -> tuple[str, str]:
    """Give the section that asks the question of this key, and the key; both "" when none does.

    The key of a list leads to the first question of its rows.
    """
    for section in sections:
        view = view_of(section)
        for question in questions_of(view) if view is not None else ():
            if question.key == key:
                return section, key
        if view is not None and any(getattr(block, "key", "") == key for block in view.blocks):
            inside = [one.key for one in questions_of(view) if one.key.startswith(f"{key}[")]
            return section, inside[0] if inside else ""
    return "", ""


def by_path(view_of: ViewOf, sections: tuple[SectionBadge, ...], path: str, who: str) -> tuple[str, str]:
    """Give where a fact such as `person.born_on` or `person.addresses[0]` of somebody is asked.

    `who` is the end of the person's title; "" takes the first who is asked.
    """
    titles = {one.id: one.title for one in sections if one.depth == 0}
    path = path.partition("[")[0]
    for section in sections:
        if who and not titles.get(section.id.partition("/")[0], "").endswith(who):
            continue
        view = view_of(section.id)
        key = _asks(view, path) if view is not None else None
        if key is not None:
            return section.id, key
    return "", ""


def _asks(view: SectionView, path: str) -> str | None:
    for question in questions_of(view):
        if question.path == path or question.path.startswith((path + ".", path + "[")):
            return question.key
    name = path.rpartition(".")[2]
    lists = (block.key for block in view.blocks if isinstance(block, ListBlock))
    return "" if any(key.rpartition(".")[2] == name for key in lists) else None
