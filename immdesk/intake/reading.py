"""Reads a draft: each typed text once, and what is known of each section as Facts for conditions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from immdesk.basics.facts import Facts
from immdesk.basics.values import Options, Read, read_value
from immdesk.basics.word import Word
from immdesk.intake.draft import Draft, Slot, below
from immdesk.intake.plan import AskedList, AskedQuestion, AskedSection, Plan


class Reading:
    """What the typed texts of a draft mean. Readings and facts are remembered until a text changes."""

    def __init__(self, plan: Plan, draft: Draft, today: date) -> None:
        self.plan, self.draft, self.today = plan, draft, today
        self._reads: dict[tuple[int, str, str], Read] = {}
        self._roots: dict[str, tuple[dict[str, dict[str, Any]], frozenset[str]]] = {}
        self._facts: dict[str, Facts] = {}
        vocabulary = plan.vocabulary
        self.fixed = {
            name: read_word(vocabulary.word(f"case.{name}"), text, today).value
            for name, text in plan.fixed().items()
        }
        """Words of the case that the questionnaire knows without asking."""

    def read(self, word: Word, text: str, typed_on: str = "") -> Read:
        """Read a text for a word of the vocabulary, as typed on a day (ISO; "" is today)."""
        key = (id(word), text, typed_on)
        found = self._reads.get(key)
        if found is None:
            found = self._reads[key] = read_word(
                word, text, date.fromisoformat(typed_on) if typed_on else self.today
            )
        return found

    def answer(self, key: str, question: AskedQuestion) -> Read:
        """Read what stands at `key` in the draft."""
        draft = self.draft
        return self.read(question.word, draft.texts.get(key, ""), draft.typed_on.get(key, ""))

    def section(self, slot: Slot) -> AskedSection:
        """Give the section of the questionnaire that a slot belongs to."""
        return self.plan.sections[slot.section]

    def changed(self, slot_id: str) -> None:
        """Forget what was known of a slot whose answers changed; shared sections concern everybody."""
        self._roots.pop(slot_id, None)
        if self.shared(slot_id):
            self._facts.clear()
        else:
            self._facts.pop(slot_id, None)

    def shared(self, slot_id: str) -> bool:
        """Say whether a slot's answers can decide about the others: petitioner, employer, job, case."""
        section = self.plan.sections.get(slot_id)
        return section is not None and section.shape.shared

    def forget(self) -> None:
        """Forget all facts, after sections or rows moved."""
        self._roots.clear()
        self._facts.clear()

    def facts(self, slot: Slot) -> Facts:
        """Give what is known in the scope of a slot: person, party, petitioner, employer, job, case."""
        found = self._facts.get(slot.id)
        if found is None:
            found = self._facts[slot.id] = self._weighed(slot)
        return found

    def known(self, slot: Slot) -> Mapping[str, Mapping[str, Any]]:
        """Give the values by root and word that the slot's own answers give, without derived words."""
        return self._own(slot)[0]

    def rows(self, slot: Slot, asked: AskedList) -> list[dict[str, Any]]:
        """Give the values of each row of a list, empty rows among them."""
        list_key = f"{slot.id}.{asked.name}"
        rows = []
        for place in range(self.draft.rows.get(list_key, 0)):
            row: dict[str, Any] = {}
            for question in asked.questions:
                word = question.name.rpartition(".")[2]
                value = self.answer(f"{list_key}[{place}].{word}", question).value
                if value is not None:
                    row[word] = value
            rows.append(row)
        return rows

    def _weighed(self, slot: Slot) -> Facts:
        roots: dict[str, Mapping[str, Any]] = {"case": self.fixed} if self.fixed else {}
        complete: set[str] = set()
        for other in self.draft.slots:
            if self.shared(other.id) and other.id != slot.id:
                known, whole = self._own(other)
                about = self.section(other).shape.about
                roots["petitioner" if about == "person" else about] = known.get(about, {})
                complete |= {path.replace("person.", "petitioner.", 1) for path in whole}
        known, whole = self._own(slot)
        roots.update(known)
        complete |= whole
        if slot.id == "petitioner":
            roots["petitioner"] = known.get("person", {})
            complete |= {path.replace("person.", "petitioner.", 1) for path in whole}
        return self.plan.vocabulary.derive(Facts(roots, frozenset(complete)))

    def _own(self, slot: Slot) -> tuple[dict[str, dict[str, Any]], frozenset[str]]:
        found = self._roots.get(slot.id)
        if found is None:
            found = self._roots[slot.id] = self._read_all(slot)
        return found

    def _read_all(self, slot: Slot) -> tuple[dict[str, dict[str, Any]], frozenset[str]]:
        section = self.section(slot)
        about = section.shape.about
        roots: dict[str, dict[str, Any]] = {"person": {}, "party": {}} if about == "person" else {about: {}}
        if about == "case":
            roots["case"].update(self.fixed)
        complete = set()
        kind = section.kind(slot.kind)
        for path, text in (kind.sets if kind else {}).items():
            root, _, name = path.partition(".")
            if name not in section.questions:
                put(roots[root], name, self.read(self.plan.vocabulary.word(path), text).value)
        for question in section.questions.values():
            root, _, name = question.path.partition(".")
            value = self.answer(f"{slot.id}.{name}", question).value
            if value is not None:
                put(roots[root], name, value)
        for asked in section.lists.values():
            rows, list_key = self.rows(slot, asked), f"{slot.id}.{asked.name}"
            whole = list_key in self.draft.complete
            if any(rows) or whole:
                roots[asked.path.partition(".")[0]][asked.name] = tuple(row for row in rows if row)
            if whole:
                complete.add(asked.path)
        return roots, frozenset(complete)


def read_word(word: Word, text: str, day: date, choices: Options = ()) -> Read:
    """Read a text for a word of the vocabulary as typed on a day; `choices` stand in for its own options."""
    return read_value(
        word.type,
        text,
        today=day,
        options=choices or word.options,
        partial=word.partial,
        max_length=word.max or 0,
        none_label=(word.none_label or "none") if word.none else "",
    )


def put(words: dict[str, Any], name: str, value: Any) -> None:
    """Set a value at a dotted name, with rows in between: `father.family_name`."""
    *rows, last = name.split(".")
    for row in rows:
        words = words.setdefault(row, {})
    words[last] = value


def answered(draft: Draft, slot_id: str) -> int:
    """Count the texts typed in a slot."""
    return sum(bool(text) for key, text in draft.texts.items() if below(key, slot_id))
