"""A pack taken into an office: looked at first, proved, installed whole, gone back from with a reason."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.office import dates, firm, pack_age, pack_install, pack_review, signing, undo
from immdesk.office.calendar_files import Wanted, calendar_text
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office
from immdesk.office.pack_review import PackReview
from tests.packs.sealed_pack import Maker

MONTHS = {"2027-03-14": "2027-02-14", "2027-02-28": "2027-01-31", "2026-11-16": "2026-10-16"}
MONTHS |= {"2027-08-29": "2027-07-29"}


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def us(tmp_path: Path) -> Path:
    """The shipped pack of ten days later, with a fee that rose and passports renewed a month earlier."""
    folder = Path(shutil.copytree(resource("packs", "us"), tmp_path / "us"))
    edit(folder / "pack.yaml", "edition: 2026-11-21", "edition: 2026-12-01")
    edit(folder / "fees" / "us.yaml", "usd: 1440, from: 2024-04-01", "usd: 1500, from: 2024-04-01")
    edit(folder / "rules" / "passport-expires.yaml", "subtract 6 months", "subtract 7 months")
    for old, new in MONTHS.items():
        edit(folder / "rules" / "passport-expires.cases.yaml", f"renew_from: {old}", f"renew_from: {new}")
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def look(office: Office, maker: Maker, folder: Path) -> PackReview:
    file = maker.pack(folder, folder.with_suffix(".immpack"))
    return pack_review.review(office, file, trusted=maker.trusted)


def staged(office: Office) -> list[Path]:
    return list((office.folder / "installed").glob(".new-*"))


def attorney(office: Office) -> str:
    return next(one.id for one in firm.staff(office) if one.is_attorney)


def test_a_pack_is_compared_in_plain_words_taken_and_its_changes_are_proposed(
    practice: Office, maker: Maker, us: Path
) -> None:
    (practice.folder / "installed" / ".new-dead" / "us").mkdir(parents=True)  # the power went in the middle
    (practice.folder / "installed" / "packs.json.new").write_text('{"us": {"no')
    assert pack_install.shelf(practice)[0].how == "shipped"
    found = look(practice, maker, us)
    told = [pack_review.line_words(one) for one in found.lines]
    assert told[0] == "I-485:adult fee $1,440 → $1,500 from Mon Apr 1, 2024; 4 open cases"
    assert told[1].startswith("Rule “Passport expires”: 1 change; ")
    assert (found.replaces, found.version, found.problems) == ("2026.11.21", "2026.12.1", ())
    assert found.cases_passed > 900
    changed = pack_install.install(practice, found)
    assert changed.message == "The pack 2026.12.1 is in use. Look at the dates to decide."
    [card] = pack_install.shelf(practice)
    assert (card.version, card.how, card.signed_by, card.by, card.last) == (
        "2026.12.1", "installed", "maker", "ana", "2026.11.21",
    )  # fmt: skip
    assert staged(practice) == []
    cases = {row.case_id for row in found.impact.rows}
    moved = {(r.title, r.on) for one in cases for r in dates.dates_of(practice, one) if r.state == "moved"}
    assert ("Renew the passport", date(2029, 2, 14)) in moved
    shutil.rmtree(practice.folder / "installed")  # as after a backup is restored on another computer
    [card] = pack_install.shelf(practice)
    assert (card.how, card.version) == ("shipped", "2026.11.21")
    assert card.problem.startswith("The office uses the pack us 2026.12.1, which is not on this computer")


def test_nothing_is_taken_whose_worked_cases_do_not_hold(practice: Office, maker: Maker, us: Path) -> None:
    edit(us / "rules" / "passport-expires.cases.yaml", "renew_from: 2027-02-14", "renew_from: 2027-02-15")
    found = look(practice, maker, us)
    assert found.problems[0].startswith(
        "The rule passport-expires case 'An ordinary day': renew_from: expected 2027-02-15, got 2027-02-14"
    )
    with pytest.raises(Problem, match="cannot be taken"):
        pack_install.install(practice, found)
    assert pack_install.shelf(practice)[0].how == "shipped"


def test_an_older_pack_needs_an_attorney_and_a_reason_and_so_does_going_back(
    practice: Office, maker: Maker, us: Path
) -> None:
    edit(us / "pack.yaml", "edition: 2026-12-01", "edition: 2026-11-20")
    older = look(practice, maker, us)
    assert older.older
    with pytest.raises(Problem, match="only when an attorney says so, with a reason"):
        pack_install.install(practice, older)
    paralegal = next(one.id for one in firm.staff(practice) if not one.is_attorney)
    with pytest.raises(Problem, match="Only an attorney"):
        pack_install.install(practice, older, paralegal, "It counts wrong.")
    pack_install.install(practice, older, attorney(practice), "The new fee was withdrawn.")
    with pytest.raises(Problem, match="only when an attorney says so"):
        pack_install.go_back(practice, "us", attorney(practice), " ")
    pack_install.go_back(practice, "us", attorney(practice), "Taken by mistake.")
    [card] = pack_install.shelf(practice)
    assert (card.how, card.version, card.last) == ("shipped", "2026.11.21", "2026.11.20")
    said = practice.rows("SELECT title, why FROM operation ORDER BY seq DESC LIMIT 2")
    assert [row["why"] for row in said] == ["Taken by mistake.", "The new fee was withdrawn."]
    assert undo.undoable(practice).reason == "An attorney goes back to the last pack in the Library."


def test_a_pack_past_its_day_warns_at_every_date_and_never_stops_the_desk(practice: Office) -> None:
    practice.clock = stopped_at(date(2027, 3, 1))
    words = (
        "Verify: the rules come from the pack “United States immigration, federal” of Sat Nov 21, 2026, "
        "which was good until Sun Feb 21, 2027."
    )
    assert pack_age.warning(practice).startswith(words)
    [case_id] = practice.rows("SELECT id FROM case_file WHERE number = '26-0001'")
    rows = [*dates.dates_of(practice, case_id["id"])]
    rows += dates.calendar(practice, date(2026, 8, 1), date(2026, 9, 30))
    by_rule = [row for row in rows if row.rule]
    assert len(by_rule) > 5
    assert all(row.verify.startswith(words) for row in by_rule)
    assert words.encode()[:40] in calendar_text(practice, Wanted())[0].replace(b"\r\n ", b"")
    signing.sign_off(practice, "rfe-deadline", attorney(practice), date(2027, 9, 1))
    signed = dates.calendar(practice, date(2026, 8, 1), date(2026, 9, 30))
    assert {row.verify for row in signed if row.rule == "rfe-deadline"} == {""}


def test_a_pack_laid_over_the_others_is_told_by_what_it_replaces_and_is_taken_out_again(
    practice: Office, maker: Maker, us: Path, tmp_path: Path
) -> None:
    extra = tmp_path / "extra"
    (extra / "rules").mkdir(parents=True)
    (extra / "pack.yaml").write_text("pack: extra\ntitle: Extra\nedition: 2026-12-01\nlanguage: en\n")
    for name in ("passport-expires.yaml", "passport-expires.cases.yaml"):
        shutil.copy(us / "rules" / name, extra / "rules" / name)
    found = look(practice, maker, extra)
    assert [pack_review.line_words(one) for one in found.lines] == [
        "Rule “Passport expires”: 1 change; 5 open cases"
    ]
    pack_install.install(practice, found)
    assert [(one.name, one.how) for one in pack_install.shelf(practice)] == [
        ("us", "shipped"), ("extra", "installed"),
    ]  # fmt: skip
    pack_install.go_back(practice, "extra", attorney(practice), "Not ours.")
    assert [one.name for one in pack_install.shelf(practice)] == ["us"]
