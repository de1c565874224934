"""The frozen rows of a questionnaire under way."""

from __future__ import annotations

from dataclasses import dataclass

from immdesk.intake.shapes import SectionBadge


@dataclass(frozen=True, slots=True)
class PersonOffer:
    """Somebody who may already be in the office: offered, never merged unasked."""

    section: str
    person_id: str
    name: str
    born_on: str
    why: str
    kind: str = "person"  # or "employer"


@dataclass(frozen=True, slots=True)
class IntakeView:
    """A questionnaire under way."""

    draft_id: str
    form: str
    title: str
    case_id: str
    resumed: bool
    sections: tuple[SectionBadge, ...]
    banners: tuple[str, ...]
    offers: tuple[PersonOffer, ...]
    add_sections: tuple[tuple[str, str], ...]  # (section kind, "Add a child")
    ready: bool
    missing: tuple[str, ...]
