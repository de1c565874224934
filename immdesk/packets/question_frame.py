"""The words around the questions, in the languages of clients: instructions, "if yes", the letter with it."""

from __future__ import annotations

from functools import cache
from typing import Literal

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Shape, fit, parse, read_all
from immdesk.basics.words import _

ENGLISH = "en"
NOT_REVIEWED = "not reviewed"


class Reviewed(Shape):
    """Who has read a translation, and when; `not reviewed` is an honest answer that staff see."""

    by: str
    on: str = ""


class Frame(Shape):
    """A language of clients. `typed` says whether its letters can be typed into a box of a PDF anywhere.

    `texts` holds the words of the frame by name, the same names in every language.
    """

    language: str
    name: str
    english: str
    direction: Literal["ltr", "rtl"] = "ltr"
    typed: bool = True
    reviewed: Reviewed
    texts: dict[str, str]

    def say(self, name: str, /, **places: str) -> str:
        """Give a text of the frame with its places filled in."""
        return self.texts[name].format(**places)

    @property
    def is_reviewed(self) -> bool:
        """Whether a person has read the translation."""
        return self.reviewed.by != NOT_REVIEWED


class Words(Shape):
    """What clients are asked, in a language that the packs do not speak: by the English text."""

    language: str
    labels: dict[str, str]


@cache
def frames() -> dict[str, Frame]:
    """Give every language by its code, English first; Problem with file and line for a wrong file."""
    files = sorted(
        resource("questionnaires").glob("*.yaml"), key=lambda file: (file.stem != ENGLISH, file.stem)
    )
    found = [
        fit(Frame, node, file.name) for file in files for node in read_all(file.read_text("utf-8"), file.name)
    ]
    english = found[0].texts
    for one in found:
        if wrong := set(one.texts) ^ set(english):
            names = ", ".join(sorted(wrong))
            said = _("The texts of {language} and English differ in: {names}.")
            raise Problem(said.format(language=one.language, names=names), "", _("Write the same names."))
    return {one.language: one for one in found}


def frame(language: str) -> Frame:
    """Give a language; raises Problem for one that the desk cannot ask in."""
    if language not in frames():
        raise Problem(
            _("The desk has no questionnaire in the language '{language}'.").format(language=language),
            _("Nothing was printed."),
            _("Use one of: {kinds}.").format(kinds=", ".join(frames())),
        )
    return frames()[language]


@cache
def words(language: str) -> dict[str, str]:
    """Give the questions of a language by their English text; none for a language that the packs speak."""
    file = resource("questionnaires", "words") / f"{language}.yaml"
    return parse(Words, file.read_text("utf-8"), file.name).labels if file.exists() else {}
