"""What is written to clients: in their language, to a safe address, as text, e-mail draft and letter."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pypdfium2
import pytest

from immdesk.basics.problems import Problem
from immdesk.office import client_texts
from immdesk.office.office import Office

Case = Callable[[str], str]


def test_a_reminder_is_written_in_the_client_s_language_with_the_dates_of_the_docket(
    practice: Office, case: Case
) -> None:
    made = client_texts.reminder(practice, case("26-0003"), "es")
    assert made.subject == "Un recordatorio, 26-0003"
    assert made.body.startswith("Estimado/a Văn Đức Nguyễn:\n\nEste es un recordatorio de su caso:\n\n")
    assert "19 de agosto de 2026." in made.body
    assert "The desk does not write Vietnamese" in client_texts.reminder(practice, case("26-0003")).note
    with pytest.raises(Problem, match="No date of this case is still to come"):
        client_texts.reminder(practice, case("26-0002"))


def test_an_invitation_leaves_as_a_draft_and_as_a_letter(
    practice: Office, case: Case, tmp_path: Path
) -> None:
    made = client_texts.invitation(practice, case("26-0001"), "3 de septiembre de 2026, 10:00")
    client_texts.write_eml(practice, made, tmp_path / "mail.eml")
    draft = message_from_bytes((tmp_path / "mail.eml").read_bytes(), policy=policy.default)
    assert (draft["Subject"], draft["To"], draft["X-Unsent"]) == (
        "Una cita en nuestra oficina, 26-0001",
        "lucia.ramirez@example.com",
        "1",
    )
    assert "3 de septiembre de 2026, 10:00" in draft.get_content()
    client_texts.write_letter(practice, made, tmp_path / "letter.pdf")
    pdf = pypdfium2.PdfDocument(tmp_path / "letter.pdf")
    text = pdf[0].get_textpage().get_text_range()
    assert "14 de agosto de 2026" in text
    assert "Lucía Ramírez Ortega" in text
    assert "correo" not in text
    pdf.close()


def test_an_address_that_is_not_safe_is_left_out(practice: Office, case: Case) -> None:
    def unsafe(session: object) -> None:
        from immdesk.records.contacts import Contact

        rows = session.query(Contact).filter(Contact.kind == "email").all()  # type: ignore[attr-defined]
        for row in rows:
            row.safe = "no"

    practice.change("Mark addresses", unsafe)
    made = client_texts.invitation(practice, case("26-0001"), "mañana")
    assert (made.to, "marked as not safe" in made.note) == ("", True)


def test_every_language_has_the_same_texts() -> None:
    assert list(client_texts.languages()) == ["en", "es"]


def test_the_attorney_is_reminded_in_the_language_that_is_chosen(practice: Office, case: Case) -> None:
    made = client_texts.for_attorney(practice, case("26-0003"), "es")
    assert made.subject == "Para su decisión, 26-0003"
    assert "19 de agosto de 2026" in made.body
    assert client_texts.for_attorney(practice, case("26-0003")).subject == "For your decision, 26-0003"
