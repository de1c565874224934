"""The walk through a questionnaire, with no screen: screens, the command line and tests all follow it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from immdesk.basics.problems import Problem
from immdesk.basics.values import value_to_text
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.words import _
from immdesk.intake.checks import warnings
from immdesk.intake.cover import gaps
from immdesk.intake.draft import Draft, Slot, draft_from_json, split_row, without_rows
from immdesk.intake.flags import Raised, raised
from immdesk.intake.form import Form
from immdesk.intake.layout import ShownList, ShownPage, ShownQuestion, lay_out
from immdesk.intake.plan import AskedQuestion, Plan, first_word, make_plan
from immdesk.intake.reading import Reading
from immdesk.intake.result import IntakeResult, MatchKeys, gather, match_keys
from immdesk.intake.shapes import Group, ListBlock, Question, ReviewLine, SectionBadge, SectionView


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer did: the question as read again, and whether more must be drawn again."""

    question: Question
    layout_changed: bool  # questions came, went, or got another mark
    badges_changed: bool


class Interview:
    """One questionnaire under way. `today` is the office's day.

    Sections have ids such as "petitioner", "relatives[0]" (a person's first page) and
    "relatives[0]/addresses" (a further page); answers have keys such as
    "relatives[0].addresses[1].city". A key or id that does not exist raises KeyError.
    """

    def __init__(
        self, form: Form, vocabulary: Vocabulary, today: date, draft: str = "", plan: Plan | None = None
    ) -> None:
        self.plan = plan or make_plan(form, vocabulary)
        self.form, self.today = form, today
        self.draft = draft_from_json(draft) if draft else Draft(form.form)
        if self.draft.form != form.form:
            raise Problem(_("This draft belongs to another questionnaire."), "", _("Open it with its own."))
        self.reading = Reading(self.plan, self.draft, today)
        self._layouts: dict[str, tuple[ShownPage, ...]] = {}
        self._warned: dict[str, dict[str, str]] = {}
        if not draft:
            for section in form.sections:
                if not section.many:
                    self._start(section.section, "")

    # --- looking ---

    def sections(self) -> tuple[SectionBadge, ...]:
        """Give the section list: each person's first page, then the further pages one step deeper."""
        return tuple(badge for slot in self._in_order() for badge in self._badges(slot))

    def view(self, section_id: str) -> SectionView:
        """Give a section ready to draw; its banners are the red flags of its person."""
        slot, page = self._page(section_id)
        blocks = tuple(self._blocks(slot, page)) if page.shown else ()
        banners = tuple(flag.banner for flag in self.flags() if flag.section == slot.id)
        title = f"{self.title(slot)} – {page.page.title}"
        return SectionView(section_id, title, page.page.help, blocks, banners)

    def question(self, key: str) -> Question:
        """Give one question as it stands now."""
        slot = self._slot_of(key)
        for page in self._layout(slot):
            for shown in page.questions():
                if shown.key == key:
                    return self._question(slot, shown)
        asked = self._asked(slot, key)
        return self._question(slot, ShownQuestion(key, asked, False))

    def title(self, slot: Slot) -> str:
        """Give what a section is called: "Spouse: José Ramírez", with the name as typed so far."""
        section = self.reading.section(slot)
        kind = section.kind(slot.kind)
        title = kind.title if kind else section.shape.title
        texts = self.draft.texts
        names = [texts.get(f"{slot.id}.{word}", "").strip() for word in ("given_name", "family_name")]
        name = " ".join(part for part in names if part)
        return f"{title}: {name}" if name else title

    def missing(self) -> tuple[str, ...]:
        """Name what is still to do, as "Petitioner: Date of birth"."""
        return tuple(
            f"{self.title(slot)}: {label}"
            for slot in self._in_order()
            for page in self._layout(slot)
            for _key, label in self._todo(page)
        )

    def missing_keys(self) -> tuple[str, ...]:
        """Give the keys of required questions without an answer and of lists not yet said to be whole."""
        pages = (page for slot in self._in_order() for page in self._layout(slot))
        return tuple(key for page in pages for key, _label in self._todo(page))

    def bad(self) -> tuple[str, ...]:
        """Give the keys of answers that cannot be read."""
        pages = (page for slot in self._in_order() for page in self._layout(slot))
        return tuple(shown.key for page in pages for shown in page.questions() if self._level(shown) == "bad")

    def review(self) -> tuple[ReviewLine, ...]:
        """Give every answered question in order, as read, with its mark."""
        return tuple(self._review())

    def flags(self) -> tuple[Raised, ...]:
        """Give the red flags that what is known so far raises."""
        return tuple(
            flag for slot in self._in_order() for flag in raised(self.reading, slot, self.title(slot))
        )

    def add_sections(self) -> tuple[tuple[str, str], ...]:
        """Give the kinds of sections that may be added now, with the words on the button."""
        found = []
        for section in self.form.sections:
            for kind in section.kinds:
                count = sum(
                    slot.section == section.section and slot.kind == kind.kind for slot in self.draft.slots
                )
                if not kind.at_most or count < kind.at_most:
                    found.append((kind.kind, kind.add))
        return tuple(found)

    def answered(self) -> int:
        """Count the answers typed so far."""
        return sum(bool(text.strip()) for text in self.draft.texts.values())

    # --- answering ---

    def set(self, key: str, text: str) -> Answered:
        """Keep what was typed at `key`, exactly as typed, and read it."""
        slot = self._slot_of(key)
        asked = self._asked(slot, key)
        decides = first_word(asked.path) in self.plan.deciding
        before = self._state(slot, key, decides)
        warned = self._warnings(slot)
        if text:
            self.draft.texts[key] = text
        else:
            self.draft.texts.pop(key, None)
        self.reading.changed(slot.id)
        self._forget(slot, decides)
        after = self._state(slot, key, decides)
        marks = {k: v for k, v in self._warnings(slot).items() if k != key}
        layout = before[1] != after[1] or marks != {k: v for k, v in warned.items() if k != key}
        return Answered(self.question(key), layout, before != after)

    def add_row(self, list_key: str) -> str:
        """Add a row to a list; gives the row's key, "petitioner.addresses[1]"."""
        slot = self._slot_of(list_key)
        if list_key.partition(".")[2] not in self.reading.section(slot).lists:
            raise KeyError(list_key)
        self.draft.complete.discard(list_key)
        row = self.draft.add_row(list_key)
        self._forget_all()
        return row

    def remove_row(self, row_key: str, index: int | None = None) -> None:
        """Remove the row with this key (or the list's key and its place) with its answers."""
        self.draft.remove_row(row_key if index is None else f"{row_key}[{index}]")
        self._forget_all()

    def add_section(self, kind: str) -> str:
        """Add a person of this kind; gives the section's id. Problem when there may be no more."""
        if kind not in dict(self.add_sections()):
            raise Problem(
                _("Another section of this kind cannot be added."), "", _("Use the one that is there.")
            )
        section = next(one for one in self.form.sections if any(k.kind == kind for k in one.kinds))
        slot = self._start(section.section, kind)
        self._forget_all()
        return slot.id

    def remove_section(self, section_id: str) -> None:
        """Remove an added person with all answers. Problem for a section that always stands."""
        slot = self.draft.slot(section_id.partition("/")[0])
        if not self.reading.section(slot).shape.many:
            raise Problem(_("This section always stands."), "", _("Leave it empty if it is not known."))
        self.draft.remove_slot(slot.id)
        self._forget_all()

    def said_complete(self, list_key: str, complete: bool = True) -> None:
        """Record (or take back) that somebody said of a list "that is all"."""
        slot = self._slot_of(list_key)
        if list_key.partition(".")[2] not in self.reading.section(slot).lists:
            raise KeyError(list_key)
        if complete:
            self.draft.complete.add(list_key)
        else:
            self.draft.complete.discard(list_key)
        self._forget_all()

    def take(self, section_id: str, words: Mapping[str, Any], person_id: str = "") -> None:
        """Fill a section from what the office knows: `words` as below one root of Facts, values or rows.

        An answer already typed stays. Rows may carry their `id`; a list that already has rows stays.
        """
        slot = self.draft.slot(section_id.partition("/")[0])
        slot.person_id = person_id or slot.person_id
        section = self.reading.section(slot)
        for question in section.questions.values():
            if question.name not in section.lists and question.name.split(".")[0] not in section.lists:
                self._take_text(f"{slot.id}.{question.name}", _inside(words, question.name))
        for asked in section.lists.values():
            rows = words.get(asked.name)
            list_key = f"{slot.id}.{asked.name}"
            if isinstance(rows, tuple) and not any(self.reading.rows(slot, asked)):
                self._take_rows(list_key, rows, [question.name for question in asked.questions])
        self._forget_all()

    # --- handing on ---

    def to_json(self) -> str:
        """Give the draft as text to keep; `Interview(…, draft=text)` goes on from it."""
        return self.draft.to_json()

    def result(self) -> IntakeResult:
        """Give all that was answered, ready to be recorded; hidden and unreadable answers are left out."""
        return gather(self.reading, {slot.id: self._layout(slot) for slot in self.draft.slots})

    def match_keys(self) -> tuple[MatchKeys, ...]:
        """Give what each person section can be recognized by among the people of the office."""
        return match_keys(self.reading)

    # --- private ---

    def _start(self, section: str, kind: str) -> Slot:
        asked = self.plan.sections[section]
        slot = self.draft.add_slot(section, kind, asked.shape.many)
        for one in asked.lists.values():
            if one.rows:
                self.draft.rows[f"{slot.id}.{one.name}"] = one.rows
        shape = asked.kind(kind)
        for path, text in (shape.sets if shape else {}).items():
            name = path.partition(".")[2]
            if name in asked.questions:
                self.draft.texts[f"{slot.id}.{name}"] = text
        return slot

    def _in_order(self) -> Iterator[Slot]:
        for section in self.form.sections:
            yield from (slot for slot in self.draft.slots if slot.section == section.section)

    def _slot_of(self, key: str) -> Slot:
        return self.draft.slot(key.partition(".")[0])

    def _asked(self, slot: Slot, key: str) -> AskedQuestion:
        if "[" in key[len(slot.id) :]:
            row = key[: key.rindex("]") + 1]
            list_key, place = split_row(row)
            if place >= self.draft.rows.get(list_key, 0):
                raise KeyError(key)
        return self.reading.section(slot).questions[without_rows(key[len(slot.id) + 1 :])]

    def _page(self, section_id: str) -> tuple[Slot, ShownPage]:
        slot_id, _slash, name = section_id.partition("/")
        slot = self.draft.slot(slot_id)
        pages = self._layout(slot)
        for place, page in enumerate(pages):
            if page.page.page == name or (not name and place == 0):
                return slot, page
        raise KeyError(section_id)

    def _layout(self, slot: Slot) -> tuple[ShownPage, ...]:
        found = self._layouts.get(slot.id)
        if found is None:
            found = self._layouts[slot.id] = lay_out(self.reading, slot)
        return found

    def _forget(self, slot: Slot, decides: bool) -> None:
        self._warned.clear() if slot.id == "petitioner" else self._warned.pop(slot.id, None)
        if decides and slot.id in ("petitioner", "case"):
            self._layouts.clear()
        elif decides:
            self._layouts.pop(slot.id, None)

    def _forget_all(self) -> None:
        self._layouts.clear()
        self._warned.clear()
        self.reading.forget()

    def _state(self, slot: Slot, key: str, decides: bool) -> tuple[Any, Any]:
        """Give what a change can alter: badges and which questions stand there."""
        slots = self.draft.slots if decides and slot.id in ("petitioner", "case") else [slot]
        if not decides:
            shown = next((q for page in self._layout(slot) for q in page.questions() if q.key == key), None)
            text = self.draft.texts.get(key, "")
            todo = bool(shown and shown.required and not text.strip())
            return (todo, bool(shown) and self._level(shown) == "bad" if shown else False, bool(text)), None
        badges = tuple(badge for one in slots for badge in self._badges(one))
        return badges, tuple(page.shown and page.items for one in slots for page in self._layout(one))

    def _badges(self, slot: Slot) -> Iterator[SectionBadge]:
        many = self.reading.section(slot).shape.many
        for place, page in enumerate(self._layout(slot)):
            if place == 0:
                yield self._badge(slot.id, self.title(slot), page, 0, many)
            elif page.shown:
                yield self._badge(f"{slot.id}/{page.page.page}", page.page.title, page, 1, False)

    def _badge(
        self, badge_id: str, title: str, page: ShownPage, depth: int, can_remove: bool
    ) -> SectionBadge:
        levels = [self._level(shown) for shown in page.questions()]
        bad, todo = levels.count("bad"), len(self._todo(page))
        if bad:
            return SectionBadge(badge_id, title, f"✕ {bad}", "bad", depth, can_remove)
        if todo:
            return SectionBadge(badge_id, title, _("{n} to do").format(n=todo), "todo", depth, can_remove)
        done = any(levels) or any(one.key in self.draft.complete for one in page.lists())
        return SectionBadge(badge_id, title, "✓" if done else "", "ok" if done else "", depth, can_remove)

    def _todo(self, page: ShownPage) -> list[tuple[str, str]]:
        found = [
            (shown.key, shown.question.label)
            for shown in page.questions()
            if shown.required and not self.draft.texts.get(shown.key, "").strip()
        ]
        found += [
            (one.key, f"{one.asked.title} ({one.asked.complete})")
            for one in page.lists()
            if one.required and one.key not in self.draft.complete
        ]
        return found

    def _level(self, shown: ShownQuestion) -> str:
        return self.reading.answer(shown.key, shown.question).level

    def _blocks(self, slot: Slot, page: ShownPage) -> Iterator[Group | ListBlock]:
        plain: list[Question] = []
        for item in page.items:
            if isinstance(item, ShownQuestion):
                plain.append(self._question(slot, item))
                continue
            if plain:
                yield Group("", page.page.title, -1, tuple(plain))
                plain = []
            yield self._list(slot, item)
        if plain:
            yield Group("", page.page.title, -1, tuple(plain))

    def _list(self, slot: Slot, shown: ShownList) -> ListBlock:
        groups = tuple(
            Group(
                f"{shown.key}[{place}]",
                f"{shown.asked.row} {place + 1}",
                place,
                tuple(self._question(slot, q) for q in row),
            )
            for place, row in enumerate(shown.rows)
        )
        complete = shown.key in self.draft.complete
        return ListBlock(
            shown.key,
            shown.asked.title,
            shown.asked.add,
            groups,
            complete,
            shown.asked.complete,
            self.gaps(slot, shown),
        )

    def gaps(self, slot: Slot, shown: ShownList) -> tuple[str, ...]:
        """Name what a history leaves uncovered; nothing while it is still empty and not said to be whole."""
        if not shown.asked.cover_years:
            return ()
        rows = [row for row in self.reading.rows(slot, shown.asked) if row]
        if not rows and shown.key not in self.draft.complete:
            return ()
        cover, facts = shown.asked.cover, self.reading.facts(slot)
        counted = [row for row in rows if cover is None or cover.weigh(facts.also(row)) is True]
        return gaps(counted, shown.asked.cover_years, self.today)

    def _question(self, slot: Slot, shown: ShownQuestion) -> Question:
        asked, word = shown.question, shown.question.word
        read = self.reading.answer(shown.key, asked)
        warning = self._warnings(slot).get(shown.key, "") if read.level in ("ok", "warn") else ""
        return Question(
            shown.key,
            asked.path,
            asked.label,
            word.type,
            asked.help,
            asked.options,
            shown.required,
            word.private,
            (word.none_label or _("none")) if word.none else "",
            word.max or 0,
            self.draft.texts.get(shown.key, ""),
            _shown(asked, read.shown),
            "warn" if warning else read.level,
            " ".join(part for part in (warning, read.message) if part),
        )

    def _warnings(self, slot: Slot) -> dict[str, str]:
        found = self._warned.get(slot.id)
        if found is None:
            found = self._warned[slot.id] = dict(self._warn(slot))
        return found

    def _warn(self, slot: Slot) -> Iterator[tuple[str, str]]:
        section, known = self.reading.section(slot), self.reading.known(slot)
        if section.shape.about != "person":
            return
        person = dict(known["person"])
        for asked in section.lists.values():
            person[asked.name] = tuple(self.reading.rows(slot, asked))
        petitioner = None
        if slot.section == "relatives" and any(one.id == "petitioner" for one in self.draft.slots):
            petitioner = self.reading.known(self.draft.slot("petitioner")).get("person")
        relationship = str(known.get("party", {}).get("relationship", ""))
        for name, message in warnings(
            person, today=self.today, relationship=relationship, petitioner=petitioner
        ):
            yield f"{slot.id}.{name}", message

    def _review(self) -> Iterator[ReviewLine]:
        for slot in self._in_order():
            title = self.title(slot)
            for page in self._layout(slot):
                for shown in page.questions():
                    question = self._question(slot, shown)
                    if question.level:
                        label = question.label
                        if "[" in shown.key[len(slot.id) :]:
                            label = f"{_row_title(page, shown.key)}: {label}"
                        yield ReviewLine(
                            title, label, question.shown or question.text, question.level, question.message
                        )
                for one in page.lists():
                    for gap in self.gaps(slot, one):
                        yield ReviewLine(title, one.asked.title, "", "warn", gap)

    def _take_text(self, key: str, value: Any) -> None:
        text = value_to_text(value) if not isinstance(value, Mapping) else None
        if text is not None and not self.draft.texts.get(key, "").strip():
            self.draft.texts[key] = self.draft.taken[key] = text

    def _take_rows(self, list_key: str, rows: tuple[Mapping[str, Any], ...], names: list[str]) -> None:
        self.draft.rows[list_key] = len(rows)
        for place, row in enumerate(rows):
            if row.get("id"):
                self.draft.row_ids[f"{list_key}[{place}]"] = str(row["id"])
            for name in names:
                word = name.rpartition(".")[2]
                self._take_text(f"{list_key}[{place}].{word}", row.get(word))


def _inside(words: Mapping[str, Any], name: str) -> Any:
    here: Any = words
    for word in name.split("."):
        here = here.get(word) if isinstance(here, Mapping) else None
    return here


def _shown(asked: AskedQuestion, shown: str) -> str:
    """Give a choice by its label on this questionnaire."""
    if asked.word.type not in ("choice", "choices"):
        return shown
    labels = {value.replace("_", " "): label for value, label in asked.options}
    return ", ".join(labels.get(one, one) for one in shown.split(", "))


def _row_title(page: ShownPage, key: str) -> str:
    row, place = split_row(key[: key.rindex("]") + 1])
    return next(f"{one.asked.row} {place + 1}" for one in page.lists() if one.key == row)
