"""Propose what goes into each box of a form without a map, from what the agency tells a screen reader.

A proposal is a guess by words alone: nothing is filled from it until a person has confirmed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from immdesk.basics.vocabulary import Vocabulary
from immdesk.packets.formmap import is_footer
from immdesk.packets.propose_words import ANSWERS, DATA, ROWS, UNITS, Datum, role_of
from immdesk.packets.tooltip import Tip, question, read_tip

if TYPE_CHECKING:
    from immdesk.packets.inspect import FormField, FormFile

Entry = Mapping[str, Any]
"""A box as a map writes it: `{"from": "person.born_on", "format": "us_date", "at": "2/3/10"}`."""

NOT_SAID = "Nobody has said yet what goes here."
"""The reason of a box that waits for a person; such boxes also say `verify`."""
INTERPRETER = "The interpreter writes this when one was used."
OFFICIAL = "For the agency's own use."
AT_HOME = "The office is in the United States."
COPIED = "The form repeats an answer that was given before."
SAME_QUESTION = 0.55
"""How much of the words of a question a word of the vocabulary shares when it is proposed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a box: the entry of the map, and why it was chosen, for whoever confirms it.

    Without an entry nothing fits: the person chooses a word or excuses the box.
    """

    entry: Entry | None
    why: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """Proposals by box name, the lists that they use, and the blocks of the Additional Information page."""

    boxes: Mapping[str, Proposal]
    lists: Mapping[str, Mapping[str, str]]
    additional: tuple[Mapping[str, str], ...]


@dataclass(slots=True)
class _Form:
    """What is known of the form as a whole while its boxes are read in the order of the paper."""

    vocabulary: Vocabulary
    questions: tuple[tuple[str, frozenset[str]], ...]
    of_petitioner: bool
    of_employer: bool
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    lists: dict[str, Mapping[str, str]] = field(default_factory=dict)


def propose(form: FormFile, vocabulary: Vocabulary) -> Proposed:
    """Give a proposal for every box of a blank, in the order of the paper."""
    fields = [one for one in form.fields if not is_footer(one)]
    tips = {one.name: read_tip(one.tooltip) for one in fields}
    said = " ".join(tip.words for tip in tips.values())
    known = _Form(
        vocabulary,
        tuple(_questions(vocabulary)),
        bool(re.search(r"(?i)beneficiary's|about (?:your |the )?beneficiary|person for whom you", said)),
        bool(re.search(r"(?i)person or organization filing|petitioning (?:employer|organization)", said)),
    )
    blocks = _additional(fields, tips)
    taken = {name for block in blocks for name in block.values()}
    boxes = {one.name: _proposal(one, tips[one.name], known) for one in fields if one.name not in taken}
    return Proposed(boxes, known.lists, tuple(blocks))


def _proposal(one: FormField, tip: Tip, known: _Form) -> Proposal:
    at = f"{one.page}/{tip.part}/{tip.item.lower()}"
    found = _excused(one, tip) or _ticked(one, tip, known) or _written(one, tip, known)
    if found is None:
        return Proposal(None, "")
    entry, why = found
    return Proposal({**entry, "at": at}, why)


def _excused(one: FormField, tip: Tip) -> tuple[Entry, str] | None:
    role = role_of(tip, False, False)
    if tip.official:
        return {"leave": OFFICIAL}, tip.words[:80]
    if tip.signed or one.type == "signature":
        return {"sign": _signer(role)}, tip.asks
    if tip.dated:
        return {"dated": _signer(role)}, tip.asks
    if role == "interpreter":
        return {"leave": INTERPRETER}, tip.section
    if tip.copied:
        return {"leave": COPIED}, tip.words[:80]
    return None


def _signer(role: str) -> str:
    return {"interpreter": "interpreter", "attorney": "attorney", "petitioner": "petitioner"}.get(
        role, "applicant"
    )


def _ticked(one: FormField, tip: Tip, known: _Form) -> tuple[Entry, str] | None:
    if one.type not in ("check", "radio"):
        return None
    root = _root(tip, known)
    small = tip.asks.lower()
    unit = next((word for name, word in UNITS.items() if small.startswith(name)), "")
    if re.search(r"form g-28.{0,20}attached", small):
        return {"check_if": 'attorney.role == "attorney"'}, tip.asks
    if unit:
        home = _place(tip, root)
        return ({"from": f"{home}.unit_type", "is": unit, "optional": True}, tip.section) if home else None
    for pattern, path, options in ANSWERS:
        if re.search(pattern, tip.words, re.IGNORECASE):
            word = next((word for said, word in options if re.match(said, small)), "")
            if word and root and known.vocabulary.has(f"{root}.{path}"):
                return {"from": f"{root}.{path}", "is": word}, question(tip) or tip.section
    return _yes_no(tip, small, root, known)


def _yes_no(tip: Tip, small: str, root: str, known: _Form) -> tuple[Entry, str] | None:
    answer = re.match(r"(yes|no)\b", small)
    asked = question(tip) or tip.words
    if not answer:
        return None
    near = nearest(asked, known.questions) if root else []
    if not near or near[0][1] < SAME_QUESTION:
        return None
    path = near[0][0]
    if path.startswith("person.") and root == "petitioner":
        path = f"petitioner.{path.removeprefix('person.')}"
    return {"from": path, "is": answer[1]}, asked


def _written(one: FormField, tip: Tip, known: _Form) -> tuple[Entry, str] | None:
    if one.type not in ("text", "choice"):
        return None
    found = next((datum for datum in DATA if datum.fits(tip.asks)), None)
    if found is None:
        return None
    path = _path(found, tip, known)
    if found.word in ("province", "postal_code") and _root(tip, known) == "attorney":
        return {"leave": AT_HOME}, tip.asks
    if not path:
        return None
    entry: dict[str, Any] = {"from": path}
    if found.format != "text":
        entry["format"] = found.format
    if found.width:
        entry["width"] = found.width
    return entry, tip.asks


def _path(datum: Datum, tip: Tip, known: _Form) -> str:
    root = _root(tip, known)
    row = next((one for one in ROWS if re.search(one.pattern, tip.section, re.IGNORECASE)), None)
    if row is not None and datum.word in row.words:
        whose = root or "person"
        listed = row.source.replace("person.", f"{whose}.")
        if not known.vocabulary.has(listed):
            return ""
        name = row.name if whose == "person" else f"{whose}_{row.name}"
        known.lists.setdefault(name, {"list": listed, **row.more})
        return f"{name}[{_row_number(tip, name, datum.word, known)}].{row.words[datum.word]}"
    if datum.kind == "address":
        home = _place(tip, root)
        path = f"{home}.{datum.word}" if home else ""
    else:
        path = f"{root}.{datum.word}" if root else ""
    if root == "attorney" and not known.vocabulary.has(path):
        path = f"office.{datum.word}"
    return path if path and known.vocabulary.has(path) else ""


def _row_number(tip: Tip, name: str, word: str, known: _Form) -> int:
    if tip.row:
        return tip.row - 1
    count = known.rows.get((name, word), 0)
    known.rows[name, word] = count + 1
    return count


def _root(tip: Tip, known: _Form) -> str:
    role = role_of(tip, known.of_petitioner, known.of_employer)
    return {
        "attorney": "attorney", "petitioner": "petitioner", "employer": "employer",
        "spouse": "person.spouse", "mother": "person.mother", "father": "person.father",
        "sponsor": "sponsor", "interpreter": "", "other": "", "children": "",
    }.get(role, "person")  # fmt: skip


def _place(tip: Tip, root: str) -> str:
    """Give the address that a section speaks of: of the office, the employer, a home, where mail goes."""
    if root in ("attorney", "employer", ""):
        return "office" if root == "attorney" else root
    if "." in root:
        return ""
    where = f"{tip.section} {tip.words[:400]}".lower()
    if re.search(r"abroad|foreign|outside the united states", tip.section.split("NOTE")[0].lower()):
        return f"{root}.foreign_address"
    if "mailing" in where:
        return f"{root}.mailing_address"
    if re.search(r"address (?:one|two|three|four|[1-9])|history|employer|employment", tip.section.lower()):
        return ""
    return f"{root}.current_address" if re.search(r"physical|resid|home|present|address", where) else ""


def _additional(fields: Iterable[FormField], tips: Mapping[str, Tip]) -> list[dict[str, str]]:
    """Find the groups of the Additional Information page: page, part and item number, then the text."""
    found: list[dict[str, str]] = []
    names = {"page number": "page", "part number": "part", "item number": "item"}
    for one in sorted(fields, key=lambda each: (each.page, tips[each.name].item)):
        tip = tips[one.name]
        if "Additional Information" not in tip.section or one.type != "text":
            continue
        asked = tip.asks.lower()
        key = next((key for said, key in names.items() if asked.startswith(said)), "")
        key = key or ("text" if "additional information" in asked else "")
        if not key:
            continue
        if not found or key in found[-1]:
            found.append({})
        found[-1][key] = one.name
    return [one for one in found if len(one) == 4]


def nearest(asked: str, known: Iterable[tuple[str, frozenset[str]]]) -> list[tuple[str, float]]:
    """Give the paths whose questions share most words with one, the nearest first, with the share (0-1)."""
    words = _words_of(asked)
    if len(words) < 2:
        return []
    scored = [(path, 2 * len(words & have) / (len(words) + len(have))) for path, have in known if have]
    return sorted((one for one in scored if one[1] > 0.2), key=lambda one: -one[1])[:12]


def _questions(vocabulary: Vocabulary) -> Iterable[tuple[str, frozenset[str]]]:
    for path, word in vocabulary.paths():
        root = path.split(".", 1)[0]
        if word.type == "yes_no" and root in ("person", "case", "party", "job", "employer"):
            yield path, _words_of(f"{word.label_on_paper}")


_COMMON = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "or",
        "and",
        "to",
        "in",
        "on",
        "for",
        "by",
        "as",
        "is",
        "are",
        "was",
        "were",
        "you",
        "your",
        "have",
        "has",
        "had",
        "any",
        "ever",
    )
)


def _words_of(said: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{2,}", said.lower())) - _COMMON
