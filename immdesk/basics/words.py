"""Words for people: every text on screen passes through here, so that the desk can speak other languages."""

from __future__ import annotations

import gettext
from pathlib import Path

_DOMAIN = "immdesk"
_spoken: dict[str, gettext.NullTranslations] = {"now": gettext.NullTranslations()}


def _(text: str) -> str:
    """Give `text` in the language of the desk; the English text itself when it is not translated."""
    return _spoken["now"].gettext(text)


def n_(one: str, many: str, count: int) -> str:
    """Give the form of a text that fits `count`, with `{n}` filled in."""
    return _spoken["now"].ngettext(one, many, count).format(n=count)


def set_language(code: str, folder: Path | None = None) -> bool:
    """Let the desk speak `code` ("en", "es"); say whether its words were found. English needs none.

    `folder` holds `<code>/LC_MESSAGES/immdesk.mo`; without one it is the shipped `languages` folder.
    """
    if folder is None:
        from immdesk.basics.paths import resource

        folder = resource("languages")
    spoken = gettext.translation(_DOMAIN, folder, [code], fallback=True)
    _spoken["now"] = spoken
    return code.startswith("en") or isinstance(spoken, gettext.GNUTranslations)
