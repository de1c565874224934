"""A pack with a mistake does not open, and the message names file, line and reason."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.packs.library import check_pack, load_library

RFE = "rules/rfe-deadline.yaml"
KEPT = ("rfe-deadline", "noid-deadline", "cspa-age", "send-by", "cal-month-arith")
TWO_VERSIONS = "  - from: 2013-06-17\n    to: {to}\n{rest}  - from: 2026-01-01\n{rest}"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Give a copy of the shipped pack, with a few of its rules, that a test may spoil."""
    folder = Path(shutil.copytree(resource("packs", "us"), tmp_path / "us"))
    named = [one for name in ("tasks", "scenarios", "renewals") for one in (folder / name).glob("*.yaml")]
    kept = {*KEPT, *re.findall(r"rule:? ([\w-]+)", "".join(one.read_text(encoding="utf-8") for one in named))}
    for file in (folder / "rules").iterdir():
        if file.name.split(".")[0] not in kept:
            file.unlink()
    return folder


def split(text: str) -> tuple[str, str]:
    """Give a rule's text up to its only version, and that version without its first dash."""
    head, rest = text.split("versions:\n  - ", 1)
    return f"{head}versions:\n", f"    {rest}"


def spoil(pack: Path, file: str, old: str, new: str) -> None:
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")


SPOILT = [
    (RFE, "severity: fatal", "severty: fatal",
     "us/rules/rfe-deadline.yaml, line 12: unknown key 'severty'. Did you mean 'severity'?"),
    (RFE, "severity: fatal", "severity: deadly",
     "us/rules/rfe-deadline.yaml, line 12: 'severity' is 'deadly', but must be one of: "
     "fatal, serious, normal, info."),
    (RFE, "severity: fatal", "severity: fatal\ndocket: perhaps",
     "us/rules/rfe-deadline.yaml, line 13: 'docket' is 'perhaps': write yes or no."),
    (RFE, "notice_date: notice.dated_on", "notice_date: notice.datd_on",
     "us/rules/rfe-deadline.yaml, line 6: The vocabulary does not know 'datd_on' in 'notice' "
     "(path 'notice.datd_on'). Did you mean 'notice.dated_on'?"),
    (RFE, "notice_date: notice.dated_on", "notice_date: party.i485_filed_on",
     "us/rules/rfe-deadline.yaml, line 6: 'party' is not in scope; notice, person, case, principal, "
     "petitioner, employer, office are."),
    (RFE, 'notice.kind == "rfe"', 'len(notice.kind) == 3',
     "us/rules/rfe-deadline.yaml, line 4: In the condition `len(notice.kind) == 3`, "
     "a function call is not allowed in a condition."),
    (RFE, 'notice.kind == "rfe"', 'notice.kind == "rfa"',
     "us/rules/rfe-deadline.yaml, line 4: In the condition `notice.kind == \"rfa\"`, 'rfa' is not "
     "one of: receipt, rfe,"),
    (RFE, "next open day in federal", "next open day in federl",
     "us/rules/rfe-deadline.yaml, line 34: there is no calendar of closings 'federl'. "
     "Did you mean 'federal'?"),
    (RFE, "add response_days days", "ad response_days days",
     "us/rules/rfe-deadline.yaml, line 29: 'ad response_days days' is not a step that the desk knows."),
    (RFE, "- from notice_date", "- from deadline",
     "us/rules/rfe-deadline.yaml, line 28: 'deadline' is not one of the given names."),
    (RFE, "governed_by: notice_date", "governed_by: response_days",
     "us/rules/rfe-deadline.yaml, line 10: 'response_days' is not a given day."),
    (RFE, "printed: notice.due_on", "printed: notice.due",
     "us/rules/rfe-deadline.yaml, line 11: The vocabulary does not know 'due'"),
    (RFE, "- given: response_days", "- given: respons_days",
     "us/rules/rfe-deadline.yaml, line 19: 'respons_days' is not one of the given names. "
     "Did you mean 'response_days'?"),
    ("rules/cspa-age.yaml", "work: cspa_age", "work: cspa_ages",
     "us/rules/cspa-age.yaml, line 23: there is no worked-out function 'cspa_ages'. "
     "Did you mean 'cspa_age'?"),
    ("rules/cspa-age.yaml", "ages_out:", "age_out:",
     "us/rules/cspa-age.yaml, line 31: 'cspa_age' gives no 'age_out'. Did you mean 'ages_out'?"),
    ("rules/cspa-age.yaml", "years:", "yaers:",
     "us/rules/cspa-age.yaml, line 24: there is no parameter 'yaers'. Did you mean 'years'?"),
    ("rules/cspa-age.yaml", 'years: "21"', "years: many",
     "us/rules/cspa-age.yaml, line 24: the parameter 'years' is 'many', but a number is needed."),
    ("rules/cspa-age.yaml", "dob: person", "born: person",
     "us/rules/cspa-age.yaml, line 6: there is no given name 'born'."),
    ("rules/cspa-age.yaml", "optional: yes", "optonal: yes",
     "us/rules/cspa-age.yaml, line 9: unknown key 'optonal'. Did you mean 'optional'?"),
    (RFE, "verified: {on: 2026-11-21", "verified: {on: 1826-11-21",
     "us/rules/rfe-deadline.yaml, line 17: 'on' is '1826-11-21': write a day from 1900 to 2100."),
    (RFE, "until: 2027-02-21", "until: 2027-02-29",
     "us/rules/rfe-deadline.yaml, line 17: 'until' is '2027-02-29': write the date as 2026-03-01."),
    (RFE, "until: 2027-02-21", "until: 2127-02-21",
     "us/rules/rfe-deadline.yaml, line 17: 'until' is '2127-02-21': write a day from 1900 to 2100."),
    (RFE, 'applies_when: notice.kind == "rfe"', "applies_when: notice.kind",
     "us/rules/rfe-deadline.yaml, line 4: In the condition `notice.kind`, 'notice.kind' is not "
     "a yes or no; "
     "compare it with something."),
    ("rules/send-by.yaml", "from raw_last_day", "from send_by",
     "us/rules/send-by.yaml, line 15: 'aim' and 'send_by' are counted from one another, in a circle."),
    ("rules/cal-month-arith.yaml", "- from start\n          - add",
     "- from earliest_before\n          - add",
     "us/rules/cal-month-arith.yaml, line 17: 'after' is counted from 'earliest_before', which comes "
     "further down"),
    ("closures/federal.yaml", "month: 6, day: 19", "month: 2, day: 29",
     "us/closures/federal.yaml, line 15: 'day' is '29': there is no day 29 in month 2 of every year."),
    ("fee_sheets/uscis.yaml", "I-129-H-1B:regular", "I-129-H-1B:regulr",
     "us/fee_sheets/uscis.yaml, line 9: the fee table has no item 'I-129-H-1B:regulr'. "
     "Did you mean 'I-129-H-1B:regular'?"),
    ("alerts/practice.yaml", 'case.filing_place == "adjustment"', 'case.filing_place == "adjustmnt"',
     "us/alerts/practice.yaml, line 6: In the condition `case.filing_place == \"adjustmnt\"`, "
     "'adjustmnt' is "
     "not one of: adjustment, consulate."),
    ("closures/federal.yaml", "month: 5,", "month: 13,",
     "us/closures/federal.yaml, line 14: 'month' is '13': input should be less than or equal to 12."),
    ("fees/us.yaml", "usd: 2805, from: 2024-02-26", "usd: 2805, from: 2024-02-20",
     "us/fees/us.yaml, line 31: two rows of 'I-907:I-129-H-1B' hold on 2024-02-20."),
    ("letters/cover-letter.yaml", "{office.name}", "{office.nam}",
     "Letter 'cover-letter': the vocabulary does not know 'nam' in 'office' (path 'office.nam'). "
     "Did you mean 'office.name'?"),
    ("tasks/family-adjustment.yaml", "rule rfe-deadline", "rule rfe-deadlin",
     "Tasks of 'family-adjustment', task 'prepare-response' names the rule 'rfe-deadlin', which no pack "
     "holds. Did you mean 'rfe-deadline'?"),
    ("packets/family-adjustment.yaml", "letter: cover-letter", "letter: coverletter",
     "Packet 'family-adjustment' names the letter 'coverletter', which no pack holds. "
     "Did you mean 'cover-letter'?"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), SPOILT)
def test_a_misspelt_word_stops_the_pack(pack: Path, file: str, old: str, new: str, said: str, parsed: Path):
    spoil(pack, file, old, new)
    with pytest.raises(Problem) as refused:
        load_library([pack], cache=parsed)
    assert refused.value.happened.startswith(said)


def test_mistakes_of_every_kind_of_file_are_told_at_once(pack: Path, parsed: Path):
    rests_on_none = [one for one in reversed(SPOILT) if one[0] not in (RFE, "closures/federal.yaml")]
    one_a_file = {file: (old, new, said) for file, old, new, said in rests_on_none}
    assert len(one_a_file) == 9
    for file, (old, new, _said) in one_a_file.items():
        spoil(pack, file, old, new)
    told = [problem.happened for problem in check_pack(pack, cache=parsed)]
    assert [
        said for _old, _new, said in one_a_file.values() if not any(one.startswith(said) for one in told)
    ] == []


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("2026-01-01", "this version begins 2026-01-01, before that of 2013-06-17 has ended (overlap)."),
        ("2025-12-29", "no version is in force from 2025-12-30 to 2025-12-31 (hole)."),
        ("2012-01-01", "the version ends (2012-01-01) before it begins."),
    ],
)
def test_versions_with_a_hole_or_an_overlap_are_refused(pack: Path, to: str, said: str, parsed: Path):
    text = (pack / RFE).read_text(encoding="utf-8")
    head, rest = split(text)
    (pack / RFE).write_text(head + TWO_VERSIONS.format(to=to, rest=rest), encoding="utf-8")
    with pytest.raises(Problem) as refused:
        load_library([pack], cache=parsed)
    assert refused.value.happened.startswith("us/rules/rfe-deadline.yaml, line ")
    assert refused.value.happened.endswith(said)


def test_versions_that_follow_one_another_open(pack: Path, parsed: Path):
    text = (pack / RFE).read_text(encoding="utf-8")
    head, rest = split(text)
    (pack / RFE).write_text(head + TWO_VERSIONS.format(to="2025-12-31", rest=rest), encoding="utf-8")
    assert len(load_library([pack], cache=parsed).rules["rfe-deadline"].versions) == 2


def test_a_vacated_version_stays_visible_and_is_never_used(pack: Path, parsed: Path):
    text = (pack / RFE).read_text(encoding="utf-8")
    head, rest = split(text)
    vacated = "  - from: 2026-01-01\n    status: vacated\n" + rest
    (pack / RFE).write_text(f"{head}  - from: 2013-06-17\n{rest}{vacated}", encoding="utf-8")
    rule = load_library([pack], cache=parsed).rules["rfe-deadline"]
    assert [version.file.status for version in rule.versions] == ["in force", "vacated"]
    used = rule.version_on(date(2026, 3, 2))
    assert used is not None
    assert used.file.status == "in force"


def test_a_wrong_worked_case_is_told_with_both_values(pack: Path, parsed: Path):
    spoil(pack, "rules/rfe-deadline.cases.yaml", "deadline: 2026-05-28", "deadline: 2026-05-29")
    assert [problem.happened for problem in check_pack(pack, cache=parsed)] == [
        "The rule rfe-deadline case 'Mailed inside the country, 84 + 3 days end on a Thursday': "
        "deadline: expected 2026-05-29, got 2026-05-28."
    ]


def test_a_rule_without_worked_cases_is_told(pack: Path, parsed: Path):
    (pack / "rules/noid-deadline.cases.yaml").unlink()
    assert [problem.happened for problem in check_pack(pack, cache=parsed)] == [
        "The rule noid-deadline has no worked cases."
    ]


def test_every_mistake_of_a_pack_is_told_at_once(pack: Path, parsed: Path):
    spoil(pack, RFE, "severity: fatal", "severty: fatal")
    spoil(pack, "rules/cspa-age.yaml", "about: party", "about: partie")
    (pack / "rulez").mkdir()
    (pack / "rules" / "notes.txt").write_text("x", encoding="utf-8")
    told = "\n".join(problem.happened for problem in check_pack(pack, cache=parsed))
    assert "nothing reads the folder 'rulez'. Did you mean 'rules'?" in told
    assert "us/rules/notes.txt: nothing reads this file" in told
    assert "unknown key 'severty'" in told
    assert "Did you mean 'party'?" in told


def test_a_file_that_is_not_text_is_refused(pack: Path, parsed: Path):
    (pack / RFE).write_bytes(b"\xff\xfe\x00rule")
    with pytest.raises(Problem, match=r"us/rules/rfe-deadline\.yaml cannot be read"):
        load_library([pack], cache=parsed)


def test_a_folder_that_is_no_pack_is_refused(tmp_path: Path):
    assert [problem.happened for problem in check_pack(tmp_path)] == [f"{tmp_path.name} is not a pack."]
