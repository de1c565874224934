"""The command line in the language of the desk; what other programs read (--json) stays English."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from immdesk.basics.words import _, language, set_language

CommandT = TypeVar("CommandT")


def choose_language(words: Sequence[str]) -> None:
    """Speak as the preferences say, or as IMMDESK_LANGUAGE says; English with --json."""
    if "--json" in words:
        return
    from immdesk.settings import Settings

    set_language(os.environ.get("IMMDESK_LANGUAGE") or Settings().get("language"))


def in_language(command: CommandT) -> CommandT:
    """Give a command, and all below it, with its help in the language of the desk."""
    if language() != "en":
        for one, name, text in helps(command):
            setattr(one, name, _(text))
    return command


def helps(command: Any) -> Iterator[tuple[Any, str, str]]:
    """Give every help text of a command and of all below it: what holds it, under which name, the text."""
    for name in ("help", "short_help"):
        if text := getattr(command, name, None):
            yield command, name, text
    for one in command.params:
        if text := getattr(one, "help", None):
            yield one, "help", text
    for below in getattr(command, "commands", {}).values():
        yield from helps(below)
