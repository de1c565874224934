"""The two values that are not answers: nobody has told us yet, and known to be none."""

from __future__ import annotations

from typing import ClassVar, Final


class Unknown:
    """A missing fact, remembered by its paths so that the desk can ask for it."""

    __slots__ = ("paths",)

    def __init__(self, *paths: str) -> None:
        self.paths: Final = frozenset(paths)

    def __or__(self, other: Unknown) -> Unknown:
        return Unknown(*(self.paths | other.paths))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unknown) and other.paths == self.paths

    def __hash__(self) -> int:
        return hash(("unknown", self.paths))

    def __repr__(self) -> str:
        return f"Unknown({', '.join(sorted(self.paths))})"

    def __bool__(self) -> bool:
        raise TypeError("An unknown fact is neither true nor false.")


class Nothing:
    """Known that there is none: no middle name, no end date. There is one of it only."""

    __slots__ = ()
    _only: ClassVar[Nothing | None] = None

    def __new__(cls) -> Nothing:
        """Give the only one."""
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __reduce__(self) -> str:
        return "NONE"

    def __repr__(self) -> str:
        return "none"

    def __bool__(self) -> bool:
        raise TypeError("None is a recorded answer: compare it, do not weigh it.")


NONE: Final = Nothing()
