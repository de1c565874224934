"""A questionnaire in another language: every text that a person reads, looked up in the pack's labels."""

from __future__ import annotations

from collections.abc import Mapping

from immdesk.intake.form import Flag, Form, Item, Kind, Labels, Page, Section

Texts = Mapping[str, str]


def spoken(form: Form, texts: Texts) -> Form:
    """Give the questionnaire with the texts that `texts` knows by their English; the rest stays English."""
    if not texts:
        return form
    return form.model_copy(
        update={
            "title": texts.get(form.title, form.title),
            "group": texts.get(form.group, form.group),
            "help": texts.get(form.help, form.help),
            "sections": tuple(_section(one, texts) for one in form.sections),
            "pages": tuple(_page(one, texts) for one in form.pages),
            "flags": tuple(_flag(one, texts) for one in form.flags),
            "labels": _labels(form.labels or Labels(language="en"), texts),
        }
    )


def _section(section: Section, texts: Texts) -> Section:
    kinds = tuple(_kind(one, texts) for one in section.kinds)
    return section.model_copy(update={"title": texts.get(section.title, section.title), "kinds": kinds})


def _kind(kind: Kind, texts: Texts) -> Kind:
    return kind.model_copy(
        update={"title": texts.get(kind.title, kind.title), "add": texts.get(kind.add, kind.add)}
    )


def _page(page: Page, texts: Texts) -> Page:
    return page.model_copy(
        update={
            "title": texts.get(page.title, page.title),
            "help": texts.get(page.help, page.help),
            "ask": tuple(_item(one, texts) for one in page.ask),
        }
    )


def _item(item: Item, texts: Texts) -> Item:
    said = {
        name: texts.get(getattr(item, name), getattr(item, name))
        for name in ("label", "help", "add", "complete", "row")
    }
    return item.model_copy(update={**said, "questions": tuple(_item(one, texts) for one in item.questions)})


def _flag(flag: Flag, texts: Texts) -> Flag:
    return flag.model_copy(update={"text": texts.get(flag.text, flag.text)})


def _labels(labels: Labels, texts: Texts) -> Labels:
    said = {path: texts.get(label, label) for path, label in labels.labels.items()}
    options = {
        path: {value: texts.get(label, label) for value, label in shown.items()}
        for path, shown in labels.options.items()
    }
    helps = {path: texts.get(help_, help_) for path, help_ in labels.helps.items()}
    return Labels(language=labels.language, labels=said, options=options, helps=helps, texts=dict(texts))
