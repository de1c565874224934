"""The command line speaks the language of the desk; what programs read stays English."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def immdesk(*words: str, home: Path) -> str:
    environment = {**os.environ, "IMMDESK_LANGUAGE": "es", "IMMDESK_HOME": str(home), "COLUMNS": "200"}
    command = [sys.executable, "-m", "immdesk", *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60).stdout


def test_help_and_arithmetic_are_told_in_spanish(tmp_path: Path) -> None:
    said = immdesk("law", "--help", home=tmp_path)
    assert "Reglas, su cálculo y sus casos resueltos." in said
    given = ("--given", "notice_date=2026-03-02", "--given", "response_days=84", "--given", "served_by=mail")
    said = immdesk("law", "explain", "rfe-deadline", *given, home=tmp_path)
    assert "sumar 84 días" in said
    assert "notificado por correo" in said


@pytest.mark.parametrize("rule", ["rfe-deadline"])
def test_json_stays_english(tmp_path: Path, rule: str) -> None:
    given = ("--given", "notice_date=2026-03-02", "--given", "response_days=84", "--given", "served_by=mail")
    found = json.loads(immdesk("law", "explain", rule, *given, "--json", home=tmp_path))
    assert found["title"] == "Answer the request for evidence"
    assert any("add 84 days" in line["step"] for line in found["outputs"]["deadline"]["lines"])
