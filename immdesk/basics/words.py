"""Words for people: every text on screen passes through here, so that the desk can speak other languages."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from pathlib import Path

_DOMAIN = "immdesk"
PSEUDO = "pseudo"
"""The code of the made-up language that only tests speak: every text 40 % longer, with accents."""


@dataclass(slots=True)
class _Voice:
    """The language that the desk speaks now."""

    code: str
    words: gettext.NullTranslations


_voice = _Voice("en", gettext.NullTranslations())


def _(text: str) -> str:
    """Give `text` in the language of the desk; the English text itself when it is not translated."""
    return _voice.words.gettext(text)


def n_(one: str, many: str, count: int) -> str:
    """Give the form of a text that fits `count`, with `{n}` filled in."""
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
    words = _words_of(code, folder)
    found = words is not None
    _voice.code, _voice.words = (code, words) if words else ("en", gettext.NullTranslations())
    return found


def _words_of(code: str, folder: Path | None) -> gettext.NullTranslations | None:
    if code == PSEUDO:
        from immdesk.basics.pseudo import PseudoWords

        return PseudoWords()
    if code.startswith("en"):
        return gettext.NullTranslations()
    if folder is None:
        from immdesk.basics.paths import resource

        folder = resource("languages")
    found = gettext.translation(_DOMAIN, folder, [code], fallback=True)
    return found if isinstance(found, gettext.GNUTranslations) else None
