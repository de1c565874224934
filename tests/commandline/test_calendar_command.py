"""`immdesk calendar export`: the docket as a file, for everything, a case, a client or one of the staff."""

from __future__ import annotations

from pathlib import Path

import pypdf
import vobject

from immdesk.office import cases, dates
from immdesk.office.office import Office, open_office
from tests.commandline.told import Run, answer, told


def events(path: Path):
    return vobject.readOne(path.read_text(encoding="utf-8")).vevent_list


def first_case_with_dates(office: Path) -> str:
    """Accept what waits in every case and give the number of a case with open dates."""
    with open_office(office) as opened:
        ids = cases.case_ids(opened)
        for case_id in ids:
            dates.accept_all(opened, case_id)
        rows = cases.case_rows(opened, ids)
        return next(rows[one].number for one in ids if rows[one].next_due)


def names(office: Office) -> set[str]:
    rows = office.rows("SELECT family_name FROM person WHERE length(family_name) > 3")
    return {row["family_name"] for row in rows}


def test_the_whole_docket_is_written_without_any_name(run: Run, office: Path, tmp_path: Path) -> None:
    first_case_with_dates(office)
    out = tmp_path / "docket.ics"
    made = answer(run("calendar", "export", "--office", office, "--out", out, "--json"))
    assert made["dates"] == len(events(out)) > 5
    with open_office(office) as opened:
        assert [name for name in names(opened) if name in out.read_text(encoding="utf-8")] == []


def test_one_case_and_its_initials(run: Run, office: Path, tmp_path: Path) -> None:
    number, out = first_case_with_dates(office), tmp_path / "case.ics"
    made = run("calendar", "export", "--office", office, "--out", out, "--case", number, "--initials")
    assert made.exit_code == 0
    assert {number in event.summary.value for event in events(out)} == {True}


def test_the_uid_lasts_and_the_sequence_grows_with_a_change(run: Run, office: Path, tmp_path: Path) -> None:
    first_case_with_dates(office)
    before, after = tmp_path / "a.ics", tmp_path / "b.ics"
    run("calendar", "export", "--office", office, "--out", before)
    with open_office(office) as opened:
        [entry] = opened.rows("SELECT id FROM docket_entry WHERE state = 'kept' ORDER BY due_on DESC LIMIT 1")
        dates.done(opened, entry["id"], "by mail")
        dates.reopen(opened, entry["id"])
    run("calendar", "export", "--office", office, "--out", after)
    then = {event.uid.value: int(event.sequence.value) for event in events(before)}
    now = {event.uid.value: int(event.sequence.value) for event in events(after)}
    changed = {key for key in now if now[key] != then[key]}
    assert then.keys() == now.keys()
    assert {key.split("@")[0] for key in changed} == {f"evt-{entry['id']}"}
    assert all(now[key] > then[key] for key in changed)


def test_nothing_is_written_when_there_is_nothing_to_write(run: Run, office: Path, tmp_path: Path) -> None:
    out = tmp_path / "none.ics"
    none = run("calendar", "export", "--office", office, "--out", out, "--last", "1990-01-01")
    assert told(none).startswith("There is no date to put into a calendar.")
    assert not out.exists()
    nobody = run("calendar", "export", "--office", office, "--out", out, "--person", "Nobody Here")
    assert told(nobody).startswith("Nobody has that name.")


def test_kinds_and_severities_narrow_the_file_and_other_words_are_refused(
    run: Run, office: Path, tmp_path: Path
) -> None:
    first_case_with_dates(office)
    out = tmp_path / "some.ics"
    export = ("calendar", "export", "--office", office, "--out", out)
    answer(run(*export, "--kind", "send_by", "--json"))
    sent = [one.summary.value for one in events(out) if "On paper: send it by" in one.description.value]
    assert len(sent) == len(events(out)) > 0
    whole = answer(run(*export, "--json"))["dates"]
    assert answer(run(*export, "--kind", "deadline", "--severity", "fatal", "--json"))["dates"] < whole
    refused = run(*export, "--kind", "doomsday")
    assert refused.exit_code != 0
    assert "doomsday is not known." in told(refused)


def test_a_sheet_of_the_docket_is_written_as_the_calendar_prints_it(
    run: Run, office: Path, tmp_path: Path
) -> None:
    out = tmp_path / "control.pdf"
    made = answer(run("calendar", "print", "control", "--office", office, "--out", out, "--json"))
    assert made["sheet"] == "control"
    assert "Deadline control" in pypdf.PdfReader(out).pages[0].extract_text()


def test_a_sheet_that_nobody_knows_is_refused_with_those_there_are(
    run: Run, office: Path, tmp_path: Path
) -> None:
    refused = run("calendar", "print", "decade", "--office", office, "--out", tmp_path / "x.pdf")
    assert refused.exit_code == 1
    assert "expirations, timeline" in told(refused)


def test_the_register_tells_what_to_start_and_is_written_as_a_list(
    run: Run, office: Path, tmp_path: Path
) -> None:
    lines = answer(run("calendar", "register", "--office", office, "--begin", "--find", "al-h", "--json"))
    assert [(one["what"], one["case"], one["start"]) for one in lines] == [
        ("Employment authorization card", "26-0004", "Work permit renewal (Form I-765)")
    ]
    out = tmp_path / "register.xlsx"
    assert answer(run("calendar", "register", "--office", office, "--out", out, "--json"))["lines"] > 5
    assert out.read_bytes()[:2] == b"PK"
