"""Every screen can be used without a mouse and read aloud: names, roles, Tab, colours that stand out."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QTabBar, QWidget

from tests.desk import DeskDriver
from tests.walk import own_of_qt, text_of, told, walk

SILENT = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane}
LEAST = 4.5  # WCAG 2.2, 1.4.3


def test_everything_is_named_has_its_turn_with_tab_and_stands_out(desk: DeskDriver) -> None:
    dress(desk, "light")
    seen: set[object] = set()
    found = walk(desk, lambda root: [*unnamed(root), *too_pale(seen, root), *out_of_turn(root)])
    assert found == {}, told(found)
    assert len(seen) > 60


def test_every_text_stands_out_in_the_dark_look_too(desk: DeskDriver) -> None:
    dress(desk, "dark")
    seen: set[object] = set()
    found = walk(desk, partial(too_pale, seen))
    dress(desk, "light")
    assert found == {}, told(found)
    assert len(seen) > 60


def dress(desk: DeskDriver, look: str) -> None:
    desk.window.settings.set("look", look)
    desk.window.dress()


def usable(root: QWidget) -> list[QWidget]:
    """Every widget that takes the keyboard."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.window() is root.window()
        and one.focusProxy() is None
        and not own_of_qt(one)
        and not isinstance(one, QScrollArea)
    ]


def described(widget: QWidget) -> str:
    name = widget.accessibleName() or text_of(widget)
    return f"{type(widget).__name__} {name!r} in {type(widget.parent()).__name__}"


def unnamed(root: QWidget) -> list[str]:
    found = []
    for one in usable(root):
        spoken = QAccessible.queryAccessibleInterface(one)
        name = spoken.text(QAccessible.Text.Name) if spoken is not None else ""
        if not name.strip() and not isinstance(one, QTabBar):
            found.append(f"no name: {described(one)}")
        if spoken is None or spoken.role() in SILENT:
            found.append(f"no role: {described(one)}")
    return found


def out_of_turn(root: QWidget) -> list[str]:
    """What Tab never reaches, and where it jumps back up between neighbours."""
    wanted = usable(root)
    if not wanted:
        return []
    wanted[0].setFocus()
    reached: list[QWidget] = []
    for _step in range(len(root.findChildren(QWidget))):
        focus = QApplication.focusWidget()
        if focus is None or focus in reached:
            break
        reached.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    missed = [
        f"Tab misses {described(one)}" for one in wanted if not (one in reached or in_a_group(one, reached))
    ]
    jumps = [
        f"Tab jumps back from {described(one)} to {described(other)}"
        for one, other in pairwise(reached)
        if one.parent() is other.parent() and is_before(other.geometry(), one.geometry())
    ]
    return missed + jumps


def is_before(one: QRect, other: QRect) -> bool:
    """Whether a place is read before another: above it, or left of it on the same line."""
    if one.bottom() <= other.top():
        return one.left() < other.right()
    return one.right() <= other.left() and abs(one.center().y() - other.center().y()) < other.height() // 2


def in_a_group(widget: QWidget, reached: list[QWidget]) -> bool:
    """Of buttons that exclude one another, Tab reaches the chosen one; arrows go to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and any(one in reached for one in group.buttons())


def too_pale(seen: set[object], root: QWidget) -> list[str]:
    """Every text that is drawn too much like its ground; each kind of text is looked at once."""
    shown = [one for one in root.findChildren(QWidget) if shows_text(one, root) and kind_of(one) not in seen]
    picture = root.grab().toImage().convertToFormat(QImage.Format.Format_RGB32) if shown else QImage()
    found = []
    for one in shown:
        part = in_sight(one, root).intersected(picture.rect())
        if kind_of(one) not in seen and part.height() >= one.fontMetrics().height() and part.width() > 8:
            seen.add(kind_of(one))
            reached = contrast(picture.copy(part))
            if reached < LEAST:
                found.append(f"{described(one)}: {reached:.1f}")
    return found


def shows_text(widget: QWidget, root: QWidget) -> bool:
    return (
        isinstance(widget, (QLabel, QAbstractButton))
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is root.window()
        and bool(text_of(widget).strip())
    )


def kind_of(widget: QWidget) -> tuple[object, ...]:
    """What decides about the colours of a text: its kind, its properties, what it stands on."""
    words = tuple(widget.property(name) for name in ("level", "quiet", "main", "danger", "link"))
    checked = isinstance(widget, QAbstractButton) and widget.isChecked()
    around = [widget.parentWidget(), widget.parentWidget() and widget.parentWidget().parentWidget()]
    places = tuple((type(one).__name__, one.objectName(), one.property("level")) for one in around if one)
    return (type(widget).__name__, widget.objectName(), words, checked, places)


def in_sight(widget: QWidget, root: QWidget) -> QRect:
    """The part of a widget that is not moved out of sight by a page that scrolls."""
    part = QRect(QPoint(0, 0), widget.size())
    here = widget
    while here is not root and (outer := here.parentWidget()) is not None:
        part = part.translated(here.pos()).intersected(outer.rect())
        here = outer
    return part


def contrast(picture: QImage) -> float:
    """How far the most distant colour of a picture stands from its commonest one."""
    counts = Counter(memoryview(picture.constBits()).cast("I"))
    ground = brightness(counts.most_common(1)[0][0])
    return max(ratio(brightness(color), ground) for color in counts)


def ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def brightness(color: int) -> float:
    """The relative luminance of a colour 0xRRGGBB, as WCAG 2.2 defines it."""
    parts = [(color >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
