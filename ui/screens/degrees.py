"""The worksheet of a credential evaluation: each degree, what it is worth here, by whom, and what lacks."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office import cases, documents, evaluations
from immdesk.office.evaluations import Degree
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.desk import Desk
from ui.parts.heading import Heading, page_layout
from ui.parts.labelled import Asked, Labelled
from ui.parts.labels import label
from ui.parts.line import text_line
from ui.parts.paper_out import PaperOut

if TYPE_CHECKING:
    from immdesk.office.rows import Changed
    from ui.parts.paper_out import Made


class Degrees(QWidget):
    """`ref` is a case id."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._case, self._id = "", ""
        self._found: tuple[Degree, ...] = ()
        inner = Page()
        page = page_layout(inner)
        self._heading = Heading(_("Credential evaluation"), " ")
        self._heading.add(button(_("Evidence of the case"), self._back, picture="back"))
        self._heading.add(button(_("Write the list…"), self._ask_where, picture="list"))
        self._paper = PaperOut(desk, self._heading, self._page)
        page.addWidget(self._heading)
        self._card = Card(_("Degrees"))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._card.body.addLayout(self._list)
        page.addWidget(self._card)
        self._form = Card(_("Add a degree"))
        page.addWidget(self._form)
        page.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Show the degrees of a case."""
        self._case, self._id = ref, ""
        self._read(again=True)

    def refresh(self, changed: Changed) -> None:
        """Read again when degrees changed; what is typed stays."""
        if self._case and "evaluation" in changed.tables:
            self._read(again=False)

    # -- private ------------------------------------------------------------------------------

    def _read(self, *, again: bool) -> None:
        row = cases.case_rows(self._office, [self._case]).get(self._case) if self._case else None
        self._heading.set_words(f"{row.number} {row.title}" if row else _("No case is chosen."))
        self._found = evaluations.degrees_of(self._office, self._case) if row else ()
        self._paper.show(bool(self._found))
        self._form.setVisible(row is not None)
        clear_layout(self._list)
        for one in self._found:
            words = " · ".join(
                part
                for part in (
                    one.who,
                    one.words["institution"],
                    one.words["country"],
                    one.words["equivalence"],
                )
                if part
            )
            lacks = _("lacks: {words}").format(words=", ".join(one.open)) if one.open else _("complete")
            choose = partial(self._choose, one.id)
            level = "warn" if one.open else "good"
            title = " · ".join(filter(None, (one.words["degree"], one.words["field"])))
            self._list.addWidget(text_line(title, words, choose, note=lacks, level=level))
        if not self._found:
            self._list.addWidget(label(_("No degree is recorded yet."), quiet=True))
        if row is not None and again:
            self._build()

    def _build(self) -> None:
        self._form.clear()
        people = tuple((one.person_id, one.name) for one in cases.case_page(self._office, self._case).parties)
        papers = tuple(
            (one.id, one.title)
            for one in documents.evidence(self._office, self._case)
            if one.kind == "document"
        )
        titles = evaluations.labels()
        asked = [Asked("person", _("Whose"), people)]
        for word, title in titles.items():
            options = (("", "–"), *papers) if word == "document_id" else ()
            asked.append(Asked(word, title, options, 2 if word == "note" else 1))
        self._fields = Labelled(asked, columns=3)
        self._form.body.addWidget(self._fields)
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        self._remove = button(_("Remove this degree"), self._take_away, link=True)
        feet.addWidget(self._remove)
        feet.addStretch(1)
        feet.addWidget(button(_("A new one"), partial(self._choose, "")))
        feet.addWidget(button(_("Keep the degree"), self._keep, picture="check"))
        self._form.body.addLayout(feet)
        self._choose(self._id)

    def _choose(self, degree_id: str) -> None:
        """Put a degree into the fields, or empty them for a new one."""
        self._id = degree_id
        one = next((one for one in self._found if one.id == degree_id), None)
        words = dict(one.words) if one else dict.fromkeys(evaluations.labels(), "")
        self._fields.put(words if one is None else {**words, "person": one.person_id})
        self._remove.setVisible(one is not None)
        self._fields.fields["degree"].setFocus()

    def _keep(self) -> None:
        told = self._fields.values()
        person = told.pop("person")
        self._desk.work.run(
            self, evaluations.keep, self._office, person, self._id, told,
            done=self._kept, failed=self._desk.problem, title=_("Keeping the degree"),
        )  # fmt: skip

    def _take_away(self) -> None:
        self._desk.work.run(
            self, evaluations.remove, self._office, self._id,
            done=self._kept, failed=self._desk.problem, title=_("Removing the degree"),
        )  # fmt: skip

    def _kept(self, changed: Any) -> None:
        self._desk.changed(changed)
        self._choose("")

    def _ask_where(self) -> None:
        kinds = _("Lists ({kinds})").format(kinds="*.xlsx *.csv")
        self._desk.pick_save(_("Write the list"), _("degrees") + ".xlsx", kinds, self._write)

    def _write(self, out: Path) -> None:
        out = out if out.suffix.lower() in (".xlsx", ".csv") else out.with_suffix(".xlsx")
        try:
            evaluations.write_sheet(self._office, self._case, out)
        except Problem as problem:
            self._desk.problem(problem)
            return
        self._desk.tell(n_("{n} line is on disk.", "{n} lines are on disk.", len(self._found)))

    def _page(self) -> Made | None:
        pdf = evaluations.sheet_pdf(self._office, self._found)
        return _("Credential evaluation"), _("degrees") + ".pdf", pdf

    def _back(self) -> None:
        self._desk.go("case", f"{self._case}/evidence" if self._case else "")
