"""The payments of a packet: an amount or a named reason for each form, a G-1450 without a card, the label."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from immdesk.basics.problems import Problem
from immdesk.office import blanks, packet_layout
from immdesk.office.case_packet import read_packet
from immdesk.office.office import Office
from immdesk.office.packet_layout import Choices
from immdesk.office.packet_payment import payments, write_label, write_payments
from immdesk.packets.parts import FormPart

Case = Callable[[str], str]


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def test_each_form_with_a_fee_has_its_amount_or_a_named_reason(practice: Office, case: Case) -> None:
    rows = payments(practice, case("26-0001"))
    told = {(row.form, row.who): (row.usd, row.why_not) for row in rows}
    assert told[("I-130", "Lucía Ramírez Ortega")][0] == 675
    assert told[("I-485", "Lucía Ramírez Ortega")][0] == 1440
    assert not {row.form for row in rows} & {"G-28", "I-864"}
    assert all(row.usd is not None or "Ask first" in " ".join(row.reasons) for row in rows)
    assert all("no blank of Form G-1450" in row.why_not for row in rows if row.usd)


def test_a_payment_form_carries_the_name_and_the_amount_and_nothing_of_a_card(
    practice: Office, case: Case, shared: Path, tmp_path: Path
) -> None:
    blanks.add(practice, shared / "forms" / "G-1450_02-06-26.pdf")
    rows = write_payments(practice, case("26-0001"), tmp_path / "pay.pdf")
    pages = texts(tmp_path / "pay.pdf")
    printed = [page for page in pages if "Authorization for Credit Card Transactions" in page]
    assert len(printed) == len([row for row in rows if row.usd]) >= 3
    assert "Carter" in printed[0]
    assert "675" in printed[0]
    assert "For the office only" in pages[0]
    assert "I-130 – Lucía Ramírez Ortega: $675" in pages[0]
    with pikepdf.open(tmp_path / "pay.pdf") as pdf:
        assert "/AcroForm" not in pdf.Root


def test_the_label_carries_the_typed_address_and_says_to_verify_it(
    practice: Office, case: Case, tmp_path: Path
) -> None:
    address = "USCIS\nAttn: I-130\n\n 1 Example Way \nPhoenix, AZ 85000"
    write_label(practice, case("26-0001"), address, "9405 5000", tmp_path / "label.pdf")
    (page,) = texts(tmp_path / "label.pdf")
    for words in ("1 Example Way", "Phoenix, AZ 85000", "9405 5000", "26-0001", "Verify it on the agency"):
        assert words in page
    assert "Ramírez" not in page


def test_without_an_address_there_is_no_label(practice: Office, case: Case, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="No address"):
        write_label(practice, case("26-0001"), " \n ", "", tmp_path / "label.pdf")
    assert not list(tmp_path.glob("label*"))


def test_a_payment_form_lies_on_each_form_with_a_fee_in_the_packet_itself(
    practice: Office, case: Case, shared: Path, tmp_path: Path
) -> None:
    case_id = case("26-0001")
    line = "Form G-1450 or G-1650, payment of the fees"
    assert line in [one.title for one in read_packet(practice, case_id).gaps()]  # no blank yet
    for name in ("G-1450_02-06-26.pdf", "I-130_04-01-24.pdf"):
        blanks.add(practice, shared / "forms" / name)
    packet = read_packet(practice, case_id)
    assert line not in [one.title for one in packet.gaps()]
    parts = [one for one in packet.input().parts if isinstance(one, FormPart)]
    assert [one.title for one in parts] == 2 * [
        "Form G-1450, payment of Form I-130",
        "Form I-130, Petition for Alien Relative",
    ]
    packet_layout.choose(practice, case_id, Choices(payment="none"))
    packet = read_packet(practice, case_id)
    assert line not in [one.title for one in packet.gaps()]
    assert [one.form for one in packet.input().parts if isinstance(one, FormPart)] == 2 * ["I-130"]
    packet_layout.choose(practice, case_id, Choices(payment="bank"))
    assert line in [one.title for one in read_packet(practice, case_id).gaps()]  # nobody has mapped it
