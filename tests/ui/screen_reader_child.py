"""Reads the desk as a screen reader does, over AT-SPI, and writes down as JSON what it heard.

Run by the system's Python, which has gi and Atspi: `screen_reader_child.py OUT PROGRAM ARGUMENTS…`.
It starts the program, presses buttons and keys as a person would, and knows nothing of the program's inside.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PAUSE = threading.Event()  # never set: between two looks at the screen, each with a deadline

DEADLINE = 20.0
DEEP = 40
KEYS = {"Tab": 0xFF09, "Right": 0xFF53, "Down": 0xFF54, "PageDown": 0xFF56, "Return": 0xFF0D}
TURNS = 24
BAD_DATE = "13/45/1990"
STATES = ("FOCUSED", "SELECTED", "CHECKED", "ENABLED", "EDITABLE")


def main(out: Path, command: list[str]) -> int:
    """Start the program, walk through it, write what was heard."""
    desk = subprocess.Popen(command)
    heard: dict[str, Any] = {"alive": False}
    try:
        window = wait_for(lambda: window_of(desk), "the window")
        for title, station in STATIONS.items():
            heard["last"] = title
            heard[title] = station(window)
        heard["alive"] = desk.poll() is None
    except AssertionError:
        heard["seen"] = listing(Atspi.get_desktop(0))
        raise
    finally:
        out.write_text(json.dumps(heard, ensure_ascii=False, indent=1), encoding="utf-8")
        desk.kill()
        desk.wait()
    return 0


# ---- the walk ----------------------------------------------------------------------------------------


def calendar(window: Any) -> dict[str, Any]:
    """Go to the calendar: its list of days, the chosen one, the keys, and the panel beside it."""
    wait_for(lambda: find(window, "label", "Coming weeks"), "Today")
    press(window, "Calendar")
    days = wait_for(lambda: find(window, "list", "Dates of August 2026"), "the list of days")
    first = listing(days)
    wait_for(lambda: focused(window) is not None, "the focus")
    key("Down")
    key("PageDown")
    later = wait_for(lambda: find(window, "list", "Dates of September 2026"), "the month after")
    moved = listing(later)
    press(window, "Today", "push button")
    wait_for(lambda: find(window, "list", "Dates of August 2026"), "the month of today")
    return {"days": first, "moved": moved, "all": listing(window)}


def agenda(window: Any) -> list[dict[str, Any]]:
    """Show the dates as a list, and then the month again."""
    press(window, "Agenda")
    dates = wait_for(lambda: find(window, "list", "List of dates"), "the list of dates")
    heard = listing(dates)
    press(window, "Month")
    wait_for(lambda: find(window, "list", "Dates of August 2026"), "the month again")
    return heard


def timeline(window: Any) -> dict[str, Any]:
    """Show the timeline and the year, walk a step in each, and then the month again."""
    press(window, "Timeline")
    rows = wait_for(lambda: find(window, "list", "Timeline"), "the timeline")
    wait_for(lambda: "FOCUSED" in told(rows)["states"], "the keyboard in the timeline")
    first = listing(rows)
    key("Down")
    key("Down")
    walked = listing(wait_for(lambda: find(window, "list", "Timeline"), "the timeline again"))
    press(window, "Year")
    days = listing(wait_for(lambda: find(window, "list", "Dates of 2026"), "the year"))
    press(window, "Month")
    wait_for(lambda: find(window, "list", "Dates of August 2026"), "the month again")
    return {"rows": first, "walked": walked, "year": days}


def intake(window: Any) -> dict[str, Any]:
    """Begin an intake, write a date that is none, and go through the questions with Tab."""
    press(window, "Today", "check box")
    press(window, "New intake")
    begin = wait_for(lambda: find(window, "push button", "Begin "), "a questionnaire to begin")
    act(begin)
    wait_for(lambda: find(window, "text", "Family name"), "the first questions")
    opened = listing(window)
    order: list[dict[str, Any]] = []
    for _turn in range(TURNS):
        here = wait_for(lambda: focused(window), "the keyboard")
        order.append(told(here))
        if name(here) == "Date of birth":
            write(BAD_DATE)
        key("Tab")
    press(window, "Middle name: no middle name", "check box")
    wait_for(lambda: "ENABLED" not in told(find(window, "text", "Middle name"))["states"], "the answer kept")
    read = listing(window)
    return {"opened": opened, "order": order, "read": read}


def again(window: Any) -> list[int]:
    """Close and open screens again and again: a tree that points at what is gone would end the desk."""
    ends = []
    for _turn in range(3):
        for place in ("Calendar", "Cases", "People", "Library", "Settings", "Today"):
            press(window, place, "check box")
            ends.append(len(listing(window)))
        press(window, "New intake")
        act(wait_for(lambda: find(window, "push button", "Begin "), "a questionnaire to begin"))
        wait_for(lambda: find(window, "text", "Family name"), "the questions again")
        ends.append(len(listing(window)))
    return ends


STATIONS: dict[str, Callable[[Any], Any]] = {
    "calendar": calendar, "agenda": agenda, "timeline": timeline, "intake": intake, "again": again,
}  # fmt: skip


# ---- hearing -----------------------------------------------------------------------------------------


def told(one: Any) -> dict[str, Any]:
    """Give what a screen reader says of one thing."""
    states = one.get_state_set()
    return {
        "role": role(one),
        "name": name(one),
        "words": one.get_description() or "",
        "states": [word for word in STATES if states.contains(getattr(Atspi.StateType, word))],
    }


def listing(root: Any) -> list[dict[str, Any]]:
    """Give all that is to be seen below `root`, from top to bottom."""
    return [told(one) for one in below(root)]


def below(root: Any, depth: int = 0) -> Iterator[Any]:
    """Give everything that is shown below `root`; what vanishes meanwhile is left out."""
    try:
        children = [root.get_child_at_index(place) for place in range(root.get_child_count())]
    except GLib.Error:
        return
    for child in children:
        if child is None or depth > DEEP or not shown(child):
            continue
        yield child
        yield from below(child, depth + 1)


def shown(one: Any) -> bool:
    """Say whether it is to be seen."""
    try:
        states = one.get_state_set()
        return bool(role(one)) and (states.contains(Atspi.StateType.SHOWING) or role(one) == "list item")
    except GLib.Error:
        return False


def role(one: Any) -> str:
    """Give its role in words, such as "push button"."""
    return str(one.get_role_name() or "")


def name(one: Any) -> str:
    """Give its name."""
    return str(one.get_name() or "")


def first(root: Any, fits: Callable[[Any], bool]) -> Any:
    """Give the first thing below `root` that fits, or None."""
    try:
        return next((one for one in below(root) if fits(one)), None)
    except GLib.Error:
        return None


def find(root: Any, kind: str, words: str) -> Any:
    """Give the first thing of this role whose name begins with `words`, or None."""
    return first(root, lambda one: role(one) == kind and name(one).startswith(words))


def focused(root: Any) -> Any:
    """Give what has the keyboard, or None: the innermost; Qt calls the chosen line of a list focused too."""
    on = [one for one in below(root) if one.get_state_set().contains(Atspi.StateType.FOCUSED)]
    return next((one for one in reversed(on) if role(one) != "list item"), on[-1] if on else None)


# ---- doing -------------------------------------------------------------------------------------------


def press(window: Any, words: str, kind: str = "") -> None:
    """Press the button that is called this; what can be chosen, such as a place, has the role "check box"."""
    kinds = (kind,) if kind else ("check box", "push button")
    act(wait_for(lambda: first(window, lambda one: role(one) in kinds and name(one) == words), words))


def act(button: Any) -> None:
    """Do what a button does."""
    actions = button.get_action_iface()
    names = [actions.get_action_name(place) for place in range(actions.get_n_actions())]
    for place, word in enumerate(names):
        if word in ("Press", "Toggle"):
            actions.do_action(place)
            PAUSE.wait(0.1)
            return
    raise AssertionError(f"{name(button)!r} cannot be pressed: {names}")


def key(word: str) -> None:
    """Press and let go a key of the keyboard."""
    Atspi.generate_keyboard_event(KEYS[word], None, Atspi.KeySynthType.SYM)
    PAUSE.wait(0.15)


def write(words: str) -> None:
    """Write where the keyboard is."""
    for letter in words:
        Atspi.generate_keyboard_event(ord(letter), None, Atspi.KeySynthType.SYM)
        PAUSE.wait(0.03)


def wait_for(look: Callable[[], Any], why: str) -> Any:
    """Look until there is something, or the deadline has come."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        try:
            found = look()
        except GLib.Error:
            found = None
        if found:
            return found
        PAUSE.wait(0.05)
    raise AssertionError(f"waited in vain for {why}")


def window_of(desk: subprocess.Popen[bytes]) -> Any:
    """Give the program's window, once it stands in the tree of all programs."""
    assert desk.poll() is None, f"the program ended by itself: {desk.returncode}"
    every = Atspi.get_desktop(0)
    for place in range(every.get_child_count()):
        program = every.get_child_at_index(place)
        if program is not None and program.get_process_id() == desk.pid and program.get_child_count():
            return program.get_child_at_index(0)
    return None


if __name__ == "__main__":
    Atspi.init()
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2:]))
