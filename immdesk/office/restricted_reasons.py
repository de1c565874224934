"""The closed list of reasons for which a case is restricted; read when somebody looks, not at the start."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from immdesk.basics.paths import resource
from immdesk.basics.strictyaml import Shape, parse


class Reason(Shape):
    """A reason of the closed list: what it is called, its law, what it means, what is asked of third persons.

    `confidence` is verify where nobody has compared the words with the law, office for the office's own.
    """

    reason: str
    title: dict[str, str]
    cite: str
    confidence: Literal["sourced", "verify", "office"]
    says: dict[str, str]
    third: dict[str, str]


class _Reasons(Shape):
    reasons: tuple[Reason, ...]


@cache
def known_reasons() -> Mapping[str, Reason]:
    """Give the closed list by its keys; Problem for a wrong file."""
    read = parse(_Reasons, resource("restricted.yaml").read_text("utf-8"), "restricted.yaml")
    return {one.reason: one for one in read.reasons}
