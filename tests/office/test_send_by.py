"""Send-by days: counted back from the last open day, by the office's own days on the way, told everywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
import vobject

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.office import attorney_page, calendar_files, dates, own_days, send_by
from immdesk.office.office import Office

Case = Callable[[str], str]


@pytest.mark.parametrize(
    ("last_day", "days", "aim", "send"),
    [
        # Monday May 25 is Memorial Day; Friday 22, Thursday 21, Wednesday 20
        (date(2026, 5, 25), 2, date(2026, 5, 22), date(2026, 5, 20)),
        (date(2026, 8, 17), 1, date(2026, 8, 17), date(2026, 8, 14)),
        (date(2026, 7, 5), 0, date(2026, 7, 2), date(2026, 7, 2)),
    ],
)
def test_the_days_are_those_of_the_rule(last_day: date, days: int, aim: date, send: date) -> None:
    assert send_by.aim_and_send(last_day, days, send_by._federal()) == (aim, send)


def test_an_answer_is_sent_two_working_days_before_it_must_be_there(practice: Office, case: Case) -> None:
    answer = next(row for row in dates.dates_of(practice, case("26-0003")) if row.rule == "rfe-deadline")
    assert (answer.on, answer.send_by, answer.aim) == (
        date(2026, 8, 19), date(2026, 8, 17), date(2026, 8, 19)
    )  # fmt: skip
    assert send_by.send_words(answer) == (
        "On paper: send it by Mon Aug 17, 2026 to be received on Wed Aug 19, 2026"
        " (2 working days on the way, the office's habit)."
    )


def test_the_office_says_how_long_its_courier_needs(practice: Office, case: Case) -> None:
    send_by.set_courier_days(practice, " 3 ")
    answer = next(row for row in dates.dates_of(practice, case("26-0003")) if row.rule == "rfe-deadline")
    assert answer.send_by == date(2026, 8, 14)
    assert "habit" not in send_by.send_words(answer)
    send_by.set_courier_days(practice, "")
    assert send_by.courier(practice) == send_by.Courier(2, said=False)


@pytest.mark.parametrize("text", ["11", "-1", "two", "1.5", "٣"])
def test_what_is_no_number_of_days_is_refused(practice: Office, text: str) -> None:
    with pytest.raises(Problem, match="whole number from 0 to 10"):
        send_by.set_courier_days(practice, text)


def test_an_own_day_before_the_laws_is_counted_from(practice: Office, case: Case) -> None:
    answer = next(row for row in dates.dates_of(practice, case("26-0003")) if row.rule == "rfe-deadline")
    own_days.set_own_day(practice, answer.entry_id, "2026-08-18", "The attorney is away")
    again = next(row for row in dates.dates_of(practice, case("26-0003")) if row.rule == "rfe-deadline")
    assert (again.aim, again.send_by) == (date(2026, 8, 18), date(2026, 8, 14))


def test_what_ends_by_itself_is_not_sent(practice: Office, case: Case) -> None:
    rows = dates.dates_of(practice, case("26-0005"))
    assert [row.rule for row in rows if row.send_by] == ["noid-deadline"]


def test_calendar_file_and_attorneys_page_tell_the_day_to_send(practice: Office, case: Case) -> None:
    text, _count = calendar_files.calendar_text(practice, calendar_files.Wanted(case("26-0003")))
    assert "send it by Mon Aug 17\\, 2026" in text.decode().replace("\r\n ", "")
    sheet = attorney_page.sheet_of(practice, case("26-0003"))
    told = [words for _title, group in sheet.groups for one in group for words in one.told]
    assert sum("send it by Mon Aug 17, 2026" in words for words in told) == 1


def test_every_date_that_must_be_received_is_one_that_a_rule_gives(practice_shared: Office) -> None:
    said = json.loads(resource("lists", "received.json").read_text("utf-8"))
    rules = practice_shared.library.rules
    for name, one in said.items():
        given = {output for version in rules[name].file.versions for output in version.gives}
        assert one["output"] in given, name
        assert one["cite"], name


def events_of(office: Office, case_id: str) -> dict[str, tuple[int, str]]:
    text = calendar_files.calendar_text(office, calendar_files.Wanted(case_id=case_id, names="initials"))[0]
    events = vobject.readOne(text.decode()).vevent_list
    return {one.uid.value: (int(one.sequence.value), one.summary.value) for one in events}


def test_other_programs_take_the_event_anew_when_the_days_on_the_way_change_and_change_back(
    practice: Office, case: Case
) -> None:
    answer = next(row for row in dates.dates_of(practice, case("26-0003")) if row.rule == "rfe-deadline")
    seen = [events_of(practice, case("26-0003"))]
    for days in ("3", "", "3"):
        send_by.set_courier_days(practice, days)
        seen.append(events_of(practice, case("26-0003")))
    [mark] = [uid for uid in seen[0] if answer.entry_id in uid]
    numbers = [told[mark][0] for told in seen]
    assert [number - numbers[0] for number in numbers] == [0, 1, 2, 3]
    passports = [uid for uid in seen[0] if "passport" in seen[0][uid][1].casefold()]
    assert [seen[3][uid] for uid in passports] == [seen[0][uid] for uid in passports]


def test_other_programs_take_the_event_anew_when_the_clients_name_is_corrected(
    practice: Office, set_fact: Callable[..., None]
) -> None:
    kept = "SELECT id, person_id FROM docket_entry WHERE state = 'kept' AND person_id IS NOT NULL"
    entry = practice.rows(f"{kept} AND due_on IS NOT NULL LIMIT 1")[0]
    before = events_of(practice, "")
    set_fact("person", f"id = '{entry['person_id']}'", given_name="Zoe")
    after = events_of(practice, "")
    renamed = {uid for uid in before if before[uid][1] != after[uid][1]}
    assert any(entry["id"] in uid for uid in renamed)
    assert {after[uid][0] - before[uid][0] for uid in renamed} == {1}
    assert all(before[uid][0] == after[uid][0] for uid in before.keys() - renamed)


def test_the_short_list_of_closed_days_is_what_the_calendar_says() -> None:
    listed, calendar = send_by.OpenDays(), send_by.federal_calendar()
    for number in range(date(2014, 12, 20).toordinal(), date(2051, 1, 10).toordinal()):
        day = date.fromordinal(number)
        assert listed.open_day(day, -1) == calendar.open_day(day, -1), day
    assert listed.add_open(date(2026, 7, 6), 2, -1) == date(2026, 7, 1)
