"""Draws an intake as plain shapes: questions with their marks, lists with gaps, badges, review lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from immdesk.basics.words import _
from immdesk.intake.checks import warnings
from immdesk.intake.checks_work import work_warnings
from immdesk.intake.cover import gaps
from immdesk.intake.draft import Slot, split_row
from immdesk.intake.layout import ShownList, ShownPage, ShownQuestion
from immdesk.intake.plan import AskedQuestion
from immdesk.intake.reading import Reading
from immdesk.intake.shapes import Group, ListBlock, Question, ReviewLine, SectionBadge

Warned = Mapping[str, str]  # the key of an answer, and what does not fit about it


def title(reading: Reading, slot: Slot) -> str:
    """Give what a section is called: "Spouse: José Ramírez", with the name as typed so far."""
    section = reading.section(slot)
    kind = section.kind(slot.kind)
    called = kind.title if kind else section.shape.title
    texts = reading.draft.texts
    words = {"employer": ("name",), "job": ("title",)}.get(section.shape.about, ("given_name", "family_name"))
    names = [texts.get(f"{slot.id}.{word}", "").strip() for word in words]
    name = " ".join(part for part in names if part)
    return f"{called}: {name}" if name else called


def question(reading: Reading, shown: ShownQuestion, warned: Warned) -> Question:
    """Give one question with its text, its reading and its mark."""
    asked, word = shown.question, shown.question.word
    read = reading.answer(shown.key, asked)
    warning = warned.get(shown.key, "") if read.level in ("ok", "warn") else ""
    return Question(
        shown.key,
        asked.path,
        asked.label,
        word.type,
        asked.help,
        asked.options,
        shown.required,
        word.private,
        (word.none_label or _("none")) if word.none else "",
        word.max or 0,
        reading.draft.texts.get(shown.key, ""),
        _by_label(asked, read.shown),
        "warn" if warning else read.level,
        " ".join(part for part in (warning, read.message) if part),
    )


def blocks(reading: Reading, slot: Slot, page: ShownPage, warned: Warned) -> Iterator[Group | ListBlock]:
    """Give a page from top to bottom; plain questions between two lists are one group."""
    plain: list[Question] = []
    for item in page.items:
        if isinstance(item, ShownQuestion):
            plain.append(question(reading, item, warned))
            continue
        if plain:
            yield Group("", page.page.title, -1, tuple(plain))
            plain = []
        yield _list(reading, slot, item, warned)
    if plain:
        yield Group("", page.page.title, -1, tuple(plain))


def badges(reading: Reading, slot: Slot, pages: tuple[ShownPage, ...]) -> Iterator[SectionBadge]:
    """Give the lines of the section list for one person: the first page, then the others one step deeper."""
    many = reading.section(slot).shape.many
    for place, page in enumerate(pages):
        if place == 0:
            yield _badge(reading, slot.id, title(reading, slot), page, 0, many)
        elif page.shown:
            yield _badge(reading, f"{slot.id}/{page.page.page}", page.page.title, page, 1, False)


def todo(reading: Reading, page: ShownPage) -> list[tuple[str, str]]:
    """Give key and label of each required question without an answer, and of lists not yet whole."""
    draft = reading.draft
    found = [
        (shown.key, shown.question.label)
        for shown in page.questions()
        if shown.required and not draft.texts.get(shown.key, "").strip()
    ]
    found += [
        (one.key, _("{list} (say when the list is whole)").format(list=one.asked.title))
        for one in page.lists()
        if one.required and one.key not in draft.complete
    ]
    return found


def level(reading: Reading, shown: ShownQuestion) -> str:
    """Give how an answer was read: "" for none, "ok", "warn", "bad"."""
    return reading.answer(shown.key, shown.question).level


def history_gaps(reading: Reading, slot: Slot, shown: ShownList) -> tuple[str, ...]:
    """Name what a history leaves uncovered; nothing while it is still empty and not said to be whole."""
    if not shown.asked.cover_years:
        return ()
    rows = [row for row in reading.rows(slot, shown.asked) if row]
    if not rows and shown.key not in reading.draft.complete:
        return ()
    cover, facts = shown.asked.cover, reading.facts(slot)
    counted = [row for row in rows if cover is None or cover.weigh(facts.also(row)) is True]
    return gaps(counted, shown.asked.cover_years, reading.today)


def warned(reading: Reading, slot: Slot) -> dict[str, str]:
    """Give by key what does not fit among the answers of one section."""
    section, known = reading.section(slot), reading.known(slot)
    if section.shape.about != "person":
        own = known.get(section.shape.about, {})
        return {f"{slot.id}.{name}": message for name, message in work_warnings(own, reading.today)}
    person: dict[str, Any] = dict(known["person"])
    for asked in section.lists.values():
        person[asked.name] = tuple(reading.rows(slot, asked))
    petitioner = None
    if slot.section == "relatives":
        petitioner = reading.known(reading.draft.slot("petitioner")).get("person")
    relationship = str(known.get("party", {}).get("relationship", ""))
    found = warnings(person, today=reading.today, relationship=relationship, petitioner=petitioner)
    return {f"{slot.id}.{name}": message for name, message in found}


def review(reading: Reading, slot: Slot, pages: tuple[ShownPage, ...], marks: Warned) -> Iterator[ReviewLine]:
    """Give every answered question of a section, and the gaps of its histories."""
    called = title(reading, slot)
    for page in pages:
        for shown in page.questions():
            one = question(reading, shown, marks)
            if one.level:
                row = _row_title(page, shown.key) if "[" in shown.key[len(slot.id) :] else ""
                label = f"{row}: {one.label}" if row else one.label
                yield ReviewLine(called, label, one.shown or one.text, one.level, one.message, one.key)
        for asked in page.lists():
            for gap in history_gaps(reading, slot, asked):
                yield ReviewLine(called, asked.asked.title, "", "warn", gap, asked.key)


def _list(reading: Reading, slot: Slot, shown: ShownList, warned: Warned) -> ListBlock:
    groups = tuple(
        Group(
            f"{shown.key}[{place}]",
            f"{shown.asked.row} {place + 1}",
            place,
            tuple(question(reading, one, warned) for one in row),
        )
        for place, row in enumerate(shown.rows)
    )
    return ListBlock(
        shown.key,
        shown.asked.title,
        shown.asked.add,
        groups,
        shown.key in reading.draft.complete,
        shown.asked.complete,
        history_gaps(reading, slot, shown),
    )


def _badge(
    reading: Reading, badge_id: str, called: str, page: ShownPage, depth: int, can_remove: bool
) -> SectionBadge:
    levels = [level(reading, shown) for shown in page.questions()]
    bad, missing = levels.count("bad"), len(todo(reading, page))
    if bad:
        return SectionBadge(badge_id, called, f"✕ {bad}", "bad", depth, can_remove)
    if missing:
        return SectionBadge(badge_id, called, _("{n} to do").format(n=missing), "todo", depth, can_remove)
    done = any(levels) or any(one.key in reading.draft.complete for one in page.lists())
    return SectionBadge(badge_id, called, "✓" if done else "", "ok" if done else "", depth, can_remove)


def _by_label(asked: AskedQuestion, shown: str) -> str:
    """Give a choice by its label on this questionnaire."""
    if asked.word.type not in ("choice", "choices"):
        return shown
    labels = {value.replace("_", " "): label for value, label in asked.options}
    return ", ".join(labels.get(one, one) for one in shown.split(", "))


def _row_title(page: ShownPage, key: str) -> str:
    row, place = split_row(key[: key.rindex("]") + 1])
    return next(f"{one.asked.row} {place + 1}" for one in page.lists() if one.key == row)
