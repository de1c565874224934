"""A pack as one file, `*.immpack`: what its manifest says, which names it may hold, which issue is newer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from immdesk.basics.problems import Refused
from immdesk.basics.words import _

SUFFIX: Final = ".immpack"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "signature.json"
SEAL: Final = "seal.json"
"""How the manifest is called beside an unpacked pack."""
INSIDE: Final = "pack/"
"""The folder of the zip in which the pack's own files stand."""

MOST_FILES: Final = 20_000
MOST_BYTES: Final = 200_000_000
"""How large a pack may be when it is unpacked; the shipped one has two million."""

_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_VERSION = re.compile(r"\d{1,5}(\.\d{1,5}){0,4}")
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.,() +-]*")
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9])(\.|$)", re.IGNORECASE)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class SealedFile(_Strict):
    """One file of the pack: its name below `pack/`, its size in bytes and its checksum."""

    name: str
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Seal(_Strict):
    """The manifest of an `.immpack`: the signature stands over its very bytes."""

    format: str
    name: str
    title: str
    version: str
    edition: date
    made_on: date
    valid_until: date | None = None
    requires: str = ""
    files: tuple[SealedFile, ...]

    @property
    def bytes(self) -> int:
        """Give the size of all files together."""
        return sum(one.size for one in self.files)


class Signature(_Strict):
    """Who signed: a mark of the public key, and the Ed25519 signature in base64."""

    key: str
    signature: str


FORMAT: Final = "immpack 1"


def number(version: str) -> tuple[int, ...]:
    """Give a version as numbers that can be compared: "2026.11.21" is before "2026.11.21.2".

    Raises Refused for what is no version.
    """
    if not _VERSION.fullmatch(version):
        raise Refused(
            _("“{version}” is no version of a pack.").format(version=version[:40]),
            "",
            _("Versions are numbers with dots, such as 2026.11.21."),
        )
    return tuple(int(part) for part in version.split("."))


def read_seal(data: bytes) -> Seal:
    """Give the manifest, checked: names, sizes, versions. Raises Refused for anything that is not right."""
    try:
        seal = Seal.model_validate_json(data)
    except ValidationError as wrong:
        raise damaged(_("Its list of files cannot be read.")) from wrong
    if seal.format != FORMAT:
        raise Refused(
            _("This pack was made for another ImmDesk."),
            _("Nothing was installed."),
            _("Update ImmDesk first."),
        )
    if not _NAME.fullmatch(seal.name) or _DEVICE.match(seal.name):
        raise damaged(_("Its name is not one that a pack may have."))
    number(seal.version)
    if seal.requires:
        number(seal.requires)
    check_names(one.name for one in seal.files)
    if seal.bytes > MOST_BYTES:
        raise too_large()
    return seal


def check_names(names: Iterable[str]) -> None:
    """Raise Refused for a name that leaves the pack's folder, that stands twice, or that is a device."""
    seen: set[str] = set()
    for count, name in enumerate(names, 1):
        if count > MOST_FILES:
            raise too_large()
        parts = name.split("/")
        if len(name) > 240 or not all(map(_may_be, parts)):
            raise _escapes(name)
        if name.casefold() in seen:
            raise damaged(_("A file stands in it twice."))
        seen.add(name.casefold())


def _may_be(part: str) -> bool:
    """Say whether a piece of a path is a plain name on every system."""
    return bool(_PART.fullmatch(part)) and part[-1] not in ". " and not _DEVICE.match(part)


def _escapes(name: str) -> Refused:
    return Refused(
        _("This pack holds a file that would be written outside its place: {name}.").format(name=name[:80]),
        _("Nothing was read from it and nothing was installed."),
        _("Do not use this file; ask whoever gave it to you where it comes from."),
    )


def damaged(why: str) -> Refused:
    """Give what is said of a pack that is not whole or was changed after it was signed."""
    return Refused(
        _("This pack is damaged or was changed after it was signed."),
        _("{why} Nothing was installed.").format(why=why),
        _("Get the file again from where you had it."),
    )


def too_large() -> Refused:
    """Give what is said of a pack that unpacks to more than any pack may."""
    return Refused(
        _("This pack unpacks to more than a pack may hold."),
        _("It was not unpacked and nothing was installed."),
        _("Do not use this file; ask whoever gave it to you where it comes from."),
    )
