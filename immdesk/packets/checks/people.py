"""What is looked for in what the forms say of people: the same everywhere, and days that can be."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from immdesk.basics.folded import folded
from immdesk.packets.checks.seen import Found, Go, Look, Parameters, Seen, filled
from immdesk.packets.planned import PlannedPacket, SaidOnForm


def said_otherwise(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find facts about who a person is that two forms of the household say otherwise."""
    groups: dict[tuple[str, str], list[SaidOnForm]] = {}
    for one in packet.said:
        groups.setdefault((one.person, one.path or one.fact), []).append(one)
    for (person, _path), said in groups.items():
        first = said[0]
        for other in said[1:]:
            if _same(first.text) != _same(other.text):
                words = {"fact": first.fact, "one": first.text, "other": other.text, "where": other.form}
                go = Go("form", other.key)
                yield Seen(f"{first.form} – {person}", f"{person} {first.fact}", go, filled(words))
                break


def day_impossible(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find days that cannot be: an end before its beginning, a birth that lies ahead."""
    for one in packet.odd_days:
        words = filled({"fact": one.fact, "why": one.why})
        yield Seen(one.who, f"{one.person_id} {one.path}", Go("question", one.path, one.who), words)


def _same(text: str) -> str:
    """Give a text as two writings of one thing share it: no case, accents, points; days by their numbers."""
    day = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text.strip())
    if day:
        return f"{day[3]}-{int(day[1]):02d}-{int(day[2]):02d}"
    plain = re.sub(r"[\W_]+", " ", folded(text)).strip()
    number = re.fullmatch(r"a?0*(\d{7,9})", plain.replace(" ", ""))
    return number[1] if number else plain


PEOPLE: Final = {
    "said_otherwise": Look(said_otherwise, ("fact", "one", "other", "where")),
    "day_impossible": Look(day_impossible, ("fact", "why")),
}
