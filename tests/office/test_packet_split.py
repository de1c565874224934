"""The packet of a case in parts, and its mailing: all parts are kept as filed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import as_filed
from immdesk.office.office import Office
from immdesk.office.packet_split import PartsMade, build_parts, limits_of, parts_beside
from tests.office.ready_packets import add_blanks, approve


@pytest.fixture
def lucia(practice: Office, shared: Path, case: Callable[[str], str]) -> str:
    add_blanks(practice, case("26-0001"), shared)
    approve(practice, case("26-0001"))
    return case("26-0001")


def parted(office: Office, case_id: str, folder: Path, megabytes: str, pages: str) -> PartsMade:
    limits = limits_of(megabytes, pages)
    return build_parts(office, case_id, folder / "packet.pdf", limits, lambda *_: None, lambda: False)


def mail(office: Office, case_id: str, paths: tuple[str, ...]) -> None:
    files = [Path(one) for one in paths]
    as_filed.record_mailing(office, case_id, files, "8/14/2026", "", (), lambda *_: None, lambda: False)


def test_a_packet_in_parts_is_mailed_and_kept_with_all_its_parts(
    practice: Office, lucia: str, tmp_path: Path
) -> None:
    made = parted(practice, lucia, tmp_path, "", "60")
    names = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert names == [f"packet-part-{n}.pdf" for n in range(1, len(made.paths) + 1)]
    assert len(names) >= 2
    with pytest.raises(Problem, match="not all parts"):
        mail(practice, lucia, made.paths[:1])
    mail(practice, lucia, tuple(reversed(made.paths)))
    filed = as_filed.filed_packets(practice, lucia)[0]
    own = [hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in made.paths]
    assert [one.sha256 for one in filed.files] == own
    assert filed.sha256 == hashlib.sha256("".join(own).encode()).hexdigest()
    assert all(part.sha256 for part in filed.parts if part.pages)


def test_fewer_parts_leave_no_part_of_the_build_before_and_what_is_not_ours_stays_and_is_named(
    practice: Office, lucia: str, tmp_path: Path
) -> None:
    many = parted(practice, lucia, tmp_path, "", "20")
    signed = tmp_path / "packet-part-3.pdf"
    signed.write_bytes(signed.read_bytes() + b"% signed by hand")
    few = parted(practice, lucia, tmp_path, "", "100")
    assert len(few.paths) == 2 < len(many.paths)
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [f"packet-part-{n}.pdf" for n in (1, 2, 3)]
    assert few.left == ("packet-part-3.pdf",)
    assert many.left == ()


def test_a_part_knows_the_others_and_part_ten_comes_after_part_nine(tmp_path: Path) -> None:
    for name in ("p-part-10.pdf", "p-part-9.pdf", "p-part-1.pdf", "p-part-x.pdf", "q-part-2.pdf", "p.pdf"):
        (tmp_path / name).touch()
    names = [path.name for path in parts_beside(tmp_path / "p-part-9.pdf")]
    assert names == ["p-part-1.pdf", "p-part-9.pdf", "p-part-10.pdf"]
    assert parts_beside(tmp_path / "p.pdf") == (tmp_path / "p.pdf",)


def test_a_part_that_cannot_get_its_name_leaves_no_other(
    practice: Office, lucia: str, tmp_path: Path
) -> None:
    (tmp_path / "packet-part-2.pdf").mkdir()
    with pytest.raises(Problem):
        parted(practice, lucia, tmp_path, "", "60")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office", "packet-part-2.pdf"]


def test_a_packet_within_the_limits_stays_one_file(practice: Office, lucia: str, tmp_path: Path) -> None:
    made = parted(practice, lucia, tmp_path, "100", "")
    assert made.paths == (str(tmp_path / "packet.pdf"),)
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("megabytes", "pages"), [("", ""), ("twelve", ""), ("0", ""), ("", "-3"), ("nan", "")]
)
def test_a_limit_that_is_no_number_is_refused(megabytes: str, pages: str) -> None:
    with pytest.raises(Problem):
        limits_of(megabytes, pages)


def test_twelve_megabytes_are_twelve_million_bytes() -> None:
    limits = limits_of(" 12 ", "100")
    assert (limits.size, limits.pages) == (12_000_000, 100)


def test_evidence_that_went_away_before_printing_stops_the_packet_and_is_named(
    practice: Office, lucia: str, tmp_path: Path
) -> None:
    row = practice.rows("SELECT title, blob FROM document WHERE title LIKE 'Divorce%'")[0]
    practice.store.attachments.discard(row["blob"])
    with pytest.raises(Problem, match="attachment is missing") as told:
        parted(practice, lucia, tmp_path, "", "60")
    assert row["title"] in told.value.happened
    assert list(tmp_path.glob("*packet*")) == []
    assert list(tmp_path.glob("*.part")) == []
    assert practice.rows("SELECT id FROM packet WHERE case_id = ?", [lucia]) == []
