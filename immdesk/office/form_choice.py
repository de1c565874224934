"""What a person may choose for a box of a form: words of the vocabulary, how they are written, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from immdesk.basics.folded import folded
from immdesk.basics.words import _
from immdesk.office.form_sheet import FormSheet, SheetBox, begun_map, fits_kind
from immdesk.office.form_words import box_words, word_label
from immdesk.office.own_maps import check_entry

if TYPE_CHECKING:
    from immdesk.basics.vocabulary import Vocabulary
    from immdesk.office.office import Office

Entry = Mapping[str, Any]
MOST = 60


@dataclass(frozen=True, slots=True)
class WordChoice:
    """A word that a box may show: its path, its label with whose it is, and the answers it may have."""

    path: str
    label: str
    answers: tuple[tuple[str, str], ...] = ()


def find_words(office: Office, sheet: FormSheet, box: SheetBox, typed: str) -> tuple[WordChoice, ...]:
    """Give words whose label or path hold what is typed; nothing typed gives those that suit the box."""
    vocabulary = office.library.vocabulary
    ticks = box.kind in ("check", "radio")
    wanted = folded(typed).split()
    found = []
    for path, label in _named(vocabulary, sheet, office):
        text = folded(f"{label} {path.replace('.', ' ').replace('_', ' ')}")
        if wanted and not all(one in text for one in wanted):
            continue
        score = _likeness(folded(f"{box.asks} {box.section}"), text)
        found.append((-score, len(label), path, label))
    ordered = sorted(found)[:MOST]
    return tuple(
        WordChoice(path, label, _answers(vocabulary, path, ticks)) for _s, _n, path, label in ordered
    )


def formats() -> tuple[tuple[str, str], ...]:
    """Give the ways in which a value can be written, each with an example."""
    from immdesk.packets.official import Format

    said = {
        "text": _("as it is"),
        "capitals": _("in capitals: GARCÍA"),
        "title": _("with capital initials: New York"),
        "us_date": _("date: 03/07/1988"),
        "digits": _("digits only: 012345678"),
        "before_comma": _("what stands before the comma: LAREDO of LAREDO, TX"),
        "after_comma": _("what stands after the comma: TX of LAREDO, TX"),
        "letters_digits": _("letters and digits only: A1B2C3"),
        "phone": _("ten digits of a U.S. number"),
        "zip5": _("five digits of a ZIP code"),
        "full_name": _("given, middle and family name"),
        "digit_1": _("the first of three digits"),
        "digit_2": _("the second of three digits"),
        "digit_3": _("the third of three digits"),
        "area_code": _("area code of a telephone"),
        "local_phone": _("telephone without its area code"),
        "month_year": _("month and year: 03/1988"),
        "initial": _("first letter"),
        "address_line": _("whole address on one line"),
        "soc_major": _("first two digits of an occupation's code"),
        "soc_minor": _("last four digits of an occupation's code"),
    }
    return tuple((one, said.get(one, one)) for one in get_args(Format))


def reasons() -> tuple[str, ...]:
    """Give usual reasons why a box stays empty. Reasons are kept in English, as the packs' are."""
    from immdesk.packets.propose import COPIED, INTERPRETER, OFFICIAL

    return (
        INTERPRETER,
        OFFICIAL,
        COPIED,
        "Written by hand when it applies.",
        "It does not apply to the cases of this office.",
        "The record does not hold this yet; it is written by hand.",
    )


def tried(office: Office, sheet: FormSheet, box: SheetBox, entry: Entry) -> SheetBox:
    """Give a box as it stands once a person has said this of it; raises Problem when it cannot be said."""
    fits_kind(box, entry)
    form_map = begun_map(office, sheet)
    check_entry(office, form_map, box.name, entry)
    empty = any(entry.get(one) for one in ("leave", "sign", "dated"))
    said = box_words(office.library.vocabulary, entry, form_map.lists)
    return replace(box, state="excused" if empty else "mapped", said=said, entry=dict(entry))


def _named(vocabulary: Vocabulary, sheet: FormSheet, office: Office) -> list[tuple[str, str]]:
    lists = begun_map(office, sheet).lists
    named = [
        (path, word_label(vocabulary, path, {}))
        for path, word in vocabulary.paths()
        if word.type not in ("list", "row") and path.split(".", 1)[0] != "principal"
    ]
    for path, word in vocabulary.paths():
        root = path.split(".", 1)[0]
        if word.type == "row" and root in ("person", "petitioner", "sponsor"):
            named += [
                (f"{path}.{inner}", word_label(vocabulary, f"{path}.{inner}", {}))
                for inner, of in vocabulary.shape(word.of).items()
                if of.type not in ("list", "row")
            ]
    for name, rows in lists.items():
        shape = vocabulary.word(rows.list).of
        for inner, of in vocabulary.shape(shape).items():
            if of.type not in ("list", "row"):
                named += [
                    (path, word_label(vocabulary, path, lists))
                    for path in (f"{name}[{row}].{inner}" for row in range(4))
                ]
    return named


def _likeness(asked: str, text: str) -> float:
    words, have = set(asked.split()), set(text.split())
    return len(words & have) / (len(have) + 2)


def _answers(vocabulary: Vocabulary, path: str, ticks: bool) -> tuple[tuple[str, str], ...]:
    if not ticks or not vocabulary.has(path):
        return ()
    word = vocabulary.word(path)
    if word.type == "yes_no":
        return (("yes", _("yes")), ("no", _("no")))
    return word.choices
