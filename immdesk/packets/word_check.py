"""Looks through a Word file before it is used: no macro, no link or field that fetches, no code.

Every refusal says where it was found and what to do. Nothing of the file is run, followed or kept here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from immdesk.basics.problems import Problem
from immdesk.basics.words import _

Read = TypeVar("Read")
BIGGEST: Final = 20 * 1024 * 1024
MOST_UNPACKED: Final = 80 * 1024 * 1024
MOST_PARTS: Final = 600
WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ACTIVE: Final = ("vbaproject", "vbadata", "activex", "embeddings/", "oleobject", "customui", "afchunk")
_FIELDS: Final = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "HYPERLINK"})
_LINKS: Final = ("https://", "http://", "mailto:")
_STATEMENT: Final = re.compile(r"\{\{|\{%|\{#")


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file that was looked through: its bytes, and its parts by name as parsed XML."""

    data: bytes
    parts: dict[str, Any]

    def texts(self) -> Iterator[tuple[str, Any]]:
        """Give the parts that hold text: the letter itself, headers, footers, notes."""
        for name, tree in self.parts.items():
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml", name):
                yield name, tree


def looked_through(data: bytes, *, template: bool) -> WordFile:
    """Give a Word file that holds nothing but text and its looks; raises Problem for any other.

    A `template` may have no link that is put together from facts; a letter that comes home may hold
    statements as text, they are never run there.
    """
    with _opened(data) as archive:
        _nothing_active(archive)
        parts = {name: _parsed(archive, name) for name in archive.namelist() if _is_xml(name)}
    _right_kind(parts.get("[Content_Types].xml"))
    for name, tree in parts.items():
        if name.endswith(".rels"):
            _no_links_out(name, tree)
    word = WordFile(data, parts)
    for name, tree in word.texts():
        _no_field_codes(name, tree)
    if template:
        _statements_in_text_only(word)
    return word


def read_whole(data: bytes, read: Callable[[io.BytesIO], Read]) -> Read:
    """Give what a library reads in a Word file; raises Problem for one that is put together wrong."""
    from lxml import etree

    try:
        return read(io.BytesIO(data))
    except (KeyError, ValueError, AttributeError, TypeError, zipfile.BadZipFile, OSError, etree.LxmlError):
        raise refuse(
            _("The file is put together in a way that Word would not write."),
            _("Open it in Word, save it again, and choose that file."),
        ) from None


def where(name: str) -> str:
    """Give in words in which part of a Word file something was found."""
    stem = name.rpartition("/")[2]
    for begin, words in (
        ("header", _("in the header")),
        ("footer", _("in the footer")),
        ("footnotes", _("in a footnote")),
        ("endnotes", _("in an endnote")),
        ("comments", _("in a comment")),
    ):
        if stem.startswith(begin):
            return words
    return _("in the text")


def refuse(found: str, do: str) -> Problem:
    """Give the Problem of a file that is not taken."""
    return Problem(found, _("The file was not taken; nothing in it was run."), do)


def _opened(data: bytes) -> zipfile.ZipFile:
    again = _("Open it in Word and save it as a Word document (.docx), then choose that file.")
    if len(data) > BIGGEST:
        raise refuse(_("The file is larger than 20 MB."), _("Take large pictures out and save it again."))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise refuse(_("This is no Word document (.docx)."), again) from None
    if len(names) > MOST_PARTS or sum(one.file_size for one in names) > MOST_UNPACKED:
        raise refuse(_("The file unpacks to far more than a letter holds."), again)
    if len({one.filename for one in names}) != len(names) or any(one.flag_bits & 1 for one in names):
        raise refuse(_("The file is damaged or locked with a password."), again)
    if "word/document.xml" not in archive.namelist():
        raise refuse(_("This is no Word document (.docx)."), again)
    return archive


def _nothing_active(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if any(one in name.lower() for one in _ACTIVE):
            raise refuse(
                _("The file holds a macro or an embedded object ({part}).").format(part=name),
                _("Save it as “Word document (.docx)” without macros and objects, then choose that file."),
            )


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _parsed(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    broken = refuse(
        _("A part of the file cannot be read ({part}).").format(part=name),
        _("Open it in Word, save it again, and choose that file."),
    )
    try:
        text = archive.read(name)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise broken
        return etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError, RuntimeError, ValueError):
        raise broken from None


def _right_kind(types: Any) -> None:
    kinds = [] if types is None else [str(one.get("ContentType") or "") for one in types]
    if any("macroenabled" in one.lower() for one in kinds) or _TYPE not in kinds:
        raise refuse(
            _("The file is of a kind that may hold macros, or no Word document."),
            _("Save it as “Word document (.docx)”, not as .docm or .dotm, then choose that file."),
        )


def _no_links_out(name: str, tree: Any) -> None:
    for one in tree:
        if str(one.get("TargetMode") or "").lower() != "external":
            continue
        target, kind = str(one.get("Target") or ""), str(one.get("Type") or "").rpartition("/")[2]
        plain = kind == "hyperlink" and target.lower().startswith(_LINKS) and not _is_statement(target)
        if not plain:
            raise refuse(
                _("The file fetches something from elsewhere ({kind}: {target}).").format(
                    kind=kind or name, target=target[:80]
                ),
                _("In Word, break the link or put the picture or template into the file, and save it again."),
            )


def _is_statement(text: str) -> bool:
    return bool(_STATEMENT.search(text)) or "%7b%7b" in text.lower()


def _no_field_codes(name: str, tree: Any) -> None:
    codes = [str(one.get(f"{WORD}instr") or "") for one in tree.iter(f"{WORD}fldSimple")]
    for paragraph in tree.iter(f"{WORD}p"):
        codes += _codes(paragraph)
    codes += ["".join(one.text or "" for one in tree.iter(f"{WORD}instrText"))] if not codes else []
    for code in codes:
        word = (code.split() or [""])[0].upper()
        if code.strip() and (word not in _FIELDS or _is_statement(code)):
            raise refuse(
                _("There is a field code {where}: {code}").format(where=where(name), code=code.strip()[:80]),
                _("In Word, click it, press Ctrl+Shift+F9 to keep its text only, and save it again."),
            )


def _codes(paragraph: Any) -> list[str]:
    """Give the field codes of a paragraph, each put together again from the pieces that Word makes."""
    found: list[str] = []
    for one in paragraph.iter(f"{WORD}fldChar", f"{WORD}instrText"):
        if one.tag == f"{WORD}instrText":
            found = found or [""]
            found[-1] += one.text or ""
        elif one.get(f"{WORD}fldCharType") == "begin":
            found.append("")
    return found


def _statements_in_text_only(word: WordFile) -> None:
    texts = {name for name, _tree in word.texts()}
    for name, tree in word.parts.items():
        values = [value for one in tree.iter() if isinstance(one.tag, str) for value in one.attrib.values()]
        besides = [] if name in texts else [one.text or "" for one in tree.iter() if isinstance(one.tag, str)]
        if any(_is_statement(str(one)) for one in (*values, *besides)):
            raise refuse(
                _("A field stands where no text is ({part}).").format(part=name),
                _("Put fields into the text of the letter only, not into properties, names or links."),
            )
