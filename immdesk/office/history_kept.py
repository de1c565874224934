"""What an attorney signed, decided or corrected, as the history tells it: several parts in words."""

from __future__ import annotations

import json

from immdesk.basics.shown import on_screen
from immdesk.basics.values import text_to_value
from immdesk.basics.words import _, n_


def kept_name(word: str) -> str:
    """Give what a decision of the office is about, from the word it is kept under; "" for other words."""
    kind, _space, rest = word.partition(" ")
    first, _space, _last = rest.rpartition(" ")
    if kind == "rule" and rest:
        return _("Sign-off of the rule {rule}").format(rule=rest)
    if kind == "fee" and first:
        return _("Fee {item}").format(item=first)
    if kind == "questionnaire" and rest:
        return _("Questionnaire")
    if kind == "alert" and first:
        return _("Alert {alert}").format(alert=first)
    if kind == "pack" and rest:
        return _("Pack {name}").format(name=rest)
    if kind == "typed" and first:
        return _("Typed into {system}").format(system=rest.partition(" ")[0])
    return _of_forms(word)


def _of_forms(word: str) -> str:
    """Give what a word about forms is: a box by hand, a print, a confirmed box, a choice of the office."""
    parts = word.split(" ")
    if word.startswith("by hand ") and len(parts) > 5:
        box = parts[-1].rpartition(".")[2]
        return _("Form {form}, box {box}").format(form=parts[2], box=box)
    if word.startswith("printed ") and len(parts) > 1:
        return _("Print of Form {form}").format(form=parts[1])
    if word.startswith("form box "):
        return _("Box {box} of a form").format(box=parts[-1].rpartition(".")[2])
    if word.startswith("na policy "):
        return _("Form {form}, where an answer is none").format(form=parts[-1])
    if word.startswith("blank typed "):
        return _("A blank that was typed into")
    return _("Map of a form") if word.startswith("form map ") else ""


def in_words(text: str) -> str:
    """Give a kept text in words: a day as a day, several parts one after the other, all else as it is."""
    try:
        kept = json.loads(text) if text.startswith("{") else None
    except ValueError:
        return text
    if not isinstance(kept, dict):
        return _shown(text)
    if isinstance(kept.get("boxes"), dict):
        return n_("{n} box", "{n} boxes", len(kept["boxes"]))
    if isinstance(kept.get("box"), dict):
        kept = {"box": ", ".join(str(value) for value in kept["box"].values())}
    said = {
        "name": "{value}",
        "version": "{value}",
        "signed_by": _("signed by {value}"),
        "attorney": "{value}",
        "usd": "${value}",
        "lines": _("ticked off: {value}"),
        "from": _("from {value}"),
        "until": _("until {value}"),
        "value": "{value}",
        "box": "{value}",
        "reason": "{value}",
        "note": "{value}",
    }
    parts = [
        said[key].format(value=_shown(str(value))) for key, value in kept.items() if key in said and value
    ]
    return ", ".join(parts) or text


def _shown(text: str) -> str:
    try:
        return on_screen(text_to_value("date", text)) if len(text) == 10 else text
    except ValueError:
        return text
