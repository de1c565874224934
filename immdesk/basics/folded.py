"""Plain letters for finding and sorting: "Đặng Łukasz" is found and sorted as "dang lukasz"."""

from __future__ import annotations

import re

from anyascii import anyascii

_QUOTES = re.compile(r"['`’ʼ]")
_NOT_ON_FORMS = re.compile(r"[^A-Za-z\- ]")
_SPACES = re.compile(r"\s+")


def folded(text: str) -> str:
    """Give `text` in small plain letters, without marks or apostrophes, for search and sort keys only."""
    return _SPACES.sub(" ", _QUOTES.sub("", anyascii(text))).strip().lower()


def form_name(text: str) -> str:
    """Give a name as the agency's forms can hold it: A to Z, hyphen and space.

    Authority: the scripts inside the agency's forms refuse anything else in a name box.
    """
    return _SPACES.sub(" ", _NOT_ON_FORMS.sub("", anyascii(text))).strip()
