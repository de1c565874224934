"""Words for people: every text on screen passes through here, so that the desk can speak other languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gettext

_DOMAIN = "immdesk"
PSEUDO = "pseudo"
"""The code of the made-up language that only tests speak: every text 40 % longer, with accents."""


class _Voice:
    """The language that the desk speaks now; English needs no words, and so no gettext at the start."""

    __slots__ = ("code", "words")

    def __init__(self) -> None:
        self.code = "en"
        self.words: gettext.NullTranslations | None = None


_voice = _Voice()


def _(text: str) -> str:
    """Give `text` in the language of the desk; the English text itself when it is not translated."""
    return text if _voice.words is None else _voice.words.gettext(text)


def n_(one: str, many: str, count: int) -> str:
    """Give the form of a text that fits `count`, with `{n}` filled in."""
    if _voice.words is None:
        return (one if count == 1 else many).format(n=count)
    return _voice.words.ngettext(one, many, count).format(n=count)


def on_paper(text: str) -> str:
    """Give a text that is printed for the agency: always the English one, whatever the desk speaks.

    Authority: 8 CFR 103.2(b)(3), what is filed in a foreign language needs a certified translation.
    """
    return text


def language() -> str:
    """Give the code of the language that the desk speaks: "en", "es"."""
    return _voice.code


def set_language(code: str, folder: Path | None = None) -> bool:
    """Let the desk speak `code` ("en", "es"); say whether its words were found. English needs none.

    `folder` holds `<code>/LC_MESSAGES/immdesk.mo`; without one it is the shipped `languages` folder.
    """
    words = None if code.startswith("en") else _words_of(code, folder)
    _voice.code, _voice.words = (code, words) if words else ("en", None)
    return words is not None or code.startswith("en")


def _words_of(code: str, folder: Path | None) -> gettext.NullTranslations | None:
    if code == PSEUDO:
        from immdesk.basics.pseudo import PseudoWords

        return PseudoWords()
    import gettext

    if folder is None:
        from immdesk.basics.paths import resource

        folder = resource("languages")
    found = gettext.translation(_DOMAIN, folder, [code], fallback=True)
    return found if isinstance(found, gettext.GNUTranslations) else None
