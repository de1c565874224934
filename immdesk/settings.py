"""Every preference of the desk in one table, and the small file that keeps what a person chose."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from immdesk.basics.paths import resource
from immdesk.basics.problems import Refused
from immdesk.basics.words import _, n_

SIZES = (80, 90, 100, 115, 130, 150, 175, 200)
"""How large everything may be written, in percent."""


@dataclass(frozen=True)
class Preference:
    """One preference: its key, what a person reads, what it may be, and what it is unless chosen.

    A `choice` has `options`, pairs of value and label; a `yes_no` is "yes" or "no"; a `text` is anything.
    `shown` is False for what the desk remembers by itself; `group` is the card it stands on.
    """

    key: str
    title: str
    help: str
    kind: Literal["choice", "yes_no", "text"]
    default: str
    options: tuple[tuple[str, str], ...] = ()
    shown: bool = True
    group: Literal["look", "calendar", "safety"] = "look"


def groups() -> tuple[tuple[str, str], ...]:
    """Give the groups of preferences in their order: id and title."""
    return (("look", _("Look and language")), ("calendar", _("Calendar")), ("safety", _("Safety")))


def preferences() -> tuple[Preference, ...]:
    """Give the table, in the order in which the Settings screen shows it."""
    return (
        *_of_look(),
        *_of_calendar(),
        _of_lock(),
        Preference("office_folder", _("Office"), "", "text", "", shown=False),
        Preference("known_offices", _("Offices of this computer"), "", "text", "", shown=False),
        Preference("board_kind", _("Board"), "", "text", "", shown=False),
        Preference("board_as", _("Board"), "", "text", "cards", shown=False),
        Preference("scan_folder", _("Scan folder"), "", "text", "", shown=False),
        Preference("scans_after", _("Scans that were taken in"), "", "text", "leave", shown=False),
        Preference("scans_seen", _("Scans that were taken in"), "", "text", "", shown=False),
    )


def _of_look() -> tuple[Preference, ...]:
    looks = (("system", _("As the computer")), ("light", _("Light")), ("dark", _("Dark")))
    sizes = tuple((str(size), f"{size} %") for size in SIZES)
    languages = shipped_languages()
    return (
        Preference(
            "look",
            _("Look"),
            _("Light or dark, or whatever the computer is set to."),
            "choice",
            "system",
            looks,
        ),
        Preference(
            "size",
            _("Size of type"),
            _("Everything grows; screens scroll when they must."),
            "choice",
            "100",
            sizes,
        ),
        Preference(
            "language",
            _("Language"),
            _("Takes effect when the desk is started again."),
            "choice",
            "en",
            languages,
            shown=len(languages) > 1,
        ),
    )


def _of_calendar() -> tuple[Preference, ...]:
    views = (
        ("month", _("Month")),
        ("week", _("Week")),
        ("agenda", _("Agenda")),
        ("timeline", _("Timeline")),
        ("year", _("Year")),
    )
    return (
        Preference(
            "calendar_view",
            _("The calendar opens as"),
            _("A month, a week, a list of days, a timeline or a year."),
            "choice",
            "month",
            views,
            group="calendar",
        ),
        Preference(
            "done_in_calendar",
            _("Done dates in the calendar"),
            _("Done dates stay visible, in grey."),
            "yes_no",
            "yes",
            group="calendar",
        ),
        Preference(
            "tray",
            _("Reminders in the tray"),
            _("A small note beside the clock, where the system has a tray; it names nobody."),
            "yes_no",
            "no",
            group="calendar",
        ),
        Preference(
            "feed_names",
            _("Clients in calendar files"),
            _("How clients appear in the files that other calendars subscribe to."),
            "choice",
            "none",
            (("none", _("Not at all")), ("initials", _("By their initials"))),
            group="calendar",
        ),
        Preference("feed_folder", _("Calendar files"), "", "text", "", shown=False),
        Preference("me", _("Who sits at this computer"), "", "text", "", shown=False),
        Preference("reminders_seen", _("When reminders were last looked at"), "", "text", "", shown=False),
        Preference("calendar_filter", _("What the calendar shows"), "", "text", "", shown=False),
        Preference("timeline_rows", _("Rows of the timeline"), "", "text", "case", shown=False),
        Preference("timeline_zoom", _("How near the timeline is"), "", "text", "", shown=False),
    )


def _of_lock() -> Preference:
    quiet = (
        *((str(n), n_("After {n} minute", "After {n} minutes", n)) for n in (1, 5, 15, 30, 60)),
        ("never", _("Never")),
    )
    words = _("After so many minutes without a key or the mouse; the practice office is never locked.")
    return Preference("lock_after", _("Lock the desk"), words, "choice", "15", quiet, group="safety")


def shipped_languages() -> tuple[tuple[str, str], ...]:
    """Give English and every language whose words ship with the desk, each in its own name."""
    names = {
        "es": "Español",
        "vi": "Tiếng Việt",
        "pl": "Polski",
        "ar": "العربية",
        "zh": "中文",
        "fr": "Français",
    }
    try:
        folder = resource("languages")
    except Refused:
        return (("en", "English"),)
    found = sorted(one.parents[1].name for one in folder.glob("*/LC_MESSAGES/immdesk.mo"))
    return (("en", "English"), *((code, names.get(code, code)) for code in found if code != "en"))


class Settings:
    """What was chosen on this computer. It holds no client data, and travels nowhere."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or settings_folder()
        self._chosen = _read(self.folder / "preferences.json")
        self._table = {one.key: one for one in preferences()}

    def get(self, key: str) -> str:
        """Give what was chosen for `key`, or its default when nothing fitting was chosen."""
        preference = self._table[key]
        chosen = self._chosen.get(key, preference.default)
        allowed = {value for value, _label in preference.options}
        return chosen if not allowed or chosen in allowed else preference.default

    def set(self, key: str, value: str) -> None:
        """Keep a choice at once. Raises Refused when the disk says no."""
        if key not in self._table:
            raise KeyError(key)
        self._chosen[key] = value
        _write(self.folder / "preferences.json", self._chosen)

    def new_office_folder(self) -> Path:
        """Give where a new office is offered to live: in IMMDESK_HOME, else in the person's own folder."""
        return (self.folder if os.environ.get("IMMDESK_HOME") else Path.home()) / "ImmDesk office"


def settings_folder() -> Path:
    """Give the folder of this computer's preferences, log and practice office; IMMDESK_HOME names another."""
    named = os.environ.get("IMMDESK_HOME")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_config_path

    return user_config_path("immdesk", appauthor=False)


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    import json

    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in read.items()} if isinstance(read, dict) else {}


def _write(path: Path, chosen: dict[str, str]) -> None:
    import json

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(chosen, indent=1, sort_keys=True), encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise Refused(
            _("The preferences could not be kept."),
            _("The disk refused: {reason}").format(reason=error.strerror or type(error).__name__),
            _("Free some room or check the folder's permissions; the choice holds until you close the desk."),
        ) from None
