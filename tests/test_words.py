"""The words of the desk: the same places to fill in, days as each language writes them, nothing forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel import Locale

from immdesk.basics import shown
from immdesk.basics.facts import PartialDate
from immdesk.basics.paths import resource
from immdesk.basics.pseudo import pseudo
from immdesk.basics.reading_places import country_in_words, places
from immdesk.basics.values import completions, read_value
from immdesk.basics.words import _, language, n_, set_language
from immdesk.packs.library import Library, load_library
from immdesk.packs.spoken import pack_words
from immdesk.packs.texts import texts_of
from installer import pack_words as pack_label_files
from installer import words
from tests.reading_code import ROOT, modules
from tests.reading_code import shown as shown_path

DAY = date(2026, 3, 7)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    set_language("en")


@pytest.fixture(scope="module")
def spanish() -> Library:
    set_language("es")
    return load_library([resource("packs", "us")])


def test_every_translation_has_the_same_places_to_fill_in() -> None:
    found = [
        line
        for path in words.translations()
        for line in words.wrong_in(words.read(path), words.texts())
        if not line.startswith("not translated")  # `bootstrap.py check` tells of those
    ]
    assert found == []


def test_what_the_desk_reads_is_made_from_what_people_translate() -> None:
    for path in words.translations():
        assert path.with_suffix(".mo").read_bytes() == words.as_mo(words.read(path))


def test_no_translation_is_marked_as_doubtful_or_given_twice() -> None:
    for path in words.translations():
        catalog = words.read(path)
        assert [one.id for one in catalog if one.fuzzy and one.id] == []
        assert len(words.ids(catalog)) == path.read_text("utf-8").count("\nmsgid ") - 1 + 1


def test_spanish_ships_and_is_spoken() -> None:
    assert set_language("es")
    assert language() == "es"
    assert [_("Calendar"), _("Petitioner"), _("priority date")] == [
        "Calendario", "Peticionario", "fecha de prioridad",
    ]  # fmt: skip
    assert [n_("{n} page", "{n} pages", 1), n_("{n} page", "{n} pages", 12)] == ["1 página", "12 páginas"]


def test_a_language_that_does_not_ship_leaves_the_desk_english() -> None:
    assert not set_language("xx")
    assert (language(), _("Calendar")) == ("en", "Calendar")


def test_days_look_as_spanish_writes_them() -> None:
    set_language("es")
    assert shown.on_screen(DAY) == "sáb 7 mar 2026"
    assert shown.in_words(DAY) == "7 de marzo de 2026"
    assert shown.on_screen(PartialDate(1988, 9)) == "sept 1988"
    assert shown.on_screen(PartialDate(1988)) == "1988"
    assert [shown.on_screen(True), shown.on_screen(False), shown.on_screen(Decimal(1440))] == [
        "sí", "no", "$1,440",
    ]  # fmt: skip


def test_what_goes_to_the_agency_stays_english() -> None:
    set_language("es")
    assert shown.in_letter(DAY) == "March 7, 2026"
    assert shown.in_letter(PartialDate(1988, 3)) == "March 1988"
    assert shown.us_form(DAY) == "03/07/2026"


def test_a_day_shown_in_spanish_can_be_typed_again() -> None:
    set_language("es")
    for number in range(366):
        day = date(2026, 1, 1) + timedelta(days=number)
        assert read_value("date", shown.on_screen(day), today=DAY).value == day
        assert read_value("date", shown.in_words(day), today=DAY).value == day


def test_yes_is_understood_in_spanish() -> None:
    set_language("es")
    assert [read_value("yes_no", text, today=DAY).value for text in ("Sí", "si", "no")] == [True, True, False]


# -- the questionnaires -----------------------------------------------------------------------------


def test_questionnaires_are_asked_in_spanish(spanish: Library) -> None:
    form = spanish.forms["family-adjustment"]
    assert form.title == "Ajuste de estatus de una familia"
    assert [one.title for one in form.sections][:2] == ["Peticionario", "Familiar"]
    assert spanish.vocabulary.word("person.addresses.city").label == "Ciudad o pueblo"
    assert (
        dict(spanish.vocabulary.word("person.entries.manner").choices)["without_inspection"]
        == "sin inspección"
    )


def test_labels_on_papers_for_the_agency_stay_english(spanish: Library) -> None:
    word = spanish.vocabulary.word("person.born_on")
    assert (word.label, word.label_on_paper) == ("Fecha de nacimiento", "Date of birth")


@pytest.mark.parametrize("area", ["asking", "rules", "filing"])
def test_every_text_of_the_packs_has_its_spanish(area: str) -> None:
    shipped = resource("packs", "us")
    known = pack_words("es", [shipped])
    assert [text for text in texts_of(load_library([shipped]))[area] if text not in known] == []


def test_no_two_label_files_say_a_text_differently() -> None:
    assert list(pack_label_files.twice(resource("packs", "us"), "es")) == []


# -- texts that nobody translates -------------------------------------------------------------------

SAID = {
    "Problem", "Refused", "Stale", "label", "button", "Heading", "QLabel", "QPushButton", "QCheckBox",
    "QAction", "setText", "setPlaceholderText", "setToolTip", "setAccessibleName", "setAccessibleDescription",
    "setWindowTitle", "setTitle", "addTab", "setTabText", "tell", "Card", "EmptyState",
    "Preference", "change",
}  # fmt: skip
FOR_WRITERS_OF_PACKS = (  # they read English, beside the file and line of a pack
    "immdesk/packs/", "immdesk/law/", "immdesk/basics/strictyaml.py", "immdesk/basics/conditions.py",
    "immdesk/basics/vocabulary.py", "immdesk/intake/form.py", "immdesk/intake/plan.py",
    "immdesk/packets/formmap.py", "immdesk/workflow/case_type.py",
)  # fmt: skip
PROSE = re.compile(r"[A-Za-z]{2,} \S*[a-z]|^[A-Z][a-z]+$")
NAMES = {"ImmDesk"}


def test_what_people_read_passes_through_the_words() -> None:
    found = [
        f"{shown_path(path)}:{line} {text!r}"
        for path in modules("immdesk", "ui")
        if not shown_path(path).startswith(FOR_WRITERS_OF_PACKS)
        for line, text in bare_texts(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


def bare_texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each text written straight into a call that shows it, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node.func) in SAID:
            for given in (*node.args, *(one.value for one in node.keywords)):
                for part in (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,):
                    text = text_in(part)
                    if PROSE.search(text) and text not in NAMES:
                        yield part.lineno, text


def name_of(called: ast.expr) -> str:
    if isinstance(called, ast.Name):
        return called.id
    return called.attr if isinstance(called, ast.Attribute) else ""


def text_in(part: ast.expr) -> str:
    if isinstance(part, ast.JoinedStr):
        return "".join(str(one.value) for one in part.values if isinstance(one, ast.Constant))
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""


def test_no_text_is_translated_before_the_language_is_chosen() -> None:
    early = [
        f"{shown_path(path)}:{node.lineno}"
        for path in modules("immdesk", "ui")
        for node in outside_functions(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and name_of(node.func) in ("_", "n_")
    ]
    assert early == []


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for one in ast.iter_child_nodes(node):
        if not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield one
            yield from outside_functions(one)


# -- the made-up language ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("&Desk", "[&Déšk]"),
        ("Nothing is due this week.", "[Ñóthíñg íš dúé thíš wéék. õ ñé ïüõ]"),
        ("{n} of {all} boxes filled", "[{n} óf {all} bóxéš fílléd õ ñé]"),
    ],
)
def test_the_made_up_language_is_longer_and_keeps_the_places(text: str, seen: str) -> None:
    assert pseudo(text) == seen


def test_the_folder_of_languages_tells_translators_what_to_do() -> None:
    told = (ROOT / "resources" / "languages" / "README.md").read_text("utf-8")
    assert "installer/words.py gather" in told


# -- countries --------------------------------------------------------------------------------------


def test_countries_are_offered_and_read_in_spanish_and_kept_as_forms_name_them() -> None:
    set_language("es")
    assert "Costa de Marfil" in completions("country")
    read = read_value("country", "costa de marfil", today=DAY)
    assert (read.value, read.shown) == ("Cote d'Ivoire", "Costa de Marfil")
    assert country_in_words("Germany") == "Alemania"


def test_a_country_typed_in_spanish_is_understood_at_an_english_desk() -> None:
    read = read_value("country", "Alemania", today=DAY)
    assert (read.value, read.shown) == ("Germany", "Germany")
    assert country_in_words("Germany") == "Germany"


def test_every_country_has_the_spanish_name_of_babel() -> None:
    known = Locale("es", "US").territories
    assert [one.code for one in places("countries") if one.spanish != known.get(one.code)] == []
