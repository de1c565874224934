"""The table of all screens: what the window can show, where it stands in the list on the left, its key.

What `ref` means, screen by screen: today "" · cases "" or words to filter by · calendar "" or an ISO day ·
packets "" or a case id · people "" or words to find · person: a person id · employers "" or words to find ·
employer: an employer id · library "", a shelf (rules forms days alerts notebook packs), "rules/ID" or
"notebook/ID" · case: a case id, or "case id/tab"
(overview parties family facts options dates evidence forms packet signatures work talks notes history) ·
intake "" to begin a new one, or a draft id to go on · settings "" ·
approvals "" · keys "", "sheet" to check the recovery sheet, or "new" to make one.
register "" or a list (expirations no-date entered second-look age-out watches) ·
history "" or words to find · backups "" or the path of a backup to restore. caseload "". decide "".
lifeline: a person id. answers "" or a case id (may be empty) with the files on the lines below it.
whereabouts "" · appointments "" or a path · mail "" or paths of scans on lines of their own.
bulletin "", a month (2025-12), "month/cases" or "month/history".
enquiries "" or words to find · enquiry "new" or an id · merge "person id/person id" · split a merge's id ·
conflicts "", "case/ID", "enquiry/ID", "person/ID" or "staff/ID".
calculators "" or "case id/calculator id/person id" (both may be left out).
filled "" or "case id/form/person id/sponsor id" ("-" for nobody).
form "", the checksum of a blank, or "checksum/full name of a box".
what-if "" or "case id/person id" (the person may be left out). age-planner "" or a case id.
date-board "" or "call" (only who became current this month). workload "".
requests "" (all notices that ask for an answer) or a notice id.
document "case id/document id" · take-in a case id, files on the lines below it ·
chase, criteria, degrees: a case id · ageing "".
sharing "" (how the office's home is, and what waits for a choice). server "" (put there, or who may use it).
hand-off "" or ids of cases · hand-offs "" · hand-off-review the id of a hand-off.
board "" (the kind shown last) or a kind of case. closing, copies: a case id. retention "" or "due".
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from immdesk.basics.words import _


@dataclass(frozen=True)
class Place:
    """One screen. `made_by` names its class as "module:class"; it is imported when first shown.

    `icon` names a picture in resources/icons. `shortcut` is "" for a screen that is not in the list on the
    left; `under` is then the screen that stays marked there.
    """

    id: str
    title: str
    icon: str
    made_by: str
    shortcut: str = ""
    under: str = ""


def places() -> tuple[Place, ...]:
    """Give all screens, first those of the list on the left in their order."""
    return (*_in_the_list(), *_of_cases(), *_of_dates(), *_of_the_office())


def _in_the_list() -> tuple[Place, ...]:
    return (
        Place("today", _("Today"), "today", "ui.screens.today:Today", "Ctrl+1"),
        Place("mail", _("Mail"), "mail", "ui.screens.mail:Mail", "Ctrl+M"),
        Place("cases", _("Cases"), "cases", "ui.screens.cases:Cases", "Ctrl+2"),
        Place("calendar", _("Calendar"), "calendar", "ui.screens.calendar_screen:CalendarScreen", "Ctrl+3"),
        Place("packets", _("Packets"), "packet", "ui.screens.packets:Packets", "Ctrl+4"),
        Place("people", _("People"), "people", "ui.screens.people:People", "Ctrl+5"),
        Place("employers", _("Employers"), "office", "ui.screens.employers:Employers", "Ctrl+6"),
        Place("library", _("Library"), "scales", "ui.screens.library:Library", "Ctrl+7"),
        Place("settings", _("Settings"), "settings", "ui.screens.settings:SettingsScreen", "Ctrl+8"),
    )


def _of_cases() -> tuple[Place, ...]:
    return (
        Place("board", _("Board"), "list", "ui.screens.board:BoardScreen", under="cases"),
        Place("case", _("Case"), "case", "ui.screens.case_page:CaseScreen", under="cases"),
        Place("intake", _("Intake"), "intake", "ui.screens.intake:Intake", under="cases"),
        Place("calculators", _("Calculators"), "scales", "ui.screens.calculators:Calculators", under="cases"),
        Place("what-if", _("What-if desk"), "calendar", "ui.screens.what_if:WhatIf", under="cases"),
        Place(
            "age-planner",
            _("Family age-out planner"),
            "people",
            "ui.screens.age_planner:AgePlanner",
            under="cases",
        ),
        Place("bulletin", _("Visa bulletin"), "list", "ui.screens.bulletin:BulletinScreen", under="library"),
        Place("form", _("Form"), "form", "ui.screens.form_page:FormPage", under="library"),
        Place("date-board", _("Priority dates"), "list", "ui.screens.date_board:DateBoard", under="library"),
        Place(
            "requests",
            _("Requests of notices"),
            "question",
            "ui.screens.requests:RequestsScreen",
            under="cases",
        ),
        *_of_evidence(),
        Place("filled", _("Filled form"), "form", "ui.screens.filled_form:FilledForm", under="cases"),
        Place("closing", _("Close the case"), "case", "ui.screens.closing:Closing", under="cases"),
        Place("copies", _("Copies and binders"), "save", "ui.screens.case_copies:CaseCopies", under="cases"),
        Place(
            "hand-off", _("Hand off cases"), "people", "ui.screens.hand_off_make:HandOffMake", under="cases"
        ),
        Place("hand-offs", _("Hand-offs"), "people", "ui.screens.hand_offs:HandOffs", under="cases"),
        Place(
            "hand-off-review",
            _("What came back"),
            "people",
            "ui.screens.hand_off_review:HandOffReview",
            under="cases",
        ),
    )


def _of_evidence() -> tuple[Place, ...]:
    return (
        Place("document", _("Document"), "document", "ui.screens.document:DocumentScreen", under="cases"),
        Place("take-in", _("Take in scans"), "attach", "ui.screens.take_in:TakeIn", under="cases"),
        Place("chase", _("Papers still missing"), "mail", "ui.screens.chase:Chase", under="cases"),
        Place("ageing", _("Papers asked for"), "clock", "ui.screens.ageing:Ageing", under="cases"),
        Place("criteria", _("Criteria"), "scales", "ui.screens.criteria:Criteria", under="cases"),
        Place("degrees", _("Credential evaluation"), "stamp", "ui.screens.degrees:Degrees", under="cases"),
    )


def _of_dates() -> tuple[Place, ...]:
    return (
        Place("workload", _("Workload"), "people", "ui.screens.workload:Workload", under="calendar"),
        Place("register", _("Register"), "list", "ui.screens.register:Register", under="calendar"),
        Place("decide", _("Dates to decide"), "scales", "ui.screens.decide:Decide", under="calendar"),
        Place(
            "answers",
            _("Answers that came home"),
            "question",
            "ui.screens.answers_home:AnswersHome",
            under="cases",
        ),
        Place("caseload", _("Bring in a caseload"), "folder", "ui.screens.caseload:Caseload", under="cases"),
        Place(
            "whereabouts",
            _("Who is where"),
            "people",
            "ui.screens.whereabouts:WhereaboutsScreen",
            under="today",
        ),
        Place(
            "appointments",
            _("Bring in appointments"),
            "calendar",
            "ui.screens.appointments:Appointments",
            under="calendar",
        ),
    )


def _of_the_office() -> tuple[Place, ...]:
    return (
        Place("backups", _("Backups"), "save", "ui.screens.backups:Backups", under="today"),
        Place("history", _("History"), "history", "ui.screens.office_history:OfficeHistory", under="today"),
        Place("retention", _("Files that are kept"), "lock", "ui.screens.retention:Retention", under="today"),
        Place(
            "approvals", _("Waiting for approval"), "stamp", "ui.screens.approvals:Approvals", under="today"
        ),
        Place(
            "new_computer", _("A new computer"), "check", "ui.screens.new_computer:NewComputer", under="today"
        ),
        Place("keys", _("Passphrase and recovery sheet"), "lock", "ui.screens.keys:Keys", under="today"),
        Place(
            "sharing",
            _("One office, many desks"),
            "people",
            "ui.screens.sharing_screen:SharingScreen",
            under="today",
        ),
        Place(
            "server",
            _("The office on a server"),
            "office",
            "ui.screens.server_screen:ServerScreen",
            under="today",
        ),
        Place("person", _("Person"), "person", "ui.screens.people_page:PersonScreen", under="people"),
        Place("lifeline", _("Lifeline"), "person", "ui.screens.lifeline:LifelineScreen", under="people"),
        Place("enquiries", _("Enquiries"), "note", "ui.screens.enquiries:Enquiries", under="people"),
        Place("enquiry", _("Enquiry"), "note", "ui.screens.enquiry:Enquiry", under="people"),
        Place(
            "conflicts", _("Look for conflicts"), "search", "ui.screens.conflicts:Conflicts", under="people"
        ),
        Place("merge", _("Two records of one person"), "people", "ui.screens.merge:Merge", under="people"),
        Place("split", _("Split again"), "people", "ui.screens.split:Split", under="people"),
        Place(
            "employer", _("Employer"), "office", "ui.screens.employer_page:EmployerScreen", under="employers"
        ),
    )


def make_screen(place: Place, office: Any, desk: Any) -> Any:
    """Make the screen of a place: `Class(office, desk)`."""
    module, name = place.made_by.split(":")
    return getattr(import_module(module), name)(office, desk)
