"""What the map of a form says of a box, in the words of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _, told
from immdesk.packets.official import row_path

if TYPE_CHECKING:
    from immdesk.basics.vocabulary import Vocabulary
    from immdesk.packets.official import Rows

Entry = Mapping[str, Any]


def box_words(vocabulary: Vocabulary, entry: Entry | None, lists: Mapping[str, Rows]) -> str:
    """Say in words what goes into a box; "" when nothing is said of it."""
    if not entry:
        return ""
    if entry.get("leave"):
        return _("Stays empty: {why}").format(why=told(str(entry["leave"])))
    if entry.get("sign"):
        return _("Signed by hand: {who}").format(who=signer_words(str(entry["sign"])))
    if entry.get("dated"):
        return _("Dated by hand: {who}").format(who=signer_words(str(entry["dated"])))
    if entry.get("copy_of"):
        return _("The same as {box}").format(box=str(entry["copy_of"]).rpartition(".")[2])
    if entry.get("text"):
        return _("Always “{text}”").format(text=entry["text"])
    if entry.get("check_if"):
        return _("Ticked when {condition}").format(condition=entry["check_if"])
    word = word_label(vocabulary, str(entry.get("from", "")), lists)
    if entry.get("is"):
        return _("{word}: ticked at {answer}").format(word=word, answer=_answers(vocabulary, entry))
    if entry.get("only_if"):
        return _("{word}, only if {condition}").format(word=word, condition=entry["only_if"])
    return word


def word_label(vocabulary: Vocabulary, path: str, lists: Mapping[str, Rows]) -> str:
    """Give the label of a word, with whose it is: "Date of birth (petitioner)"."""
    at = row_path(path)
    if at is not None and at[0] in lists:
        source = lists[at[0]].list
        inner = f"{source}.{at[2]}"
        label = vocabulary.word(inner).label if vocabulary.has(inner) else at[2]
        whole = vocabulary.word(source).label if vocabulary.has(source) else at[0]
        return _("{list} {n}: {word}").format(list=whole, n=at[1] + 1, word=label)
    if not vocabulary.has(path):
        return path
    label = vocabulary.word(path).label or path
    root, _dot, rest = path.partition(".")
    parts = rest.split(".")
    if len(parts) > 1:
        above = f"{root}.{parts[0]}"
        outer = vocabulary.word(above).label if vocabulary.has(above) else ""
        label = f"{outer or parts[0].replace('_', ' ').capitalize()}: {label}"
    who = _whose().get(root, "")
    return f"{label} ({who})" if who else label


def signer_words(signer: str) -> str:
    """Give who signs, in words."""
    return {
        "applicant": _("who applies"),
        "petitioner": _("the petitioner"),
        "attorney": _("the attorney"),
        "interpreter": _("the interpreter"),
        "sponsor": _("the sponsor"),
        "client": _("the client"),
        "spouse": _("the spouse"),
        "employer": _("the employer"),
        "beneficiary": _("the beneficiary"),
        "preparer": _("the preparer"),
    }.get(signer, signer)


def _whose() -> dict[str, str]:
    return {
        "petitioner": _("petitioner"),
        "principal": _("principal"),
        "sponsor": _("sponsor"),
        "attorney": _("attorney"),
        "office": _("office"),
        "employer": _("employer"),
        "job": _("job"),
        "case": _("case"),
        "party": _("in this case"),
    }


def _answers(vocabulary: Vocabulary, entry: Entry) -> str:
    wanted = entry["is"] if isinstance(entry["is"], list | tuple) else [entry["is"]]
    path = str(entry.get("from", ""))
    said = dict(vocabulary.word(path).choices) if vocabulary.has(path) else {}
    said |= {"yes": _("yes"), "no": _("no")}
    return ", ".join(said.get(str(one), str(one).replace("_", " ")) for one in wanted)
