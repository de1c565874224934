"""The walk through a questionnaire, with no screen: screens, the command line and tests all follow it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from immdesk.basics.problems import Problem
from immdesk.basics.values import counts_from_today
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.words import _
from immdesk.intake import drawing, known, passport, same_home
from immdesk.intake.draft import Draft, Slot, draft_from_json, split_row, without_rows
from immdesk.intake.flags import Raised, raised
from immdesk.intake.form import Form
from immdesk.intake.known import KnownPerson, KnownWork
from immdesk.intake.layout import ShownPage, ShownQuestion, lay_out
from immdesk.intake.plan import AskedQuestion, Plan, make_plan
from immdesk.intake.reading import Reading
from immdesk.intake.result import EmployerKeys, IntakeResult, MatchKeys, employer_keys, gather, match_keys
from immdesk.intake.shapes import Answered, Question, ReviewLine, SectionBadge, SectionView

__all__ = ["Answered", "Interview", "KnownPerson", "KnownWork"]


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

    @classmethod
    def from_facts(
        cls,
        form: Form,
        vocabulary: Vocabulary,
        today: date,
        people: Iterable[KnownPerson],
        case: Mapping[str, Any] | None = None,
        plan: Plan | None = None,
        work: Iterable[KnownWork] = (),
    ) -> Interview:
        """Open a questionnaire with what the office knows of people, work and case, as text."""
        interview = cls(form, vocabulary, today, plan=plan)
        for one in people:
            fixed = any(slot.id == one.kind for slot in interview.draft.slots)
            section = one.kind if fixed else interview.add_section(one.kind)
            interview.take(section, {**one.party, **one.person}, one.person_id, one.complete)
        for known_work in work:
            if known_work.about in interview.plan.sections:
                interview.take(known_work.about, known_work.words, known_work.id, known_work.complete)
        if case and "case" in interview.plan.sections:
            interview.take("case", case)
        return interview

    # --- looking ---

    def sections(self) -> tuple[SectionBadge, ...]:
        """Give the section list: each person's first page, then the further pages one step deeper."""
        return tuple(
            badge
            for slot in self._in_order()
            for badge in drawing.badges(self.reading, slot, self._layout(slot))
        )

    def view(self, section_id: str) -> SectionView:
        """Give a section ready to draw; its banners are the red flags of its person."""
        slot, page = self._page(section_id)
        blocks = drawing.blocks(self.reading, slot, page, self._warnings(slot)) if page.shown else ()
        called = self.title(slot)
        banners = tuple(flag.banner for flag in raised(self.reading, slot, called))
        title, asked = f"{called} – {page.page.title}", self.open_no(section_id)
        others = same_home.homes_to_copy(self.reading, slot, page.page) if page.shown else ()
        homes = tuple((other, self.title(other)) for other in others)
        who = page.page.answered_by
        return SectionView(section_id, title, page.page.help, tuple(blocks), banners, asked, who, homes)

    def open_no(self, section_id: str) -> tuple[str, ...]:
        """Give the open yes-or-no questions of a page that offers to answer them together; else nothing."""
        _slot, page = self._page(section_id)
        if not page.page.rest_no:
            return ()
        return tuple(
            one.key
            for one in page.items
            if isinstance(one, ShownQuestion)
            and one.question.word.type == "yes_no"
            and not self.draft.texts.get(one.key, "").strip()
        )

    def question(self, key: str) -> Question:
        """Give one question as it stands now."""
        slot = self._slot_of(key)
        shown = self._shown(slot, key) or ShownQuestion(key, self._asked(slot, key), False)
        return drawing.question(self.reading, shown, self._warnings(slot))

    def title(self, slot: Slot | str) -> str:
        """Give what a section is called: "Spouse: José Ramírez", with the name as typed so far."""
        if isinstance(slot, str):
            slot = self.draft.slot(slot.partition("/")[0])
        return drawing.title(self.reading, slot)

    def about(self, section_id: str) -> str:
        """Say what a section is about: "person", "employer", "job" or "case"."""
        return self.reading.section(self.draft.slot(section_id.partition("/")[0])).shape.about

    def missing(self) -> tuple[str, ...]:
        """Name what is still to do, as "Petitioner: Date of birth"."""
        return tuple(f"{self.title(slot)}: {label}" for slot, _key, label in self._todo())

    def missing_keys(self) -> tuple[str, ...]:
        """Give the keys of required questions without an answer and of lists not yet said to be whole."""
        return tuple(key for _slot, key, _label in self._todo())

    def bad(self) -> tuple[str, ...]:
        """Give the keys of answers that cannot be read."""
        pages = (page for slot in self._in_order() for page in self._layout(slot))
        return tuple(
            shown.key
            for page in pages
            for shown in page.questions()
            if drawing.level(self.reading, shown) == "bad"
        )

    def review(self) -> tuple[ReviewLine, ...]:
        """Give every answered question in order, as read, with its mark."""
        return tuple(
            line
            for slot in self._in_order()
            for line in drawing.review(self.reading, slot, self._layout(slot), self._warnings(slot))
        )

    def flags(self) -> tuple[Raised, ...]:
        """Give the red flags that what is known so far raises."""
        return tuple(
            flag for slot in self._in_order() for flag in raised(self.reading, slot, self.title(slot))
        )

    def add_sections(self) -> tuple[tuple[str, str], ...]:
        """Give the kinds of sections that may be added now, with the words on the button."""
        found = []
        for section in self.form.sections:
            kinds = [slot.kind for slot in self.draft.slots if slot.section == section.section]
            for kind in section.kinds:
                if not kind.at_most or kinds.count(kind.kind) < kind.at_most:
                    found.append((kind.kind, kind.add))
        return tuple(found)

    def answered(self) -> int:
        """Count the answers typed so far; what the office knew before does not count."""
        taken = self.draft.taken
        return sum(bool(text.strip()) and taken.get(key) != text for key, text in self.draft.texts.items())

    # --- answering ---

    def set(self, key: str, text: str) -> Answered:
        """Keep what was typed at `key`, exactly as typed, and read it."""
        slot = self._slot_of(key)
        asked = self._asked(slot, key)
        decides = self.plan.decides(asked.path)
        before, warned = self._state(slot, key, decides), self._warnings(slot)
        flags = self.flags() if self.plan.raises(asked.path) else ()
        self._keep(key, text)
        filled = passport.fill_from(self.reading, slot, key) if asked.word.type == "mrz" else ()
        self.reading.changed(slot.id)
        decides = decides or bool(filled)
        self._forget(slot, decides)
        after, marked = self._state(slot, key, decides), self._warnings(slot)
        others = {one for one in {*warned, *marked} if warned.get(one) != marked.get(one)} - {key}
        flagged = bool(self.plan.raises(asked.path)) and flags != self.flags()
        layout = before[1] != after[1] or bool(others) or flagged or bool(filled)
        return Answered(self.question(key), layout, before != after)

    def say_no(self, section_id: str) -> tuple[str, ...]:
        """Answer "no" to every open yes-or-no question of a page that offers it; gives their keys.

        Each becomes an answer of its own, as if it had been typed; what was answered stays.
        """
        keys = self.open_no(section_id)
        for key in keys:
            self.set(key, "no")
        return keys

    def copy_home(self, section_id: str, other_id: str) -> str:
        """Copy the present home of another person into the addresses of a section; gives the row's key."""
        slot, other = (self.draft.slot(one.partition("/")[0]) for one in (section_id, other_id))
        key = same_home.copy_home(self.reading, slot, other)
        self._forget_all()
        return key

    def add_row(self, list_key: str) -> str:
        """Add a row to a list; gives the row's key, "petitioner.addresses[1]"."""
        self._check_list(list_key)
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
        self._check_list(list_key)
        if complete:
            self.draft.complete.add(list_key)
        else:
            self.draft.complete.discard(list_key)
        self._forget_all()

    def take(
        self,
        section_id: str,
        words: Mapping[str, Any],
        person_id: str = "",
        complete: Collection[str] = (),
    ) -> None:
        """Fill a section from what the office knows: `words` as below one root of Facts, values or rows.

        An answer already typed stays. Rows may carry their `id`; a list with answered rows stays.
        `complete` names the lists that are known to be whole.
        """
        slot = self.draft.slot(section_id.partition("/")[0])
        slot.person_id = person_id or slot.person_id
        known.fill(self.reading, slot, words, complete)
        self._forget_all()

    # --- handing on ---

    def to_json(self) -> str:
        """Give the draft as text to keep; `Interview(…, draft=text)` goes on from it."""
        return self.draft.to_json()

    def result(self) -> IntakeResult:
        """Give all that was answered, ready to be recorded; hidden and unreadable answers are left out."""
        slots = list(self._in_order())
        return gather(self.reading, slots, {slot.id: self._layout(slot) for slot in slots})

    def match_keys(self) -> tuple[MatchKeys, ...]:
        """Give what each person section can be recognized by among the people of the office."""
        return match_keys(self.reading)

    def employer_keys(self) -> tuple[EmployerKeys, ...]:
        """Give what each employer can be recognized by among the employers of the office."""
        return employer_keys(self.reading)

    # --- private ---

    def _start(self, section: str, kind: str) -> Slot:
        asked = self.plan.sections[section]
        slot = self.draft.add_slot(section, kind, asked.shape.many)
        for one in asked.lists.values():
            if one.rows:
                self.draft.rows[f"{slot.id}.{one.name}"] = one.rows
        shape = asked.kind(kind)
        sets = shape.sets if shape else self.form.sets if asked.shape.about == "case" else {}
        for path, text in sets.items():
            name = path.partition(".")[2]
            if name in asked.questions:
                self.draft.texts[f"{slot.id}.{name}"] = text
                self.draft.taken[f"{slot.id}.{name}"] = text
        return slot

    def _keep(self, key: str, text: str) -> None:
        self.draft.typed_on.pop(key, None)
        if not text:
            self.draft.texts.pop(key, None)
            return
        self.draft.texts[key] = text
        if counts_from_today(text):
            self.draft.typed_on[key] = self.today.isoformat()

    def _in_order(self) -> Iterator[Slot]:
        for section in self.form.sections:
            yield from (slot for slot in self.draft.slots if slot.section == section.section)

    def _todo(self) -> Iterator[tuple[Slot, str, str]]:
        for slot in self._in_order():
            for page in self._layout(slot):
                for key, label in drawing.todo(self.reading, page):
                    yield slot, key, label

    def _slot_of(self, key: str) -> Slot:
        return self.draft.slot(key.partition(".")[0])

    def _asked(self, slot: Slot, key: str) -> AskedQuestion:
        if "[" in key[len(slot.id) :]:
            list_key, place = split_row(key[: key.rindex("]") + 1])
            if place >= self.draft.rows.get(list_key, 0):
                raise KeyError(key)
        return self.reading.section(slot).questions[without_rows(key[len(slot.id) + 1 :])]

    def _check_list(self, list_key: str) -> None:
        if list_key.partition(".")[2] not in self.reading.section(self._slot_of(list_key)).lists:
            raise KeyError(list_key)

    def _page(self, section_id: str) -> tuple[Slot, ShownPage]:
        slot_id, _slash, name = section_id.partition("/")
        slot = self.draft.slot(slot_id)
        for place, page in enumerate(self._layout(slot)):
            if page.page.page == name or (not name and place == 0):
                return slot, page
        raise KeyError(section_id)

    def _layout(self, slot: Slot) -> tuple[ShownPage, ...]:
        found = self._layouts.get(slot.id)
        if found is None:
            found = self._layouts[slot.id] = lay_out(self.reading, slot)
        return found

    def _warnings(self, slot: Slot) -> dict[str, str]:
        found = self._warned.get(slot.id)
        if found is None:
            found = self._warned[slot.id] = drawing.warned(self.reading, slot)
        return found

    def _shown(self, slot: Slot, key: str) -> ShownQuestion | None:
        pages = self._layout(slot)
        return next((one for page in pages for one in page.questions() if one.key == key), None)

    def _forget(self, slot: Slot, decides: bool) -> None:
        everybody = self.reading.shared(slot.id)
        if everybody:
            self._warned.clear()
        self._warned.pop(slot.id, None)
        if decides and everybody:
            self._layouts.clear()
        elif decides:
            self._layouts.pop(slot.id, None)

    def _forget_all(self) -> None:
        self._layouts.clear()
        self._warned.clear()
        self.reading.forget()

    def _state(self, slot: Slot, key: str, decides: bool) -> tuple[Any, Any]:
        """Give what an answer can alter: the badges, and which questions stand there."""
        if not decides:
            shown, text = self._shown(slot, key), self.draft.texts.get(key, "").strip()
            level = drawing.level(self.reading, shown) if shown else ""
            return (bool(shown and shown.required and not text), level == "bad", bool(text)), None
        slots = self.draft.slots if self.reading.shared(slot.id) else [slot]
        pages = [(one, self._layout(one)) for one in slots]
        badges = tuple(badge for one, laid in pages for badge in drawing.badges(self.reading, one, laid))
        return badges, tuple((page.shown, page.items) for _one, laid in pages for page in laid)
