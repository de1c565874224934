"""Every action of the desk in one table: it feeds the menus, the shortcuts and their list under Help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from immdesk.basics.words import _
from ui.screens.registry import places

if TYPE_CHECKING:
    from ui.window import Window


@dataclass(frozen=True)
class Action:
    """One thing to do: the menu it stands in, its words, its key, and the function that does it."""

    id: str
    menu: str
    title: str
    shortcut: str
    do: Callable[[Window], None]
    needs_office: bool = True
    gap_before: bool = False


def table() -> tuple[Action, ...]:
    """Give all actions in the order of the menus."""
    desk, edit, go, view, helps = _("&Desk"), _("&Edit"), _("&Go"), _("&View"), _("&Help")
    return (
        Action("new_intake", desk, _("New intake"), "Ctrl+N", _new_intake),
        Action("enquiry", desk, _("New enquiry"), "", partial(_go, "enquiry")),
        Action("caseload", desk, _("Bring in a caseload…"), "", partial(_go, "caseload")),
        Action("appointments", desk, _("Bring in appointments…"), "", partial(_go, "appointments")),
        Action("answers", desk, _("Bring a questionnaire home…"), "", partial(_go, "answers")),
        Action("backup", desk, _("Make a backup"), "", _backup, gap_before=True),
        Action("backups", desk, _("Backups…"), "", partial(_go, "backups")),
        Action("other_office", desk, _("Open another office…"), "Ctrl+O", _other_office),
        Action("remove_practice", desk, _("Remove the practice office"), "", _remove_practice),
        Action("retention", desk, _("Files that are kept"), "", partial(_go, "retention")),
        Action("keys", desk, _("Passphrase and recovery sheet"), "", partial(_go, "keys")),
        Action("hand_offs", desk, _("Hand-offs"), "", partial(_go, "hand-offs")),
        Action("open_package", desk, _("Open a hand-off package…"), "", _open_package),
        Action("sharing", desk, _("One office, many desks…"), "", partial(_go, "sharing")),
        Action("lock", desk, _("Lock now"), "Ctrl+L", _lock),
        Action("settings", desk, _("Settings…"), "Ctrl+,", _settings, gap_before=True),
        Action("quit", desk, _("Close the desk"), "Ctrl+Q", _quit, needs_office=False, gap_before=True),
        Action("undo", edit, _("Undo"), "Ctrl+Z", partial(_take_back, "undo")),
        Action("redo", edit, _("Redo"), "Ctrl+Y", partial(_take_back, "redo")),
        Action("find", edit, _("Find anything…"), "Ctrl+K", _find, gap_before=True),
        Action("history", edit, _("History of the office"), "", partial(_go, "history"), gap_before=True),
        Action("who_changed", edit, _("Who changed this?"), "Ctrl+Shift+H", _who_changed),
        *_case_actions(),
        *(
            Action(f"go_{place.id}", go, place.title, place.shortcut, partial(_go, place.id))
            for place in places()
            if place.shortcut
        ),
        Action(
            "register", go, _("Register of expirations"), "Ctrl+R", partial(_go, "register"), gap_before=True
        ),
        Action("whereabouts", go, _("Who is where"), "", partial(_go, "whereabouts")),
        Action("decide", go, _("Dates to decide"), "", partial(_go, "decide")),
        Action("enquiries", go, _("Enquiries"), "", partial(_go, "enquiries")),
        Action("conflicts", go, _("Look for conflicts"), "", partial(_go, "conflicts")),
        Action("bulletin", go, _("Visa bulletin"), "", partial(_go, "bulletin")),
        Action("ageing", go, _("Papers asked for"), "", partial(_go, "ageing")),
        Action("board", go, _("Board"), "", partial(_go, "board")),
        Action("workload", go, _("Workload"), "", partial(_go, "workload")),
        Action("date_board", go, _("Priority dates"), "", partial(_go, "date-board")),
        Action("requests", go, _("Requests of notices"), "Ctrl+Shift+R", _requests),
        Action("packet", go, _("Packet of this case"), "Ctrl+P", _packet),
        Action("back", go, _("Back"), "Alt+Left", _back),
        Action("filter", view, _("Find a case"), "Ctrl+F", _filter),
        Action("reload", view, _("Read again"), "F5", _reload),
        Action("larger", view, _("Larger type"), "Ctrl++", partial(_resize, 1), False, True),
        Action("smaller", view, _("Smaller type"), "Ctrl+-", partial(_resize, -1), False),
        Action("normal", view, _("Normal type"), "Ctrl+0", partial(_resize, 0), False),
        Action("help", helps, _("Help"), "F1", _help, needs_office=False),
        Action("shortcuts", helps, _("Shortcuts"), "Ctrl+F1", _shortcuts, needs_office=False),
        Action("about", helps, _("About ImmDesk"), "", _about, needs_office=False, gap_before=True),
    )


def _case_actions() -> tuple[Action, ...]:
    """Give what is done to the case on the screen."""
    case = _("&Case")
    return (
        Action("record_notice", case, _("Record a notice…"), "Ctrl+Shift+N", partial(_record, "notice")),
        Action("record_filing", case, _("Record a filing…"), "Ctrl+Shift+F", partial(_record, "filing")),
        Action("add_task", case, _("Add a task…"), "Ctrl+Shift+T", partial(_record, "task")),
        Action("questionnaire", case, _("Questionnaire…"), "", _questionnaire),
        Action("write_client", case, _("Write to the client…"), "", _write_client),
        Action("calculators", case, _("Calculators"), "Ctrl+Shift+K", _calculators),
        Action("typing", case, _("Type into an online system…"), "Ctrl+Shift+Y", _typing),
        Action("what_if", case, _("What-if desk"), "Ctrl+Shift+I", _what_if),
        Action("age_planner", case, _("Family age-out planner"), "", partial(_of_case, "age-planner")),
        Action("add_job", case, _("Add a job…"), "", partial(_work, "job"), gap_before=True),
        Action("add_payment", case, _("Add a payment…"), "", partial(_work, "payment")),
        Action("log_talk", case, _("Log a conversation…"), "Ctrl+Shift+L", partial(_work, "talk")),
        Action("add_employer", case, _("Add an employer…"), "", partial(_work, "employer"), gap_before=True),
        Action("copies", case, _("Copies and binders…"), "", partial(_of_case, "copies"), gap_before=True),
        Action("hand_off", case, _("Hand off…"), "", partial(_of_case, "hand-off")),
        Action("close_case", case, _("Close the case…"), "", partial(_of_case, "closing")),
    )


def fill(window: Window, bar: QMenuBar) -> dict[str, QAction]:
    """Fill the menus from the table; give the Qt actions by id."""
    menus: dict[str, QMenu] = {}
    made: dict[str, QAction] = {}
    for action in table():
        menu = menus.get(action.menu) or menus.setdefault(action.menu, bar.addMenu(action.menu))
        if action.gap_before:
            menu.addSeparator()
        shown = QAction(action.title.replace("&", "&&"), window)
        if action.shortcut:
            shown.setShortcut(QKeySequence(action.shortcut))
        shown.triggered.connect(partial(_run, window, action))
        menu.addAction(shown)
        made[action.id] = shown
    return made


def enable(made: dict[str, QAction], has_office: bool) -> None:
    """Grey what needs an open office while there is none."""
    for action in table():
        if not has_office or action.id not in ASKED:
            made[action.id].setEnabled(has_office or not action.needs_office)


ASKED = ("undo", "redo")
"""Actions that the office is asked about after every change; see `ui/undoing.py`."""


CASE = (
    "record_notice",
    "record_filing",
    "add_task",
    "add_job",
    "add_payment",
    "log_talk",
    "calculators",
    "typing",
    "what_if",
    "age_planner",
    "questionnaire",
    "write_client",
    "copies",
    "hand_off",
    "close_case",
)
"""Actions that need a case on the screen."""


def enable_case(made: dict[str, QAction], has_case: bool) -> None:
    """Grey what is done to a case while none is shown."""
    for action_id in CASE:
        made[action_id].setEnabled(has_case)


def run(window: Window, action_id: str) -> None:
    """Do what the menu entry of this id does."""
    _run(window, next(action for action in table() if action.id == action_id))


def _run(window: Window, action: Action, _checked: bool = False) -> None:
    window.log.note("action", action=action.id.replace("_", "-"))
    action.do(window)


def _record(kind: str, window: Window) -> None:
    from ui.screens.case_event import open_event

    screen_id, ref = window.place()
    if screen_id == "case":
        open_event(window.desk, window.office, kind, ref.partition("/")[0])


def _work(kind: Any, window: Window) -> None:
    from ui.screens.work_sheet import open_work

    screen_id, ref = window.place()
    case_id = ref.partition("/")[0] if screen_id == "case" else ""
    if case_id or kind == "employer":
        open_work(window.desk, window.office, kind, {"case_id": case_id} if case_id else {})


def _questionnaire(window: Window) -> None:
    from ui.screens.questionnaire import open_questionnaire

    screen_id, ref = window.place()
    if screen_id == "case":
        open_questionnaire(window.desk, window.office, ref.partition("/")[0])


def _write_client(window: Window) -> None:
    from ui.screens.client_letters import ask_what

    screen_id, ref = window.place()
    if screen_id == "case":
        ask_what(window.office, window.desk, ref.partition("/")[0])


def _calculators(window: Window) -> None:
    from ui.screens.calculators import open_calculators

    screen_id, ref = window.place()
    if screen_id == "case":
        open_calculators(window.desk, ref.partition("/")[0])


def _typing(window: Window) -> None:
    from ui.screens.typing_panel import open_typing

    screen_id, ref = window.place()
    if screen_id == "case":
        open_typing(window.desk, window.office, ref.partition("/")[0])


def _what_if(window: Window) -> None:
    from ui.screens.what_if import open_what_if

    screen_id, ref = window.place()
    if screen_id == "case":
        open_what_if(window.desk, ref.partition("/")[0])


def _requests(window: Window) -> None:
    """Go to the notice of the case on the screen that asks for an answer, else to the list of all."""
    from immdesk.office.requests import notices_asking

    screen_id, ref = window.place()
    mine = notices_asking(window.office, ref.partition("/")[0]) if screen_id == "case" else ()
    window.desk.go("requests", mine[0].notice_id if mine else "")


def _of_case(screen_id: str, window: Window) -> None:
    """Show a screen about the case that is on the screen."""
    shown, ref = window.place()
    if shown == "case":
        window.desk.go(screen_id, ref.partition("/")[0])


def _new_intake(window: Window) -> None:
    window.desk.go("intake")


def _open_package(window: Window) -> None:
    from ui.screens.hand_off_open import ask_package

    ask_package(window.desk, window, lambda folder, _phrase: window.desk.opening.emit(folder))


def _go(screen_id: str, window: Window) -> None:
    window.desk.go(screen_id)


def _who_changed(window: Window) -> None:
    from ui.who_changed import show

    show(window)


def _remove_practice(window: Window) -> None:
    window.comforts.remove_practice()


def _lock(window: Window) -> None:
    window.lock.lock()


def _take_back(which: str, window: Window) -> None:
    window.undoing.take_back(which)


def _back(window: Window) -> None:
    window.desk.back()


def _settings(window: Window) -> None:
    window.desk.go("settings")


def _quit(window: Window) -> None:
    window.close()


def _other_office(window: Window) -> None:
    window.close_office()


def _packet(window: Window) -> None:
    screen_id, ref = window.place()
    window.desk.go("packets", ref.partition("/")[0] if screen_id == "case" else "")


def _find(window: Window) -> None:
    from ui.parts.palette import open_palette

    open_palette(window)


def _filter(window: Window) -> None:
    if not hasattr(window.screen(), "focus_filter"):
        window.desk.go("cases")
    window.screen().focus_filter()


def _reload(window: Window) -> None:
    window.reload()


def _resize(step: int, window: Window) -> None:
    window.change_size(step)


def _backup(window: Window) -> None:
    from immdesk.office import backups

    window.work.run_pure(
        window,
        backups.make_watched,
        window.office,
        None,
        title=_("Making a backup…"),
        reports=True,
        done=partial(_backed_up, window),
        failed=window.desk.problem,
    )


def _backed_up(window: Window, made: object) -> None:
    if made is None:
        window.desk.tell(_("No backup was made."))
        return
    window.log.note("backup")
    window.desk.tell(_("Backup made and verified: {path}").format(path=getattr(made, "path", "")))


def shortcuts() -> tuple[tuple[str, str, str], ...]:
    """Give every key of the desk: its menu or place, what it does, the key as this computer writes it."""
    of_menus = tuple(
        (action.menu.replace("&", ""), action.title, _key(action.shortcut))
        for action in table()
        if action.shortcut
    )
    place, lists = _("In the calendar"), _("In lists and finders")
    return (
        *of_menus,
        (place, _("Another day"), _("Arrows")),
        (place, _("Another month or week"), _("Page Up, Page Down")),
        (place, _("Go to today"), "T"),
        (place, _("Open the dates of the day"), _("Enter")),
        (lists, _("Open what is marked"), _("Enter")),
        (lists, _("From the finder into the list"), _("Down")),
        (lists, _("Clear the finder"), _("Esc")),
    )


def _key(shortcut: str) -> str:
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def _help(window: Window) -> None:
    from ui.help_pages import page_of
    from ui.screens.help import show_help

    show_help(window, page_of(*window.help_place()))


def _shortcuts(window: Window) -> None:
    from ui.screens.help import SHORTCUTS, show_help

    show_help(window, SHORTCUTS)


def _about(window: Window) -> None:
    from importlib.metadata import version

    from ui import dialogs

    dialogs.tell(
        window,
        "ImmDesk " + version("immdesk"),
        _("The desk of a small immigration office, with no network. Your records stay in your folder."),
        _("It computes and explains; an attorney decides. It is no legal advice."),
        _("Made with Qt and PySide6 {version} (LGPL v3), which you may replace.").format(
            version=version("PySide6-Essentials")
        ),
    )
