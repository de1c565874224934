"""What a questionnaire file may hold: sections, pages of questions, lists, and red flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import model_validator

from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Shape, did_you_mean, fit, read_all


class Item(Shape):
    """A question (`ask: path`, or the bare path) or a list question (`list: path` with its own questions).

    `when` is a condition; inside a list it may name the row's words without the path. A list that is
    `required` waits for "that is all"; `cover` says which rows count for the years to be covered, `years`
    how many (else those of the word; 0 for none), and `rows` how many empty rows a new person starts with.
    `only` offers some of the word's options: of relatives, a child is a child or a stepchild.
    """

    ask: str = ""
    list: str = ""
    when: str = ""
    required: bool = False
    label: str = ""
    help: str = ""
    add: str = ""
    complete: str = ""
    row: str = ""
    rows: int = 0
    cover: str = ""
    years: int = -1
    only: tuple[str, ...] = ()
    questions: tuple[Item, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _bare_path(cls, data: Any) -> Any:
        return {"ask": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _one_of_both(self) -> Item:
        if bool(self.ask) == bool(self.list):
            raise ValueError("write either `ask` or `list`")
        if bool(self.list) != bool(self.questions):
            raise ValueError("a list has `questions`, and only a list has them")
        return self


class Page(Shape):
    """Questions that stand together under a heading; `answered_by` says who can best tell.

    `rest_no` offers one "no" to all that is still open.
    """

    page: str
    title: str
    help: str = ""
    answered_by: Literal["client", "employer", "staff"] = "client"
    when: str = ""
    rest_no: bool = False
    ask: tuple[Item, ...]


class Kind(Shape):
    """A kind of person that may be added: a spouse, a child; `sets` are answers given by adding it."""

    kind: str
    title: str
    add: str
    at_most: int = 0
    sets: dict[str, str] = {}


class Section(Shape):
    """A person, an employer, a job or the case itself that the questionnaire asks about, on which pages."""

    section: str
    title: str
    about: Literal["person", "case", "employer", "job"] = "person"
    role: str = ""
    kinds: tuple[Kind, ...] = ()
    pages: tuple[str, ...]

    @property
    def many(self) -> bool:
        """Say whether there may be several; then each is added by its kind."""
        return bool(self.kinds)

    @property
    def shared(self) -> bool:
        """Say whether its answers can decide what is asked in the other sections."""
        return self.about != "person" or self.section == "petitioner"


class Flag(Shape):
    """A red flag, shown as a banner and never deciding anything.

    Raised for each of the sections named in `about` by a condition (`when`), by any row of a list
    that meets it (`each`), or by a check of the program (`finds`).
    """

    flag: str
    about: tuple[str, ...]
    when: str = ""
    each: str = ""
    finds: str = ""
    text: str
    cite: tuple[str, ...] = ()
    confidence: Literal["sourced", "partly", "general"]


class Labels(Shape):
    """Words for questions and options where the vocabulary's own are not the best to ask with.

    `helps` says in plain words what is meant: by path, by a word wherever it is asked (`city`), by its
    ending (`*_explained`), or, where nothing else is said, by type (`date`, `yes_no`).
    A language other than English gives `texts` instead: the Spanish, say, of each English text of the pack.
    """

    language: str
    labels: dict[str, str] = {}
    options: dict[str, dict[str, str]] = {}
    helps: dict[str, str] = {}
    texts: dict[str, str] = {}

    def help_for(self, path: str, own: str, word_type: str) -> str:
        """Give what helps with a question: said of its path, of the word itself, of its name, of its type."""
        name = path.rpartition(".")[2]
        ending = f"*_{name.rpartition('_')[2]}"
        said = self.helps
        found = said.get(path) or own or said.get(name) or said.get(ending) or said.get(f"type {word_type}")
        return found or ""


class Form(Shape):
    """A whole questionnaire. Pages that it does not hold itself come from the shared page files.

    `group` is the heading under which it is offered; `sets` are words of the case that are known because
    it is this questionnaire and no other, such as `case.purpose`.
    """

    form: str
    title: str
    case_type: str
    edition: int
    group: str = ""
    help: str = ""
    sets: dict[str, str] = {}
    sections: tuple[Section, ...]
    pages: tuple[Page, ...] = ()
    flags: tuple[Flag, ...] = ()
    labels: Labels | None = None


def load_forms(files: Iterable[tuple[str, str]], labels: Iterable[tuple[str, str]] = ()) -> dict[str, Form]:
    """Read questionnaires, complete with shared pages and labels, from (file name, text) pairs.

    A document that begins with `page:` is a shared page. Raises Problem with file and line for
    what does not fit, and for a page that no file holds.
    """
    forms: list[tuple[str, Form]] = []
    pages: dict[str, Page] = {}
    for name, text in files:
        for node in read_all(text, name):
            if isinstance(node.value, dict) and "page" in node.value:
                page = fit(Page, node, name)
                if page.page in pages:
                    raise Problem(f"{name}: the page '{page.page}' stands twice.", "", "Remove one of them.")
                pages[page.page] = page
            else:
                forms.append((name, fit(Form, node, name)))
    words = _labels(labels)
    return {form.form: _completed(form, name, pages, words) for name, form in forms}


def texts_in(language: str, files: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give what label files say in `language` for the English texts of the packs; nothing for English."""
    found: dict[str, str] = {}
    for one in _label_files(files):
        if one.language == language:
            found |= {text: said for text, said in one.texts.items() if said}
    return found


def _labels(files: Iterable[tuple[str, str]]) -> Labels | None:
    """Give the English label files as one; what a later file says of the same question wins."""
    found = [one for one in _label_files(files) if one.language == "en"]
    if not found:
        return None
    return Labels(
        language="en",
        labels={path: text for one in found for path, text in one.labels.items()},
        options={path: texts for one in found for path, texts in one.options.items()},
        helps={path: text for one in found for path, text in one.helps.items()},
    )


def _label_files(files: Iterable[tuple[str, str]]) -> list[Labels]:
    return [fit(Labels, node, name) for name, text in files for node in read_all(text, name)]


def _completed(form: Form, name: str, shared: Mapping[str, Page], labels: Labels | None) -> Form:
    known = {**shared, **{page.page: page for page in form.pages}}
    used: dict[str, Page] = {}
    for section in form.sections:
        for page in section.pages:
            if page not in known:
                raise Problem(
                    f"{name}: the section '{section.section}' has the page '{page}', which no file holds."
                    + did_you_mean(page, known),
                    "The pack is not opened.",
                    "Correct the name of the page.",
                )
            used[page] = known[page]
    for own in form.pages:
        if own.page not in used:
            raise Problem(f"{name}: no section asks the page '{own.page}'.", "", "Name it in a section.")
    return form.model_copy(update={"pages": tuple(used.values()), "labels": form.labels or labels})
