"""What an intake looks like to whoever draws it: sections, groups of questions, lists, review lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a page, ready to draw. `key` is the answer's place in the draft."""

    key: str  # "petitioner.family_name", "relatives[1].addresses[0].city"
    path: str  # vocabulary path, "person.family_name"
    label: str
    type: str
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    required: bool = False
    private: bool = False
    none_label: str = ""  # not empty: offer "none" with this label
    max: int = 0
    text: str = ""  # as typed
    shown: str = ""  # as read, "" when it cannot be read
    level: Literal["", "ok", "warn", "bad"] = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A row of a list question, or the plain questions of a section."""

    key: str  # "" for plain questions, "relatives[1].addresses" for a list
    title: str
    index: int  # -1 for plain questions
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A repeated group: rows, and whether somebody said "that is all"."""

    key: str
    title: str
    add_label: str
    groups: tuple[Group, ...]
    complete: bool
    complete_label: str
    gaps: tuple[str, ...] = ()  # "Not covered: Nov 21, 2021 – Mar 2022"


@dataclass(frozen=True, slots=True)
class SectionBadge:
    """One line of the section list."""

    id: str  # "petitioner", "relatives[0]"
    title: str
    badge: str  # "✓", "3 to do", "✕ 2"
    level: Literal["", "ok", "warn", "bad", "todo"]
    depth: int = 0
    can_remove: bool = False


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section of an intake, ready to draw, top to bottom."""

    id: str
    title: str
    help: str
    blocks: tuple[Group | ListBlock, ...]
    banners: tuple[str, ...]  # red flags that this section raises
    open_no: tuple[str, ...] = ()  # keys of the open questions that one "no" may answer together
    answered_by: str = "client"  # who can best tell: client, employer or staff
    homes: tuple[tuple[str, str], ...] = ()  # whose home may be copied to these addresses: section, name


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line of the review before an intake is kept; `key` is its question, or its list."""

    section: str
    label: str
    shown: str
    level: str
    message: str
    key: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer did: the question as read again, and whether more must be drawn again."""

    question: Question
    layout_changed: bool  # questions came, went or got another mark, or a banner changed
    badges_changed: bool
