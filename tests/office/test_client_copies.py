"""Copies for a client and binders: what is in them, what never is, and what the register says afterwards."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import never, silent
from immdesk.office import binders, copies, work_product
from immdesk.office.copies import HandedTo
from immdesk.office.documents import attach_bytes
from immdesk.office.office import Office
from tests.office.papers import scan_bytes

Case = Callable[[str], str]
ROSA = HandedTo("Rosa Peterson", "hand", "")


@pytest.fixture
def case_id(practice: Office, case: Case) -> str:
    found = case("26-0003")
    for title, kind in (("LCA certified", "other"), ("Birth certificate <b>", "birth_certificate")):
        attach_bytes(practice, found, "", kind, title, scan_bytes(text=f"Scan of {title}"), "scan.pdf")
    return found


def ids(office: Office, case_id: str, *titles: str) -> list[str]:
    return [one.id for one in copies.papers_of(office, case_id) if one.title in titles]


def words_of(path: Path, passphrase: str = "") -> list[str]:
    pages = pdfium.PdfDocument(path, password=passphrase or None)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pages]


def test_chosen_papers_leave_as_one_pdf_and_the_register_says_so(
    practice: Office, case_id: str, tmp_path: Path
) -> None:
    chosen = ids(practice, case_id, "LCA certified", "Birth certificate <b>")
    out = tmp_path / "copies.pdf"
    made, changed = copies.client_pack(practice, case_id, chosen, ROSA, out, silent, never)
    cover, first, second = words_of(out)
    assert "Copies from case 26-0003" in cover
    assert "Handed to Rosa Peterson on Fri Aug 14, 2026, by hand." in cover
    assert "Birth certificate <b>" in cover
    assert ("Scan of LCA certified" in first, "page 2 of 3" in first) == (True, True)
    assert "page 3 of 3" in second
    with pikepdf.open(out) as pdf, pdf.open_outline() as outline:
        assert [one.title for one in outline.root] == ["Copies from case 26-0003", "Copies"]
        assert [one.title for one in outline.root[1].children] == ["LCA certified", "Birth certificate <b>"]
    [row] = copies.hand_overs(practice, case_id)
    assert (row.to_whom, row.how, row.on, row.pages, row.sealed) == (
        "Rosa Peterson", "by hand", "2026-08-14", 3, False
    )  # fmt: skip
    assert row.papers == ("LCA certified", "Birth certificate <b>")
    assert (row.sha256, changed.message) == (made.sha256, "3 pages are on disk.")


def test_an_encrypted_pack_opens_only_with_its_passphrase_which_is_kept_nowhere(
    practice: Office, case_id: str, tmp_path: Path
) -> None:
    passphrase, out = copies.new_passphrase(), tmp_path / "copies.pdf"
    chosen = ids(practice, case_id, "LCA certified")
    copies.client_pack(practice, case_id, chosen, ROSA, out, silent, never, passphrase=passphrase)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(out)
    with pikepdf.open(out, password=passphrase) as pdf:
        assert (pdf.encryption.R, pdf.encryption.stream_method.name) == (6, "aesv3")
    assert "Scan of LCA certified" in words_of(out, passphrase)[1]
    with practice.store.read() as read:
        tables = [row[0] for row in read.tuples("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            assert passphrase not in str(read.tuples(f'SELECT * FROM "{table}"')), table


def test_work_product_never_enters_a_client_pack(practice: Office, case_id: str, tmp_path: Path) -> None:
    [lca] = ids(practice, case_id, "LCA certified")
    work_product.mark_document(practice, lca.removeprefix("document:"), on=True)
    with pytest.raises(Problem, match="may not be handed over: It is attorney work product"):
        copies.client_pack(practice, case_id, [lca], ROSA, tmp_path / "a.pdf", silent, never)
    assert (list(tmp_path.glob("*.pdf")), copies.hand_overs(practice, case_id)) == ([], ())


def test_bad_words_are_refused_and_nothing_is_written(practice: Office, case_id: str, tmp_path: Path) -> None:
    chosen, out = ids(practice, case_id, "LCA certified"), tmp_path / "a.pdf"
    for to, passphrase, said in (
        (HandedTo(" ", "hand", ""), "", "Nobody is named"),
        (HandedTo("Rosa", "pigeon", ""), "", "Say how"),
        (HandedTo("Rosa", "hand", "tomorrow week"), "", "is no day on which copies"),
        (HandedTo("Rosa", "hand", "1/1/2099"), "", "is no day on which copies"),
        (HandedTo("Rosa", "hand", ""), "short", "passphrase is too short"),
    ):
        with pytest.raises(Problem, match=said):
            copies.client_pack(practice, case_id, chosen, to, out, silent, never, passphrase=passphrase)
    with pytest.raises(Problem, match="No paper is chosen"):
        copies.client_pack(practice, case_id, ["document:gone"], ROSA, out, silent, never)
    assert (out.exists(), copies.hand_overs(practice, case_id)) == (False, ())


def test_a_full_disk_leaves_no_file_and_no_line(
    practice: Office, case_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("immdesk.packets.bind_write.os.fsync", full)
    chosen, folder = ids(practice, case_id, "LCA certified"), tmp_path / "out"
    folder.mkdir()
    with pytest.raises(Refused, match="The disk is full"):
        copies.client_pack(practice, case_id, chosen, ROSA, folder / "a.pdf", silent, never)
    assert (list(folder.iterdir()), copies.hand_overs(practice, case_id)) == ([], ())


def test_the_public_half_holds_only_what_may_be_shown_and_names_its_gaps(
    practice: Office, case_id: str, tmp_path: Path, set_fact: Callable[..., None]
) -> None:
    set_fact("case_file", f"id = '{case_id}'", case_type="h1b-extension")
    attach_bytes(
        practice, case_id, "", "passport", "Passport with LCA", scan_bytes(text="Passport scan"), "p.pdf"
    )
    [passport] = ids(practice, case_id, "Passport with LCA")
    with pytest.raises(Problem, match="is the worker's own paper"):
        binders.put_into(practice, case_id, "public-access", "lca", [passport])
    binders.put_into(practice, case_id, "public-access", "worker", [passport])
    out, nobody = tmp_path / "public.pdf", HandedTo("", "", "")
    binders.write_binder(practice, case_id, "public-access", "public", nobody, out, silent, never)
    text = " ".join(words_of(out))
    assert "Scan of LCA certified" in text
    assert "Passport scan" not in text
    assert "20 CFR 655.760(a)(6)" in text
    assert ("Payroll records" in text, "What is missing" in text) == (False, False)
    private = tmp_path / "private.pdf"
    binders.write_binder(practice, case_id, "public-access", "private", nobody, private, silent, never)
    text = " ".join(words_of(private))
    assert ("Passport scan" in text, "Scan of LCA" in text) == (True, False)
    assert "[ ] Summary of the benefits offered No paper stands here yet." in text


def test_a_case_file_holds_every_paper_and_work_product_only_inside_the_office(
    practice: Office, case_id: str, tmp_path: Path
) -> None:
    [lca] = ids(practice, case_id, "LCA certified")
    work_product.mark_document(practice, lca.removeprefix("document:"), on=True)
    out = tmp_path / "file.pdf"
    for to, inside in ((HandedTo("", "", ""), True), (ROSA, False)):
        binders.write_binder(
            practice, case_id, "case-file", "whole", to, out, silent, never, work_product=True
        )
        text = " ".join(words_of(out))
        assert ("Scan of LCA certified" in text, "Scan of Birth certificate" in text) == (inside, True)
    with pytest.raises(Problem, match="does not fit this case"):
        binders.write_binder(practice, case_id, "perm-audit", "whole", ROSA, out, silent, never)
