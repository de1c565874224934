"""Walks every screen and dialog of the desk, and says what of its text is cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from immdesk.basics.words import _
from immdesk.office import documents, interviews, work
from immdesk.office.office import Office
from immdesk.office.rows import ListBlock
from tests.desk import DeskDriver, let_events_pass
from ui import actions, dialogs, failures
from ui.parts.elided import Elided
from ui.screens import registry

SIZE = QSize(1240, 780)
TABS = (
    "overview", "parties", "family", "facts", "options", "dates", "evidence", "forms", "packet",
    "signatures", "work", "talks", "notes", "history",
)  # fmt: skip
SHELVES = ("rules", "forms", "days", "notebook", "packs", "rules/cspa-age")
OPENING = (  # the entries of the menus that open a dialog
    "find", "help", "shortcuts", "about", "record_notice", "record_filing", "add_task",
    "add_job", "add_payment", "log_talk", "add_employer", "typing",
)  # fmt: skip


def places(desk: DeskDriver) -> Iterator[tuple[str, str]]:
    """Give every screen with what it may show: each page of a case, each shelf of the Library, a draft."""
    office = desk.window.office
    draft = interviews.start(office, "family-adjustment").draft_id
    interviews.add_section(office, draft, "spouse")
    for section in [one.id for one in interviews.overview(office, draft).sections]:
        for block in interviews.section(office, draft, section).blocks:
            if isinstance(block, ListBlock):
                interviews.add_row(office, draft, block.key)
    case = office.rows("SELECT id FROM case_file ORDER BY number")[0]["id"]
    person = office.rows("SELECT id FROM person ORDER BY id")[0]["id"]
    employer = an_employer(office, case)
    asked = ("case", "person", "employer", "copies", "closing")
    yield from ((one.id, "") for one in registry.places() if one.id not in asked)
    yield from (("copies", case), ("closing", case))
    yield from (("calculators", case), ("packets", case), ("person", person), ("employer", employer))
    children = office.rows("SELECT id FROM case_file ORDER BY number")[1]["id"]
    yield from (("what-if", children), ("age-planner", children))
    paper = documents.documents_of(office, case)[0]["id"]
    yield from (("document", f"{case}/{paper}"), ("chase", case), ("degrees", case))
    yield "requests", office.rows("SELECT id FROM notice WHERE kind = 'rfe'")[0]["id"]
    yield "take-in", f"{case}\nscan 1.pdf\nscan 2.pdf"
    yield from (("library", shelf) for shelf in SHELVES)
    yield from (("case", f"{case}/{tab}") for tab in TABS)
    yield "intake", draft


def an_employer(office: Office, case: str) -> str:
    """Add an employer with all that its page and the page of a case can show; give its id."""
    facts = {"name": "Sonora Mills, Inc.", "fein": "12-345", "city": "Tucson", "is_nonprofit": "no"}
    made, _changed = work.record(office, "employer", {}, {**facts, "employees_fte": "26"})
    owner, mine = {"employer_id": made}, {"case_id": case}
    work.record(office, "worksite", owner, {"city": "Nogales", "county": "Santa Cruz", "is_main": "yes"})
    work.record(office, "contact", owner, {"family_name": "Okafor", "title": "Vice President"})
    job, _changed = work.record(office, "job", mine, {**owner, "title": "Engineer", "wage_from": "120000"})
    perm, _changed = work.record(office, "recruitment", mine, {"job_id": job})
    work.record(office, "step", {"recruitment_id": perm}, {"kind": "job_order", "started_on": "2026-05-01"})
    work.record(office, "payment", mine, {"item": "I-485 filing fee", "amount": "1440"})
    work.record(
        office, "talk", mine, {"how": "call", "summary": "Asked for the offer letter.", "minutes": "9"}
    )
    return made


def walk(desk: DeskDriver, look: Callable[[QWidget], list[str]]) -> dict[str, list[str]]:
    """Go to every screen, open every dialog of the menus, and give what `look` finds there."""
    found: dict[str, list[str]] = {}
    desk.window.resize(SIZE)
    for screen_id, ref in places(desk):
        desk.window.desk.go(screen_id, ref)
        desk.settle()
        said = look(desk.window)
        if said:
            found[f"{screen_id} {ref.rpartition('/')[2]}".strip()] = said
    found |= intake(desk, look)
    found |= mail(desk, look)
    for name in opened_by_menus(desk):
        found |= look_at_dialogs(desk, name, look)
    for name, ask in questions(desk.window).items():
        ask()
        found |= look_at_dialogs(desk, name, look)
    return found


def opened_by_menus(desk: DeskDriver) -> Iterator[str]:
    """Open each dialog of the menus, at the first case, and give the name of its entry."""
    case = desk.window.office.rows("SELECT id FROM case_file ORDER BY number")[0]["id"]
    desk.window.desk.go("case", case)
    desk.settle()
    for action in actions.table():
        if action.id in OPENING:
            action.do(desk.window)
            yield action.id


def questions(window: QWidget) -> dict[str, Callable[[], object]]:
    """Give every kind of question that the desk asks, with texts of the desk."""
    people = tuple((name, name) for name in ("Ana Vega", "Robert James Whitfield-Montgomery"))
    keys = (
        ("old", _("Present passphrase")),
        ("new", _("New passphrase")),
        ("again", _("New passphrase again")),
    )
    words = _("Everything typed in it is thrown away. Cases and people of the office stay as they are.")
    return {
        "ask": partial(dialogs.ask, window, _("Discard this intake?"), words, _("Discard"), str, danger=True),
        "text": partial(
            dialogs.ask_text, window, _("Not this date?"), words, _("Do not keep it"), str, long=True
        ),
        "choice": partial(
            dialogs.ask_choice, window, _("Approve the packet?"), words, people, _("Approve"), str
        ),
        "secrets": partial(dialogs.ask_secrets, window, _("Change the passphrase"), keys, _("Change"), str),
        "report": partial(failures.show_report, window, ValueError(), None),
    }


def look_at_dialogs(
    desk: DeskDriver, name: str, look: Callable[[QWidget], list[str]]
) -> dict[str, list[str]]:
    """Give what `look` finds in the dialogs that are open, and close them."""
    desk.settle()
    said = [line for dialog in open_dialogs(desk) for line in look(dialog)]
    assert open_dialogs(desk), f"no dialog for {name}"
    for dialog in open_dialogs(desk):
        dialog.close()
    let_events_pass()
    return {f"dialog {name}": said} if said else {}


def intake(desk: DeskDriver, look: Callable[[QWidget], list[str]]) -> dict[str, list[str]]:
    """Go through the sections of the draft that is open, and its review, and give what `look` finds."""
    found: dict[str, list[str]] = {}
    office, draft = desk.window.office, desk.window.place()[1]
    asking = desk.window.screen().asking
    for section in interviews.overview(office, draft).sections:
        asking.go_to(section.id)
        desk.settle()
        found[f"intake {section.id}"] = look(desk.window)
    asking.show_review()
    desk.settle()
    found["review"] = look(desk.window)
    return {place: said for place, said in found.items() if said}


def mail(desk: DeskDriver, look: Callable[[QWidget], list[str]]) -> dict[str, list[str]]:
    """Take a piece of mail in hand and open the questions of the mail desk, and give what `look` finds."""
    from ui.screens.mail_move import ask_move
    from ui.screens.whereabouts_asking import AwayDialog

    number = desk.window.office.rows("SELECT receipt_number FROM filing WHERE receipt_number <> ''")[0]
    desk.window.desk.go("mail")
    screen = desk.window.screen()
    screen.focus_filter()
    screen._field.setText(number["receipt_number"])
    screen._find()
    desk.settle()
    said = look(desk.window)
    found = {"a piece of mail": said} if said else {}
    ask_move(desk.window.office, desk.window.desk)
    found |= look_at_dialogs(desk, "move", look)
    AwayDialog(desk.window.office, desk.window.desk).show()
    return found | look_at_dialogs(desk, "away", look)


def open_dialogs(desk: DeskDriver) -> list[QDialog]:
    """Give the dialogs that are open now."""
    return [one for one in desk.window.findChildren(QDialog) if one.isVisible()]


def cut_off(root: QWidget) -> list[str]:
    """Give every text below `root` that does not fit its widget, or whose widget sticks out of its place."""
    found = []
    for one in root.findChildren(QWidget):
        if one.isVisible() and one.window() is root.window() and not own_of_qt(one):
            trouble = too_small(one) or sticks_out(one)
            if trouble:
                found.append(f"{type(one).__name__} {text_of(one)!r}: {trouble}")
    return found


def own_of_qt(widget: QWidget) -> bool:
    """Say whether Qt made it for itself: the arrows of a tab bar, the button that clears a line."""
    return widget.objectName().startswith("qt_") or isinstance(
        widget.parent(), (QLineEdit, QTabBar, QComboBox, QHeaderView)
    )


def text_of(widget: QWidget) -> str:
    """Give the text that a widget shows."""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.placeholderText() if not widget.text() else ""
    if isinstance(widget, QGroupBox):
        return widget.title()
    if isinstance(widget, (QLabel, QAbstractButton)):
        return widget.text()
    return ""


def too_small(widget: QWidget) -> str:
    """Say what is missing for the text, or nothing."""
    if isinstance(widget, QTabBar):
        return narrow_tabs(widget)
    if isinstance(widget, QHeaderView):
        return narrow_titles(widget)
    text = text_of(widget)
    if not text.strip() or may_end_in_dots(widget, text):
        return ""
    room, needed = room_of(widget), needed_for(widget, text)
    if needed.width() > room.width() + 1:
        return f"{needed.width()} wide, room for {room.width()}"
    if needed.height() > room.height() + 1:
        return f"{needed.height()} high, room for {room.height()}"
    return ""


def may_end_in_dots(widget: QWidget, text: str) -> bool:
    """Say whether a short text is meant to end in "…": the whole of it is then in the tooltip."""
    return isinstance(widget, Elided) or (isinstance(widget, QLineEdit) and widget.toolTip() == text)


def needed_for(widget: QWidget, text: str) -> QSize:
    """Give the size that the text of a widget takes."""
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            words = max((metrics.horizontalAdvance(word) for word in text.split()), default=0)
            return QSize(words, widget.heightForWidth(widget.width()))
        return widget.sizeHint() - (widget.size() - widget.contentsRect().size())
    if isinstance(widget, QAbstractButton):
        shown = text.replace("&&", "\0").replace("&", "").replace("\0", "&")
        picture = widget.iconSize().width() + 4 if not widget.icon().isNull() else 0
        lines = shown.split("\n")
        width = max(metrics.horizontalAdvance(line) for line in lines) + picture
        return QSize(width, metrics.height() * len(lines))
    return QSize(metrics.horizontalAdvance(text), metrics.height())


def room_of(widget: QWidget) -> QSize:
    """Give the room for text inside a widget."""
    if isinstance(widget, QPushButton):
        option = QStyleOptionButton()
        widget.initStyleOption(option)
        part = QStyle.SubElement.SE_PushButtonContents
        return widget.style().subElementRect(part, option, widget).size()
    if isinstance(widget, QComboBox):
        choice = QStyleOptionComboBox()
        widget.initStyleOption(choice)
        field = QStyle.SubControl.SC_ComboBoxEditField
        return widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, choice, field, widget).size()
    if isinstance(widget, QLineEdit):
        margins = widget.textMargins()
        icons = sum(widget.fontMetrics().height() + 4 for _action in widget.actions())
        return QSize(
            widget.contentsRect().width() - margins.left() - margins.right() - 4 - icons, widget.height()
        )
    if isinstance(widget, (QLabel, QToolButton)):
        return widget.contentsRect().size()
    return widget.size()


def narrow_tabs(bar: QTabBar) -> str:
    """Say which tabs are cut; a bar that can be scrolled shows all of them in turn."""
    scrolls = bar.usesScrollButtons() and bar.elideMode() == Qt.TextElideMode.ElideNone
    titles = [
        bar.tabText(place)
        for place in range(bar.count())
        if bar.isTabVisible(place)
        and not scrolls
        and bar.tabRect(place).width()
        < bar.fontMetrics().horizontalAdvance(bar.tabText(place).replace("&", ""))
    ]
    return f"tabs {titles}" if titles else ""


def narrow_titles(header: QHeaderView) -> str:
    """Say which titles of columns are cut."""
    if header.orientation() != Qt.Orientation.Horizontal or not header.count():
        return ""
    metrics, model, titles = header.fontMetrics(), header.model(), []
    for place in range(header.count()):
        title = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        shown = not header.isSectionHidden(place)
        if shown and metrics.horizontalAdvance(title) > header.sectionSize(place) + 1:
            titles.append(f"{title} ({metrics.horizontalAdvance(title)} in {header.sectionSize(place)})")
    return f"titles {titles}" if titles else ""


def sticks_out(widget: QWidget) -> str:
    """Say which widget around it cuts it off; a page that scrolls shows the rest when it is moved."""
    if not text_of(widget).strip():
        return ""
    inner = widget
    while (outer := inner.parentWidget()) is not None and not inner.isWindow():
        place = QRect(widget.mapTo(outer, QPoint(0, 0)), widget.size())
        area = outer.parentWidget()
        if isinstance(area, QAbstractScrollArea) and outer is area.viewport():
            never = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if never and (place.left() < -1 or place.right() > outer.width()):
                return f"wider than the page of {type(area).__name__}, which does not scroll sideways"
            return ""
        if place.left() < -1 or place.right() > outer.width() or place.bottom() > outer.height() + 1:
            return f"sticks out of {type(outer).__name__} {outer.objectName()}".rstrip()
        inner = outer
    return ""


def grown(desk: DeskDriver) -> list[str]:
    """Say whether the window had to grow beyond the size it was given."""
    now = desk.window.size()
    return [f"the window grew to {now.width()} × {now.height()}"] if now.width() > SIZE.width() else []


def with_size(look: Callable[[QWidget], list[str]], desk: DeskDriver) -> Callable[[QWidget], list[str]]:
    """Look, and say too when the window has grown."""
    return partial(_with_size, look, desk)


def _with_size(look: Callable[[QWidget], list[str]], desk: DeskDriver, root: QWidget) -> list[str]:
    QApplication.sendPostedEvents()
    return [*look(root), *(grown(desk) if root is desk.window else [])]


def told(found: dict[str, list[str]]) -> str:
    """Give what was found as lines for a person."""
    return "\n".join(f"{place}\n    " + "\n    ".join(said) for place, said in found.items())
