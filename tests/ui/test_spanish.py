"""The desk in Spanish: chosen in Settings, spoken from the next start; the agency still reads English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from immdesk.basics.words import set_language
from immdesk.office.office import Office
from immdesk.packets.pages import exhibit_sheet
from immdesk.settings import Settings
from tests.desk import DeskDriver, open_desk
from ui.language import speak


@pytest.fixture
def escritorio(qapp: QApplication, practice: Office, tmp_path: Path) -> Iterator[DeskDriver]:
    """The practice office on a computer where Spanish was chosen."""
    Settings(tmp_path / "settings").set("language", "es")
    driver = open_desk(tmp_path / "settings", practice)
    yield driver
    driver.leave()
    speak(qapp, "en")


def test_spanish_is_offered_by_its_own_name_and_kept_for_the_next_start(desk: DeskDriver) -> None:
    desk.go_to("Settings")
    desk.choose("Language", "Español")
    assert Settings(desk.window.settings.folder).get("language") == "es"


def test_the_places_and_the_day_are_spanish(escritorio: DeskDriver) -> None:
    escritorio.go_to("Hoy")
    escritorio.see("vie 14 ago 2026")
    for place in ("Casos", "Calendario", "Paquetes", "Personas", "Biblioteca", "Ajustes"):
        assert escritorio.can_press(place)


def test_the_questions_are_asked_in_spanish(escritorio: DeskDriver) -> None:
    escritorio.menu("Nueva entrevista")
    escritorio.press("Empezar Ajuste de estatus de una familia")
    escritorio.see("Nombre y nacimiento")
    escritorio.type_into("Apellidos", "Soto")
    escritorio.see("Los nombres exactamente como en el pasaporte.")


def test_the_reasons_of_a_date_are_worked_out_anew_in_spanish(escritorio: DeskDriver) -> None:
    escritorio.go_to("Hoy")
    escritorio.see("Fechas por revisar")
    kept = escritorio.window.office.rows("SELECT packs_hash FROM finding_cache")
    assert {row["packs_hash"][-3:] for row in kept} == {" es"}


def test_sheets_of_the_packet_stay_english() -> None:
    set_language("es")
    words = exhibit_sheet("A", "Birth certificate", "Soto Luna, Guadalupe").items[0].getPlainText()
    set_language("en")
    assert words == "EXHIBIT A"
