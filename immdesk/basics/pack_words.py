"""What the packs say in another language: by the English text, also where a name stands inside it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{(\w+)\}")


class PackWords:
    """The texts of the packs in one language. "Passport of {person}" also finds "Passport of Ana Cruz"."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._patterns = [(_pattern(one), said) for one, said in texts.items() if "{" in one]

    def told(self, text: str) -> str:
        """Give a text in the language; of "title: what" each half, and the English where nothing is known."""
        found = self._texts.get(text)
        if found:
            return found
        for pattern, said in self._patterns:
            if hit := pattern.fullmatch(text):
                return _PLACE.sub(lambda place, hit=hit: hit[place[1]], said)  # type: ignore[misc]
        head, colon, rest = text.partition(": ")
        if colon and head in self._texts:
            return f"{self._texts[head]}: {self.told(rest)}"
        return text


def _pattern(text: str) -> re.Pattern[str]:
    parts = _PLACE.split(text)
    fixed, names = parts[::2], parts[1::2]
    made = re.escape(fixed[0])
    for name, after in zip(names, fixed[1:], strict=True):
        made += f"(?P<{name}>.*){re.escape(after)}"
    return re.compile(made)
