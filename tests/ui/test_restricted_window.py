"""A restricted case at the window: nothing of it anywhere for who may not see it, all of it for who may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from immdesk.office import restricted, restricting
from immdesk.office.office import Office
from immdesk.records.access import StaffSignIn
from tests.desk import DeskDriver, open_desk
from tests.walk import text_of
from ui.calendar.painted import Painted
from ui.screens import registry

NUMBER = "26-0001"
NEED_A_RECORD = (
    "case",
    "person",
    "employer",
    "copies",
    "closing",
    "lifeline",
    "chase",
    "criteria",
    "degrees",
)


@pytest.fixture
def kept_close(practice: Office) -> Office:
    """Give the practice office whose first case is restricted; Ana, a paralegal, sits down."""
    staff = {row["given_name"]: row["id"] for row in practice.rows("SELECT * FROM staff")}

    def work(session: Any) -> None:
        session.add(StaffSignIn(staff_id=staff["Ana"], slot="ana", role="paralegal"))
        session.add(StaffSignIn(staff_id=staff["Helen"], slot="helen", role="attorney"))

    practice.change("Let people in", work)
    case = practice.rows("SELECT id FROM case_file WHERE number = ?", [NUMBER])[0]["id"]
    restricting.restrict(practice, case, "1367")
    return practice


@pytest.fixture
def desk_of(kept_close: Office, qapp: object, tmp_path: Path) -> Iterator[Callable[[str], DeskDriver]]:
    """Give how somebody sits down at the real window."""
    opened: list[DeskDriver] = []

    def sit(slot: str) -> DeskDriver:
        sits(kept_close, slot)
        opened.append(open_desk(tmp_path / "settings", kept_close))
        return opened[-1]

    yield sit
    for desk in opened:
        desk.leave()


def sits(office: Office, slot: str) -> None:
    office.slot = slot
    restricted.follow(office)


def private_words(office: Office) -> list[str]:
    """Give what would tell of the hidden people: names that nobody else has, numbers, the case's number."""
    with office.store.read(whole=True) as read:
        hidden = (
            "SELECT p.person_id FROM case_party p JOIN case_file c ON c.id = p.case_id WHERE c.number = ?"
        )
        names = read.tuples(
            f"SELECT family_name, given_name, native_family_name FROM person WHERE id IN ({hidden})", [NUMBER]
        )
        others = read.tuples(
            f"SELECT family_name, given_name FROM person WHERE id NOT IN ({hidden})", [NUMBER]
        )
        numbers = read.tuples(f"SELECT value FROM identifier WHERE person_id IN ({hidden})", [NUMBER])
        receipts = read.tuples(
            "SELECT receipt_number FROM filing f JOIN case_file c ON c.id = f.case_id WHERE c.number = ?",
            [NUMBER],
        )
    known = {word for row in others for name in row for word in (name or "").split()}
    mine = {word for row in names for name in row for word in (name or "").split()}
    marks = {row[0] for row in (*numbers, *receipts) if row[0]}
    return sorted({NUMBER, *(mine - known), *marks} - {"", "∅", "123456789"})


def every_text(root: QWidget) -> Iterator[str]:
    """Give every text of a window, also of lists, choices and what is only read aloud."""
    for one in (root, *root.findChildren(QWidget)):
        yield from (text_of(one), one.toolTip(), one.accessibleName(), one.accessibleDescription())
        yield one.windowTitle()
        if isinstance(one, QComboBox):
            yield from (one.itemText(place) for place in range(one.count()))
        if isinstance(one, QLineEdit):
            yield one.text()
        if isinstance(one, (QPlainTextEdit, QTextEdit)):
            yield one.toPlainText()
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            yield from cells(one.model(), QModelIndex())
        if isinstance(one, Painted):
            yield from (one.spoken_item(place)[0] for place in range(one.spoken_count()))


def cells(model: Any, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
        for column in range(columns):
            index = model.index(row, column, parent)
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.AccessibleTextRole,
            ):
                yield str(index.data(role) or "")
        if not isinstance(model, (QAbstractListModel, QAbstractTableModel)):
            yield from cells(model, model.index(row, 0, parent))


def told_of(root: QWidget, words: list[str]) -> list[str]:
    return sorted({f"{word}: {text[:120]}" for text in every_text(root) for word in words if word in text})


def everywhere(office: Office) -> Iterator[tuple[str, str]]:
    """Give every screen of the registry, and the pages of the restricted case, its people and a neighbour."""
    yield from ((one.id, "") for one in registry.places() if one.id not in NEED_A_RECORD)
    with office.store.read(whole=True) as read:
        restricted_case = read.value("SELECT id FROM case_file WHERE number = ?", [NUMBER])
        person = read.value("SELECT person_id FROM case_party WHERE case_id = ?", [restricted_case])
        other = read.value("SELECT id FROM case_file WHERE number = '26-0002'")
    yield from (
        ("case", restricted_case),
        ("person", person),
        ("lifeline", person),
        ("chase", restricted_case),
    )
    yield from (("case", f"{other}/{tab}") for tab in ("overview", "family", "history"))
    yield from (("register", one) for one in ("expirations", "entered", "age-out"))


def test_no_screen_tells_a_paralegal_of_a_restricted_case(
    kept_close: Office, desk_of: Callable[[str], DeskDriver]
) -> None:
    words = private_words(kept_close)
    assert {NUMBER, "Carter", "Camila"} <= set(words)
    desk = desk_of("ana")
    found = {}
    for screen, ref in everywhere(kept_close):
        desk.window.desk.go(screen, ref)
        desk.settle()
        found[f"{screen} {ref}"] = told_of(desk.window, words)
        for box in desk.window.findChildren(QDialog):
            found[f"{screen} {ref} says"] = told_of(box, words)
            box.close()
    assert {place: told for place, told in found.items() if told} == {}
    desk.window.desk.go("cases")
    desk.type_into("Find a case", NUMBER)
    desk.see("This case is restricted. Ask Helen Whitaker.")


def test_the_attorney_restricts_lets_read_and_lifts_from_the_overview(
    desk_of: Callable[[str], DeskDriver],
) -> None:
    desk = desk_of("helen")
    desk.open_case("Carter")
    desk.see("Who opened this case")
    assert desk.sees("Always: Helen Whitaker")
    desk.press("Let somebody see it…")
    desk.press("Let them see it")
    desk.settle()
    desk.see("Ana Morales")
    assert desk.can_press("Let Ana Morales no longer see it")
    desk.press("Lift the restriction")
    desk.press("Lift it")
    desk.settle()
    desk.see("Everybody in the office.")
    desk.press("Restrict this case…")
    desk.choose("Reason", "The office’s own choice")
    desk.press("Restrict")
    desk.type_into("Why, in a few words", "a neighbour works here")
    desk.press("Restrict")
    desk.settle()
    desk.see("The office’s own choice (a neighbour works here)")
