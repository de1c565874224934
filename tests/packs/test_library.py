"""The library: layers, the cache of parsed shapes, the checksum."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem, Refused
from immdesk.packs.library import Library, _read_once, check_pack, load_library, prove

SHIPPED = resource("packs", "us")


@pytest.fixture
def office_pack(tmp_path: Path) -> Path:
    """Give an office's own pack, still empty."""
    folder = tmp_path / "own"
    (folder / "rules").mkdir(parents=True)
    (folder / "pack.yaml").write_text(
        "pack: own\ntitle: Our habits\nedition: 2026-11-21\nlanguage: en\n", encoding="utf-8"
    )
    return folder


def test_a_later_pack_replaces_a_whole_rule_and_adds_others(library: Library, office_pack: Path):
    text = (SHIPPED / "rules/noid-deadline.yaml").read_text(encoding="utf-8")
    ours = text.replace("title: Answer the notice of intent to deny", "title: Answer the NOID, early")
    (office_pack / "rules/noid.yaml").write_text(ours, encoding="utf-8")
    (office_pack / "rules/more.yaml").write_text(
        text.replace("rule: noid-deadline", "rule: our-habit"), encoding="utf-8"
    )
    layered = load_library([SHIPPED, office_pack])
    assert layered.rules["noid-deadline"].title == "Answer the NOID, early"
    assert set(layered.rules) == {*library.rules, "our-habit"}
    assert layered.hash != library.hash


def test_an_office_pack_is_checked_over_the_shipped_one(office_pack: Path):
    text = (SHIPPED / "rules/noid-deadline.yaml").read_text(encoding="utf-8")
    (office_pack / "rules/ours.yaml").write_text(text.replace("title:", "titel:", 1), encoding="utf-8")
    assert [problem.happened for problem in check_pack(office_pack)] == [
        "own/rules/ours.yaml, line 2: unknown key 'titel'. Did you mean 'title'?"
    ]


def test_the_same_id_twice_in_one_pack_is_refused(office_pack: Path):
    text = (SHIPPED / "rules/noid-deadline.yaml").read_text(encoding="utf-8")
    for name in ("a", "b"):
        (office_pack / f"rules/{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match=r"own/rules/b\.yaml, line 1: 'noid-deadline' stands twice"):
        load_library([SHIPPED, office_pack])


def test_a_cached_library_is_the_same_and_a_changed_file_is_read_anew(tmp_path: Path):
    pack = Path(shutil.copytree(SHIPPED, tmp_path / "us"))
    cache = tmp_path / "cache"
    first, again = (load_library([pack], cache=cache) for _ in range(2))
    assert again.hash == first.hash
    assert {name: rule.file for name, rule in again.rules.items()} == {
        name: rule.file for name, rule in first.rules.items()
    }
    assert again.official == first.official
    rule = pack / "rules/noid-deadline.yaml"
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("severity: fatal", "severity: serious"), encoding="utf-8"
    )
    changed = load_library([pack], cache=cache)
    assert changed.rules["noid-deadline"].file.severity == "serious"
    assert changed.hash != first.hash


def test_a_damaged_or_unwritable_cache_is_no_harm(tmp_path: Path):
    cache = tmp_path / "cache"
    load_library([SHIPPED], cache=cache)
    kept = cache / "shapes.jsonl"
    whole = kept.read_bytes()
    _read_once.cache_clear()
    kept.write_bytes(b"\xff {\n" + whole[: len(whole) // 2])
    assert load_library([SHIPPED], cache=cache).rules
    assert sorted(kept.read_bytes().splitlines()) == sorted(whole.splitlines())
    nowhere = tmp_path / "file"
    nowhere.write_text("x", encoding="utf-8")
    assert load_library([SHIPPED], cache=nowhere / "cache").rules


def test_the_worked_cases_are_counted(library: Library):
    proof = prove(library)
    assert proof.problems == ()
    of_rules = sum(len(file.cases) for file in library.cases.values())
    assert proof.passed == of_rules + sum(len(file.cases) for file, _at in library.task_cases.values())


def test_a_missing_shipped_file_is_refused_plainly():
    with pytest.raises(Refused, match=r"packs/xx is missing.*Install it again"):
        resource("packs", "xx")
