"""What the library has for the letters of a case: letters of the packs and the office's own, paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, told

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packets.letters import LetterParagraph

OWN: Final = "own:"
"""Before the id of a Word template of the office's own, in the place of a letter of the packs."""


@dataclass(frozen=True, slots=True)
class LetterOffer:
    """A letter that the library has for a case: its id, title, shelf, and whether a client may have it."""

    id: str
    title: str
    group: str
    work_product: bool
    note: str = ""
    fits: bool = True


@dataclass(frozen=True, slots=True)
class ParagraphOffer:
    """A paragraph of the library for a case, by its criterion; `exhibits` are the documents under it."""

    id: str
    title: str
    set_title: str
    says: str
    cite: str
    verify: bool


def offered(office: Office, case_id: str) -> tuple[LetterOffer, ...]:
    """Give the letters that may be begun in a case: those that fit its kind first, then the office's own."""
    from immdesk.office.letter_word import own_templates

    kind = str(_case(office, case_id)["case_type"])
    found = [
        LetterOffer(
            one.letter,
            told(one.title),
            one.group,
            one.work_product,
            one.review,
            not one.fits or kind in one.fits,
        )
        for one in office.library.letters.values()
    ]
    found.sort(key=lambda one: (not one.fits, one.group, one.title))
    own = [LetterOffer(OWN + one.id, one.title, "own", False, one.about) for one in own_templates(office)]
    return (*found, *own)


def paragraphs_for(
    office: Office, case_id: str, letter: str = "", *, all_of_them: bool = False
) -> tuple[ParagraphOffer, ...]:
    """Give the paragraphs of the letter's criteria, else of the kind of case; or all of the library."""
    library = office.library
    text = library.letters.get(letter)
    kind = str(_case(office, case_id)["case_type"])
    sets = [file for file, _at in library.criteria_files.values()]
    wanted = [one for one in sets if text and one.criteria in text.criteria]
    wanted = wanted or [one for one in sets if kind in one.fits]
    wanted = sets if all_of_them else wanted
    return tuple(
        ParagraphOffer(
            paragraph.paragraph,
            told(paragraph.title),
            told(one.title),
            told(criterion.says),
            paragraph.cite,
            paragraph.confidence == "verify",
        )
        for one in wanted
        for criterion in one.criterion
        for paragraph in library.paragraphs.values()
        if criterion.id in paragraph.criterion
    )


def paragraph(office: Office, paragraph_id: str) -> LetterParagraph:
    """Give a paragraph of the library; raises Problem when there is none."""
    found = office.library.paragraphs.get(paragraph_id)
    if found is None:
        raise Problem(
            _("The library has no paragraph “{name}”.").format(name=paragraph_id),
            _("Nothing was put into the letter."),
            _("Choose one of the paragraphs that are offered."),
        )
    return found


def _case(office: Office, case_id: str) -> Mapping[str, Any]:
    rows = office.rows("SELECT case_type FROM case_file WHERE id = ? AND deleted_at IS NULL", [case_id])
    if not rows:
        raise Problem(_("This case is no longer in the office."), "", _("Go back to Cases."))
    return rows[0]
