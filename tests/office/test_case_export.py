"""A whole case as a folder that opens without ImmDesk: plain pages, safe names, no work product unasked."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import Stopped, never, silent
from immdesk.office import case_export, cases, work_product
from immdesk.office.documents import attach_bytes, documents_of
from immdesk.office.office import Office
from tests.office.papers import scan_bytes

Case = Callable[[str], str]
NASTY = '../../<script>alert("x")</script> CON: passport?.html'


@pytest.fixture
def case_id(practice: Office, case: Case) -> str:
    found = case("26-0003")
    attach_bytes(practice, found, "", "other", NASTY, scan_bytes(text="Nasty scan"), "scan.pdf")
    attach_bytes(practice, found, "", "other", "Strategy", scan_bytes(text="Our strategy"), "memo.pdf")
    [memo] = [row["id"] for row in documents_of(practice, found) if row["title"] == "Strategy"]
    work_product.mark_document(practice, memo, on=True)
    cases.add_note(practice, found, "The officer <b>seemed</b> doubtful.")
    return found


class Read(HTMLParser):
    """What a page holds: its tags and its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_the_folder_opens_with_plain_pages_and_every_link_leads_to_a_file_in_it(
    practice: Office, case_id: str, tmp_path: Path
) -> None:
    made, _changed = case_export.export_case(practice, case_id, tmp_path, silent, never)
    assert (made.folder, made.left_out) == (tmp_path / "case 26-0003", 1)
    pages = sorted(path.name for path in made.folder.glob("*.html"))
    assert pages == ["dates.html", "facts.html", "history.html", "index.html"]
    links = set()
    for name in pages:
        read = Read((made.folder / name).read_text("utf-8"))
        assert not read.tags & {"script", "iframe", "object", "img", "form"}
        links |= {unquote(one) for one in read.links}
    assert {path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*.pdf")} <= links
    assert all((made.folder / one).resolve().is_relative_to(made.folder.resolve()) for one in links)
    assert all((made.folder / one).is_file() for one in links)
    index = (made.folder / "index.html").read_text("utf-8")
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in index
    assert "Answer the request for evidence" in (made.folder / "dates.html").read_text("utf-8")
    whole = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    assert (b"Strategy" in whole, b"doubtful" in whole) == (False, False)


def test_work_product_and_notes_are_in_it_when_asked_for_and_nothing_is_written_over(
    practice: Office, case_id: str, tmp_path: Path
) -> None:
    made = case_export.export_case(practice, case_id, tmp_path, silent, never, work_product=True)[0]
    assert "The officer &lt;b&gt;seemed&lt;/b&gt; doubtful." in (made.folder / "notes.html").read_text(
        "utf-8"
    )
    assert "Strategy" in (made.folder / "index.html").read_text("utf-8")
    with pytest.raises(Problem, match="There is a folder of this name already"):
        case_export.export_case(practice, case_id, tmp_path, silent, never)


def test_a_full_disk_or_cancel_leaves_nothing_behind(
    practice: Office, case_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Stopped):
        case_export.export_case(practice, case_id, tmp_path, silent, lambda: True)
    assert list(tmp_path.glob("*case*")) + list(tmp_path.glob(".immdesk*")) == []

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(Refused, match="The case could not be written"):
        case_export.export_case(practice, case_id, tmp_path, silent, never)
    assert list(tmp_path.glob("*case*")) + list(tmp_path.glob(".immdesk*")) == []
