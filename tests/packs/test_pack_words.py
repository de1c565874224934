"""What packs say in Spanish: whole texts, texts with a name inside, and English where a word is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from immdesk.basics.words import set_language, tell_packs_from, told
from immdesk.packs.spoken import pack_words

TEXTS = {
    "Answer the request for evidence": "Responder a la solicitud de evidencia",
    "Passport of {person}": "Pasaporte de {person}",
    "response deadline": "fecha límite",
}


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    set_language("es")
    tell_packs_from(lambda code: TEXTS if code == "es" else {})
    yield
    set_language("en")
    tell_packs_from(lambda _code: {})


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Answer the request for evidence", "Responder a la solicitud de evidencia"),
        ("Passport of Ana (Anita) Cruz", "Pasaporte de Ana (Anita) Cruz"),
        (
            "Answer the request for evidence: response deadline",
            "Responder a la solicitud de evidencia: fecha límite",
        ),
        ("Call the consulate: ask for Mrs. Ruiz", "Call the consulate: ask for Mrs. Ruiz"),
        ("", ""),
    ],
)
def test_a_text_of_a_pack_is_told_in_spanish(english: str, spanish: str) -> None:
    assert told(english) == spanish


def test_english_asks_for_no_words() -> None:
    set_language("en")
    tell_packs_from(lambda _code: pytest.fail("the words were read"))
    assert told("Answer the request for evidence") == "Answer the request for evidence"


def test_words_are_kept_until_a_label_file_changes(tmp_path: Path) -> None:
    labels = tmp_path / "pack" / "labels"
    labels.mkdir(parents=True)
    file = labels / "es.yaml"
    file.write_text('language: es\ntexts:\n  "Fee": "Tarifa"\n  "Not yet": ""\n', "utf-8")
    cache = tmp_path / "cache"
    assert pack_words("es", [tmp_path / "pack"], cache) == {"Fee": "Tarifa"}
    assert (cache / "words-es.json").is_file()
    assert pack_words("es", [tmp_path / "pack"], cache) == {"Fee": "Tarifa"}
    file.write_text('language: es\ntexts:\n  "Fee": "Cuota de presentación"\n', "utf-8")
    assert pack_words("es", [tmp_path / "pack"], cache) == {"Fee": "Cuota de presentación"}


def test_labels_that_cannot_be_read_leave_the_packs_english(tmp_path: Path) -> None:
    labels = tmp_path / "labels"
    labels.mkdir()
    (labels / "es.yaml").write_bytes(b"language: es\ntexts: \xff")
    assert pack_words("es", [tmp_path]) == {}
