"""The words and colours for dates of a case: their state, how far away they are."""

from __future__ import annotations

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.rows import DateRow

LONG = 2 * 365
WAITING = ("proposed", "moved", "lifted", "mismatch", "cannot say")


def state_words(state: str) -> tuple[str, str]:
    """Give a state in words, and the level of its badge."""
    return {
        "proposed": (_("new"), "accent"),
        "moved": (_("moved"), "warn"),
        "lifted": (_("no longer applies"), "warn"),
        "mismatch": (_("printed date differs"), "bad"),
        "cannot say": (_("cannot say yet"), "warn"),
        "kept": (_("on the docket"), "good"),
        "done": (_("done"), "good"),
        "refused": (_("not kept"), ""),
        "finding": ("", ""),
    }[state]


def away(row: DateRow) -> str:
    """Give how far a date is away: "today", "in 12 days", "3 days ago"."""
    if row.days_left is None:
        return ""
    if row.days_left == 0:
        return _("today")
    if row.days_left < 0:
        return n_("{n} day ago", "{n} days ago", -row.days_left)
    if row.days_left >= LONG:
        return n_("in {n} year", "in {n} years", row.days_left // 365)
    return n_("in {n} day", "in {n} days", row.days_left)


def confidence_words(confidence: str) -> tuple[str, str]:
    """Give how well a rule is sourced, in words, and the level of its badge."""
    return {
        "sourced": (_("sourced"), "good"),
        "partly": (_("partly sourced"), "warn"),
    }.get(confidence, (_("verify"), "warn"))


def yes_words(state: str) -> str:
    """Give the verb with which a waiting date is accepted."""
    return {"moved": _("Accept the new day"), "lifted": _("Take it off the docket")}.get(state, _("Accept"))


def no_words(state: str) -> str:
    """Give the verb with which a waiting date is refused."""
    return {"moved": _("Keep the old day…"), "lifted": _("Leave it there…")}.get(state, _("Not this…"))


def own_day_words(row: DateRow) -> str:
    """Say that the office works to a day of its own, and which the law's is."""
    if row.law_on is None:
        return ""
    return _("The office's own day; the law's is {day}.").format(day=on_screen(row.law_on))


def look_words(row: DateRow) -> str:
    """Say whether a colleague has looked at a fatal date."""
    if row.second_look == "waiting":
        return _("Fatal if missed: waits for a second look.")
    return _("Second look: {name}.").format(name=row.second_look) if row.second_look else ""


def kept_verbs(row: DateRow) -> list[tuple[str, str, str, bool]]:
    """Give what can be done with a date on the docket besides Done: verb, words, ref, as a link."""
    verbs = [("own", _("Own day…"), row.entry_id, True)]
    if row.law_on:
        verbs.append(("law", _("The law's day"), row.entry_id, True))
    if row.second_look == "waiting":
        verbs.append(("look", _("Second look…"), row.entry_id, True))
    return verbs


def assumed_words(row: DateRow) -> str:
    """Say which optional facts nobody has recorded, so that the plain rule was counted."""
    labels = ", ".join(label for _path, label in row.assumed)
    return (
        _("Counted as if there were none, for nobody has said: {what}").format(what=labels) if labels else ""
    )
