"""A pack's file is taken only whole, as it was signed, by somebody whom the program knows."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from pathlib import Path

import pytest

from immdesk.basics.problems import Refused
from immdesk.packs import installed
from immdesk.packs.installed import Entry
from immdesk.packs.sealed import number, read_seal
from immdesk.packs.sealing import build
from immdesk.packs.trust import built_in_keys, mark_of, sign
from immdesk.packs.unsealing import unpack, verify
from tests.packs.sealed_pack import DAY, Maker, spoil


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pack = tmp_path / "us"
    (pack / "rules").mkdir(parents=True)
    (pack / "pack.yaml").write_text("pack: us\ntitle: Test\nedition: 2026-12-01\nlanguage: en\n")
    (pack / "rules" / "a.yaml").write_text("rule: a\n" * 1000)
    return pack


@pytest.fixture
def file(maker: Maker, folder: Path, tmp_path: Path) -> Path:
    return maker.pack(folder, tmp_path / "us.immpack")


def said(call) -> str:
    with pytest.raises(Refused) as told:
        call()
    assert told.value.means
    assert told.value.do
    return str(told.value)


def sealed_by_hand(maker: Maker, file: Path, files: dict[str, bytes], sizes: dict[str, int] | None = None):
    """Write a pack whose manifest and signature are good but whose names and sizes are as told."""
    listed = [
        {"name": n, "size": (sizes or {}).get(n, len(d)), "sha256": hashlib.sha256(d).hexdigest()}
        for n, d in files.items()
    ]
    seal = {"format": "immpack 1", "name": "us", "title": "T", "version": "2027.1.1", "edition": "2027-01-01"}
    manifest = json.dumps(seal | {"made_on": "2027-01-01", "files": listed}).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", manifest)
        archive.writestr("signature.json", sign(manifest, maker.key).model_dump_json())
        for name, data in files.items():
            archive.writestr(f"pack/{name}", data)


def test_a_good_pack_says_what_it_is_and_lies_unpacked_as_it_was(
    maker: Maker, folder: Path, file: Path, tmp_path: Path
) -> None:
    found = unpack(file, maker.trusted, tmp_path / "new")
    assert (found.seal.name, found.seal.version, found.signed_by) == ("us", "2026.12.1", "maker")
    assert found.seal.files[1].size == 8000
    assert (tmp_path / "new/us/rules/a.yaml").read_bytes() == (folder / "rules/a.yaml").read_bytes()
    assert hashlib.sha256((tmp_path / "new/seal.json").read_bytes()).hexdigest() == found.mark


def test_a_pack_of_a_stranger_and_one_that_nobody_signed_are_refused(
    folder: Path, file: Path, tmp_path: Path
) -> None:
    assert "whom this program does not know" in said(lambda: verify(file, Maker().trusted))
    assert "whom this program does not know" in said(lambda: verify(file, built_in_keys()))
    build(folder, tmp_path / "plain.immpack", DAY)
    assert "is not signed" in said(lambda: verify(tmp_path / "plain.immpack", Maker().trusted))


@pytest.mark.parametrize("member", ["pack/rules/a.yaml", "manifest.json", "signature.json"])
def test_a_pack_with_one_letter_changed_is_refused_and_nothing_of_it_stays(
    maker: Maker, file: Path, tmp_path: Path, member: str
) -> None:
    spoil(file, lambda members: members.update({member: members[member].replace(b"a", b"b", 1)}))
    words = said(lambda: unpack(file, maker.trusted, tmp_path / "new"))
    assert "changed after it was signed" in words or "does not know" in words
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "name",
    ["../escape.yaml", "/etc/x.yaml", "C:/x.yaml", "a\\b.yaml", "rules//x.yaml", "con.yaml", "a/../b.yaml"],
)
def test_a_name_that_leaves_the_folder_is_refused_even_when_it_is_signed(
    maker: Maker, file: Path, tmp_path: Path, name: str
) -> None:
    sealed_by_hand(maker, file, {"pack.yaml": b"x", name: b"x"})
    assert "outside its place" in said(lambda: unpack(file, maker.trusted, tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_files_beside_the_list_twice_or_missing_are_refused(maker: Maker, file: Path) -> None:
    spoil(file, lambda members: members.update({"pack/rules/more.yaml": b"x"}))
    assert "its list does not name" in said(lambda: verify(file, maker.trusted))
    spoil(file, lambda members: [members.pop(one) for one in ("pack/rules/more.yaml", "pack/rules/a.yaml")])
    assert "missing" in said(lambda: verify(file, maker.trusted))
    sealed_by_hand(maker, file, {"pack.yaml": b"x", "Rules/a.yaml": b"x", "rules/a.yaml": b"y"})
    assert "twice" in said(lambda: verify(file, maker.trusted))
    sealed_by_hand(maker, file, {"pack.yaml": b"x"})
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("pack/pack.yaml", b"x")
    assert "twice" in said(lambda: verify(file, maker.trusted))


def test_a_link_is_refused(maker: Maker, file: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("pack/rules/link.yaml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "a link" in said(lambda: verify(file, maker.trusted))


def test_a_bomb_is_read_no_further_than_its_list_says(maker: Maker, file: Path, tmp_path: Path) -> None:
    sealed_by_hand(
        maker, file, {"pack.yaml": b"x", "rules/big.yaml": b"0" * 30_000_000}, {"rules/big.yaml": 10}
    )
    assert file.stat().st_size < 100_000
    assert "larger than its list says" in said(lambda: unpack(file, maker.trusted, tmp_path / "new"))
    sealed_by_hand(maker, file, {"pack.yaml": b"x"}, {"pack.yaml": 10**12})
    assert "more than a pack may hold" in said(lambda: verify(file, maker.trusted))


def test_what_is_no_zip_or_not_whole_is_told_so(maker: Maker, file: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.immpack").write_text("Dear Sirs")
    assert "This file is no pack" in said(lambda: verify(tmp_path / "letter.immpack", maker.trusted))
    whole = file.read_bytes()
    for length in (len(whole) // 2, len(whole) - 30):
        file.write_bytes(whole[:length])
        assert "not whole" in said(lambda: verify(file, maker.trusted))
    assert "could not be read" in said(lambda: verify(tmp_path / "nothing.immpack", maker.trusted))


def test_an_installed_pack_changed_on_the_disk_is_passed_over_for_the_last_one(
    maker: Maker, folder: Path, tmp_path: Path
) -> None:
    home = tmp_path / "office" / "installed"
    for day in (2, 3):
        (folder / "pack.yaml").write_text(
            f"pack: us\ntitle: Test\nedition: 2026-12-0{day}\nlanguage: en\n", "utf-8"
        )
        found = unpack(maker.pack(folder, tmp_path / "next.immpack"), maker.trusted, home / ".new-x")
        installed.put(home, home / ".new-x", "us", Entry(f"us-{day}", f"2026.12.{day}", found.mark, "maker"))
    unpack(tmp_path / "next.immpack", maker.trusted, home / ".new-y")
    (home / ".new-y").rename(home / "us-4")  # and then the power went: nothing names it
    assert installed.in_use(home, folder)[0].folder == home / "us-3" / "us"
    installed.tidy(home)
    assert sorted(path.name for path in home.iterdir()) == ["packs.json", "us-2", "us-3"]
    (home / "us-3" / "us" / "rules" / "a.yaml").write_text("rule: b\n")
    installed._in_use.cache_clear()
    (folder / "pack.yaml").write_text("pack: us\ntitle: Test\nedition: 2026-12-01\nlanguage: en\n")
    [used] = installed.in_use(home, folder)
    assert used.folder == home / "us-2" / "us"
    assert used.problem == "The installed pack us 2026.12.3 was changed on the disk and is not used."
    (folder / "pack.yaml").write_text("pack: us\ntitle: Test\nedition: 2027-01-01\nlanguage: en\n")
    installed._in_use.cache_clear()  # a newer program, at another time
    assert installed.in_use(home, folder)[0].folder == folder


def test_versions_are_compared_as_numbers() -> None:
    assert number("2026.11.21") < number("2026.11.21.2") < number("2026.12.1") < number("2027.1")
    with pytest.raises(Refused, match="no version"):
        number("2026-11-21")
    assert "list of files" in said(lambda: read_seal(b"{}"))


def test_two_public_keys_ship_and_they_differ() -> None:
    keys = built_in_keys()
    assert list(keys) == ["release-1", "release-2"]
    assert len({mark_of(key) for key in keys.values()}) == 2
