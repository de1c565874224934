"""Words for people: every text on screen passes through here, so that the desk can speak other languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gettext

    from immdesk.basics.pack_words import PackWords

_DOMAIN = "immdesk"
PSEUDO = "pseudo"
"""The code of the made-up language that only tests speak: every text 40 % longer, with accents."""


class _Voice:
    """The language that the desk speaks now; English needs no words, and so no gettext at the start."""

    __slots__ = ("code", "english", "pack_words", "packs", "words")

    def __init__(self) -> None:
        self.code = "en"
        self.words: gettext.NullTranslations | None = None
        self.english: dict[str, str] | None = None
        self.packs: PackWords | None = None
        self.pack_words: Callable[[str], Mapping[str, str]] = lambda _code: {}


_voice = _Voice()


def _(text: str) -> str:
    """Give `text` in the language of the desk; the English text itself when it is not translated."""
    return text if _voice.words is None else _voice.words.gettext(text)


def n_(one: str, many: str, count: int) -> str:
    """Give the form of a text that fits `count`, with `{n}` filled in."""
    if _voice.words is None:
        return (one if count == 1 else many).format(n=count)
    return _voice.words.ngettext(one, many, count).format(n=count)


def in_english(text: str) -> str:
    """Give the English of a text that `_()` gave in the language of the desk; the text itself if it is none.

    What records keep is English, so that desks of two languages can share an office.
    """
    if _voice.words is None:
        return text
    if _voice.english is None:
        known = getattr(_voice.words, "_catalog", {})
        _voice.english = {said: english for english, said in known.items() if isinstance(english, str)}
    return _voice.english.get(text, text)


def told(text: str) -> str:
    """Give a text that a pack wrote (a rule's title, a reason, a paper wanted) in the language of the desk.

    English where the packs have no words for it. Records keep the English text; it is told when it is shown.
    """
    if _voice.words is None or not text:
        return text
    if _voice.packs is None:
        from immdesk.basics.pack_words import PackWords

        _voice.packs = PackWords(_voice.pack_words(_voice.code))
    return _voice.words.gettext(text) if _voice.code == PSEUDO else _voice.packs.told(text)


def tell_packs_from(source: Callable[[str], Mapping[str, str]]) -> None:
    """Say where the words of the packs come from: `source` gives the texts of a language by their English.

    It is asked when a text is first told, and never in English.
    """
    _voice.pack_words, _voice.packs = source, None


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
    _voice.packs = _voice.english = None
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
