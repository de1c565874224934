"""What was written by hand on a form, taken into the record: an ordinary change, seen on every form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.values import value_to_text
from immdesk.basics.words import _
from immdesk.office.by_hand import ByHand, FormKey
from immdesk.office.case_packet import read_packet
from immdesk.office.keeping import Told, keep_facts, keep_words
from immdesk.office.more_forms import form_beside
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.case_packet import CasePacket
    from immdesk.office.office import Office
    from immdesk.packets.official import Box


def into_record(office: Office, case_id: str, key: FormKey, box: str) -> Changed:
    """Let the record say what a box says by hand; the box then follows the record again.

    Raises Problem for a box that shows no single word of the record, or a text that the word cannot be.
    """
    packet = read_packet(office, case_id)
    form = next((one for one in packet.forms if one.key == key), None) or form_beside(office, packet, key)
    mapped = form.form_map.boxes.get(box) if form.form_map else None
    if mapped is None or box not in form.hand:
        raise Problem(_("Nothing is written by hand in this box."), "", "")
    root, word = _word(mapped)
    text = _text(office, mapped, form.hand[box])
    owner = {"person": key.person_id, "petitioner": packet.facts.petitioner_id or ""}.get(root, case_id)
    if not owner:
        raise _not_single()
    hand = f"by hand {key.written()} {box}"

    def work(session: Session) -> None:
        from immdesk.records.answers import say
        from immdesk.records.cases import CaseFile
        from immdesk.records.people import Person

        if root == "case":
            keep_words(session, "case", session.get_one(CaseFile, owner), {word: text})
        else:
            keep_facts(session, session.get_one(Person, owner), Told({word: text}))
        say(session, "case", case_id, hand, None)

    label = office.library.vocabulary.word(mapped.from_).label or word
    message = _("The record now says it: {label}.").format(label=label)
    title = _("Take what was written by hand into the record")
    _done, changed = office.change(title, work, _why(packet, key), message)
    return changed


def _why(packet: CasePacket, key: FormKey) -> str:
    return f"Form {key.form}"


def _word(mapped: Box) -> tuple[str, str]:
    root, _dot, word = mapped.from_.partition(".")
    if root not in ("person", "petitioner", "case") or not word or "." in word or "[" in mapped.from_:
        raise _not_single()
    return root, word


def _text(office: Office, mapped: Box, hand: ByHand) -> str | None:
    from immdesk.intake.reading import read_word

    word = office.library.vocabulary.word(mapped.from_)
    if word.computed or word.derived or word.type in ("list", "row"):
        raise _not_single()
    if isinstance(hand.value, bool):
        if not hand.value or len(mapped.is_) != 1:
            raise _not_single()
        return mapped.is_[0]
    if not hand.value:
        return None
    read = read_word(word, hand.value, office.today())
    if read.level != "ok":
        raise Problem(
            _("The record cannot hold this: {why}").format(why=read.message),
            _("The box keeps what was written by hand."),
            _("Correct what stands in the box, then take it over."),
        )
    return value_to_text(read.value)


def _not_single() -> Problem:
    return Problem(
        _("This box shows no single fact of the record."),
        _("The box keeps what was written by hand."),
        _("Change the fact in the questionnaire of the case, then take back what was written by hand."),
    )
