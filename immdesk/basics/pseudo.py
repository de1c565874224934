"""A made-up language for tests: each text in brackets, with accents, 40 % longer."""

from __future__ import annotations

import re
from gettext import NullTranslations
from typing import Final

_ACCENTS: Final = str.maketrans("aceinosuyACEINOSUY", "áçéíñóšúýÁÇÉÍÑÓŠÚÝ")
_KEPT: Final = re.compile(r"(\{[^}]*\}|&.)")  # places to fill in, and the letter of a menu's key
_MORE: Final = "õ ñé ïü"


class PseudoWords(NullTranslations):
    """Translates any text into the made-up language, without a file."""

    def gettext(self, message: str) -> str:
        """Give the text with accents, made longer, in brackets."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Give the form that fits `n`, as English counts."""
        return pseudo(msgid1 if n == 1 else msgid2)


def pseudo(text: str) -> str:
    """Give `text` as "[Ópéñ téxt õ ñ]": the places to fill in stay, the length grows by 40 %."""
    parts = _KEPT.split(text)
    marked = "".join(part if place % 2 else part.translate(_ACCENTS) for place, part in enumerate(parts))
    length = sum(len(part) for part in parts[::2])
    more = max(0, round(length * 0.4) - 2)
    padding = (_MORE * (more // len(_MORE) + 1))[:more].rstrip()
    return f"[{marked}{' ' if padding else ''}{padding}]"
