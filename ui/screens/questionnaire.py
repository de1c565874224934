"""A questionnaire for a client: for whom, in which language, how; then the file and its e-mail."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office import questions_out
from immdesk.office.questions_out import Asked, Made, Tongue, Wish
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.desk import Desk
from ui.parts.labels import label, title_label
from ui.screens.packet_build import PDF

if TYPE_CHECKING:
    from immdesk.office.questions_sent import Sent
    from immdesk.office.rows import Changed

_WIDE = 76


def open_questionnaire(desk: Desk, office: Any, case_id: str) -> None:
    """Count what can be asked beside the screen, then ask what is wanted."""
    desk.work.run(
        desk,
        _ready,
        office,
        case_id,
        done=partial(_show, desk, office, case_id),
        failed=desk.problem,
        title=_("Counting the questions"),
    )


def bring_home(desk: Desk, case_id: str) -> None:
    """Ask for the file of a questionnaire that came back, and lay it beside what the office has."""
    title = _("Choose the questionnaire that came back")
    desk.pick_file(title, PDF, lambda path: desk.go("answers", f"{case_id}\n{path}"))


Ready = tuple[tuple[Asked, ...], tuple[Tongue, ...], tuple["Sent", ...], bool]


def _ready(office: Any, case_id: str) -> Ready:
    from immdesk.office.questions_sent import sent_of

    asked = questions_out.asked_of(office, case_id)
    short = questions_out.only_missing_first(office, case_id)
    return asked, questions_out.tongues(), sent_of(office, case_id), short


def _show(desk: Desk, office: Any, case_id: str, ready: Ready) -> None:
    QuestionnaireSheet(desk, office, case_id, ready).show()


class QuestionnaireSheet(QDialog):
    """Asks what is to be printed, prints it, and shows the e-mail that may go with it."""

    def __init__(self, desk: Desk, office: Any, case_id: str, ready: Ready) -> None:
        super().__init__(desk.window)
        self._desk, self._office, self._case = desk, office, case_id
        self._asked, self._tongues, self._sent, short = ready
        self.setObjectName("question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Questionnaire"))
        self.setAccessibleName(_("Questionnaire"))
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        self._body.setSpacing(theme.M)
        self._ask(short)
        self.resize(_WIDE * self.fontMetrics().averageCharWidth(), self.sizeHint().height())

    # -- asking --------------------------------------------------------------------------------

    def _ask(self, short: bool) -> None:
        self._body.addWidget(title_label(_("Questionnaire"), 2))
        self._body.addWidget(
            label(_("For whom; several get one file with a part for each"), quiet=True, wrap=True)
        )
        self._who = [self._person(one) for one in self._asked]
        self._language = self._choice(_("Language"), [(one.code, one.name) for one in self._tongues])
        ways = [("", _("To fill on a computer or a phone")), ("paper", _("On paper, to write on by hand"))]
        self._way = self._choice(_("How"), ways)
        whole = [("", _("Everything, with what we know in it")), ("missing", _("Only what is missing"))]
        self._which = self._choice(_("What is asked"), whole)
        self._which.setCurrentIndex(int(short))
        self._count, self._note = label("", wrap=True), label("", wrap=True, level="warn")
        self._body.addWidget(self._count)
        self._body.addWidget(self._note)
        for one in self._sent[:3]:
            self._body.addWidget(label(_sent_words(one), quiet=True, small=True, wrap=True))
        self._body.addStretch(1)
        self._body.addLayout(self._feet())
        self._language.currentIndexChanged.connect(self._look)
        self._which.currentIndexChanged.connect(self._look)
        self._look()

    def _person(self, one: Asked) -> QCheckBox:
        box = QCheckBox(one.title.replace("&", "&&"))
        box.setAccessibleName(one.title)
        box.setChecked(one.id != questions_out.EMPLOYER)
        box.toggled.connect(self._look)
        self._body.addWidget(box)
        return box

    def _choice(self, name: str, options: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for value, text in options:
            box.addItem(text, value)
        row = QHBoxLayout()
        row.setSpacing(theme.M)
        told = label(name)
        told.setBuddy(box)
        told.setMinimumWidth(14 * self.fontMetrics().averageCharWidth())
        row.addWidget(told)
        row.addWidget(box, 1)
        self._body.addLayout(row)
        return box

    def _feet(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        home = button(_("Bring one home…"), self._bring_home, link=True)
        home.setToolTip(_("Read a questionnaire that a client sent back"))
        self._save = button(_("Save…"), self._pick, main=True, picture="save")
        row.addWidget(home)
        row.addStretch(1)
        row.addWidget(button(_("Cancel"), self.reject))
        row.addWidget(self._save)
        return row

    def _look(self) -> None:
        """Say what staff should know, and whether there is anything to print."""
        tongue = self._tongues[self._language.currentIndex()]
        missing = bool(self._which.currentData())
        chosen = [one for one, box in zip(self._asked, self._who, strict=True) if box.isChecked()]
        count = sum(one.missing if missing else one.questions for one in chosen)
        self._count.setText(n_("{n} question.", "{n} questions.", count))
        self._note.setText(tongue.note)
        self._save.setEnabled(count > 0)

    def _wish(self) -> Wish:
        who = tuple(one.id for one, box in zip(self._asked, self._who, strict=True) if box.isChecked())
        paper, missing = bool(self._way.currentData()), bool(self._which.currentData())
        return Wish(who, str(self._language.currentData()), paper, missing)

    def _bring_home(self) -> None:
        self.reject()
        bring_home(self._desk, self._case)

    # -- printing ------------------------------------------------------------------------------

    def _pick(self) -> None:
        wish = self._wish()
        name = questions_out.file_name(self._office, self._case, wish.language)
        self._desk.pick_save(_("Save the questionnaire"), name, PDF, partial(self._write, wish))

    def _write(self, wish: Wish, out: Path) -> None:
        self._save.setEnabled(False)
        self._desk.work.run(
            self,
            questions_out.write,
            self._office,
            self._case,
            wish,
            out if out.suffix else out.with_suffix(".pdf"),
            done=self._written,
            failed=self._failed,
            title=_("Printing the questionnaire"),
        )

    def _failed(self, error: BaseException) -> None:
        self._save.setEnabled(True)
        self._desk.problem(error)

    def _written(self, found: tuple[Made, Changed]) -> None:
        made, changed = found
        self._desk.changed(changed)
        clear_layout(self._body)
        self._body.addWidget(title_label(_("The questionnaire is on disk"), 2, wrap=True))
        pages = n_("{n} page", "{n} pages", made.pages)
        told = _("{pages}, code {code}. It holds private facts: send it as the office sends such things.")
        self._body.addWidget(label(told.format(pages=pages, code=made.sent.code), wrap=True))
        for note in made.notes:
            self._body.addWidget(label(note, wrap=True, level="warn"))
        self._mail = QPlainTextEdit(made.mail)
        self._mail.setReadOnly(True)
        self._mail.setTabChangesFocus(True)
        self._mail.setAccessibleName(_("E-mail to send with it"))
        self._body.addWidget(label(_("E-mail to send with it"), quiet=True))
        self._body.addWidget(self._mail, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        row.addStretch(1)
        row.addWidget(button(_("Copy the e-mail"), self._copy))
        row.addWidget(button(_("Close"), self.accept, main=True))
        self._body.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._mail.toPlainText())
        self._desk.tell(_("The e-mail is copied."))


def _sent_words(one: Sent) -> str:
    from datetime import date

    day = on_screen(date.fromisoformat(one.on))
    asked = n_("{n} question", "{n} questions", one.questions)
    if one.back:
        back = on_screen(date.fromisoformat(one.back[-1].on))
        return _("Printed on {day}, {questions}; came back on {back}.").format(
            day=day, questions=asked, back=back
        )
    return _("Printed on {day}, {questions}; has not come back.").format(day=day, questions=asked)
