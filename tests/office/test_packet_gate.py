"""The packet before it is printed: what is missing is named, and it is a draft until an attorney approves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from immdesk.basics.problems import Problem
from immdesk.office import blanks, cases, documents, firm, interviews, packets
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office
from immdesk.office.rows import PacketPage
from tests.office.papers import scan

Case = Callable[[str], str]
SetFact = Callable[..., None]


@pytest.fixture
def ready(practice: Office, shared: Path) -> Office:
    """The practice office with the blanks of G-28, I-130, I-130A, I-485 and I-864."""
    for name in ("G-28_09-17-18", "I-130_04-01-24", "I-130A_04-01-24", "I-485_01-20-25", "I-864_10-17-24"):
        blanks.add(practice, shared / "forms" / f"{name}.pdf")
    return practice


def attorney(office: Office) -> str:
    return next(one.id for one in firm.staff(office) if one.is_attorney)


def stops(page: PacketPage) -> list[tuple[str, str]]:
    return [(row.where, row.message) for row in page.preflight if row.severity == "stop"]


def text_of(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


def build(office: Office, case_id: str, out: Path) -> list[str]:
    packets.build(office, case_id, out, lambda *_: None, lambda: False)
    return text_of(out)


def test_a_blank_that_is_missing_is_named_before_printing(practice: Office, case: Case) -> None:
    page = packets.page(practice, case("26-0001"))
    assert stops(page)[:2] == [
        (
            "G-28 – Daniel Robert Carter",
            "The office has no blank of Form G-28 yet. Add the PDF from the agency's page.",
        ),
        (
            "I-130 – Lucía Ramírez Ortega",
            "The office has no blank of Form I-130 yet. Add the PDF from the agency's page.",
        ),
    ]
    assert all(row.do for row in page.preflight)
    assert page.draft


def test_what_the_case_still_needs_stands_as_named_gaps(practice: Office, case: Case) -> None:
    gaps = packets.page(practice, case("26-0001")).gaps
    assert any(
        gap.startswith("Form I-693, Report of Immigration Medical Examination, sealed") for gap in gaps
    )
    for form in ("I-130A", "I-864", "I-765", "I-131", "G-1450 or G-1650"):
        assert any(f"Form {form}" in gap for gap in gaps), form
    assert len([gap for gap in gaps if gap.startswith("Form I-485: ")]) == 2  # for want of the blank


def test_with_the_blanks_only_the_attorney_is_wanting(ready: Office, case: Case) -> None:
    page = packets.page(ready, case("26-0001"))
    assert stops(page) == [
        (
            "Attorney",
            "No attorney has approved this packet; it carries DRAFT on every form and letter.",
        )
    ]
    assert [(row.form, row.blank, row.edition) for row in packets.forms_of(ready, case("26-0001"))] == [
        ("G-28", "ready", "09/17/18"),
        ("I-130", "ready", "04/01/24"),
        ("I-130", "ready", "04/01/24"),
        ("I-130A", "ready", "04/01/24"),
        ("G-28", "ready", "09/17/18"),
        ("G-28", "ready", "09/17/18"),
        ("I-485", "ready", "01/20/25"),
        ("I-485", "ready", "01/20/25"),
        ("I-864", "ready", "10/17/24"),
        ("I-864", "ready", "10/17/24"),
    ]


def test_every_signature_is_listed_by_its_signer(ready: Office, case: Case) -> None:
    signatures = packets.page(ready, case("26-0001")).signatures
    assert sum("I-130" in where for _signer, where in signatures) >= 2
    assert sum("G-28" in where for _signer, where in signatures) >= 2
    assert all(signer and where for signer, where in signatures)


def test_a_draft_says_so_on_every_form_and_letter_and_an_approved_packet_never(
    ready: Office, case: Case, tmp_path: Path
) -> None:
    draft = build(ready, case("26-0001"), tmp_path / "draft.pdf")
    assert sum("DRAFT" in page for page in draft) >= 1 + 4 + 12 + 12 + 2 * (4 + 24 + 12)
    packets.approve(ready, case("26-0001"), attorney(ready))
    page = packets.page(ready, case("26-0001"))
    assert (page.draft, page.approved_by, page.approved_at) == (False, "Helen Whitaker", "Fri Aug 14, 2026")
    final = build(ready, case("26-0001"), tmp_path / "final.pdf")
    assert [number for number, text in enumerate(final) if "DRAFT" in text] == []
    assert packets.last_made(ready, case("26-0001"))[2] is False
    assert "Ramírez Ortega" in final[0]


def test_only_an_attorney_approves(ready: Office, case: Case) -> None:
    paralegal = next(one.id for one in firm.staff(ready) if not one.is_attorney)
    for who in (paralegal, "nobody", ""):
        with pytest.raises(Problem, match="attorney"):
            packets.approve(ready, case("26-0001"), who)
    assert packets.page(ready, case("26-0001")).draft


def changes(ready: Office, case_id: str, pdf: Path, set_fact: SetFact) -> dict[str, Callable[[], object]]:
    """Give every kind of change that an attorney has not seen."""
    person = ready.rows("SELECT person_id FROM case_party WHERE case_id = ?", [case_id])[0]["person_id"]
    decree = next(row.id for row in documents.evidence(ready, case_id) if "Divorce" in row.title)

    def answer() -> None:
        draft = interviews.start(ready, "family-adjustment", case_id).draft_id
        interviews.answer(ready, draft, "petitioner.eye_color", "green")
        interviews.finish(ready, draft)

    return {
        "an answer": answer,
        "a document": lambda: documents.attach(ready, case_id, person, "lease", "Lease", pdf),
        "a document left out": lambda: documents.set_include(ready, case_id, decree, False),
        "the attorney's bar number": lambda: set_fact("staff", "role = 'attorney'", bar_number="1"),
        "the office's address": lambda: set_fact("office", "1", street="1 Other Street"),
        "a title of an exhibit": lambda: set_fact("document", f"id = '{decree}'", title="Decree"),
    }


@pytest.mark.parametrize(
    "kind",
    [
        "an answer",
        "a document",
        "a document left out",
        "the attorney's bar number",
        "the office's address",
        "a title of an exhibit",
    ],
)
def test_any_later_change_makes_the_packet_a_draft_again(
    ready: Office, case: Case, pdf: Path, set_fact: SetFact, kind: str
) -> None:
    packets.approve(ready, case("26-0001"), attorney(ready))
    assert not packets.page(ready, case("26-0001")).draft
    changes(ready, case("26-0001"), pdf, set_fact)[kind]()
    page = packets.page(ready, case("26-0001"))
    assert page.draft
    assert stops(page) == [
        ("Attorney", "Something changed after Helen Whitaker approved it; it carries DRAFT again.")
    ]
    packets.approve(ready, case("26-0001"), attorney(ready))
    assert not packets.page(ready, case("26-0001")).draft


def test_what_is_no_part_of_the_packet_leaves_the_approval(ready: Office, case: Case) -> None:
    packets.approve(ready, case("26-0001"), attorney(ready))
    cases.add_note(ready, case("26-0001"), "Called.")
    ready.clock = stopped_at(ready.today(), hour=17)
    assert not packets.page(ready, case("26-0001")).draft


def test_whatever_stops_a_packet_keeps_it_a_draft_also_when_approved(
    ready: Office, case: Case, set_fact: SetFact, tmp_path: Path
) -> None:
    set_fact("document", "title = 'Divorce decree with translation'", blob=None)
    packets.approve(ready, case("26-0001"), attorney(ready))
    page = packets.page(ready, case("26-0001"))
    assert page.draft
    assert stops(page) == [("Exhibit A: Divorce decree with translation", "There is no scan of it yet.")]
    text = build(ready, case("26-0001"), tmp_path / "packet.pdf")
    assert any("There is no scan of it yet." in one for one in text)


def test_an_edition_that_is_no_longer_accepted_is_named(
    ready: Office, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = [one for one in ready.library.editions if one.form != "I-130"]
    sheet = next(one for one in ready.library.editions if one.form == "I-130")
    edition = sheet.editions[-1].model_copy(update={"edition": "06/01/26", "from_": None})
    ready._library[0] = _with_editions(ready, (*newer, sheet.model_copy(update={"editions": (edition,)})))
    packets.approve(ready, case("26-0001"), attorney(ready))
    page = packets.page(ready, case("26-0001"))
    assert stops(page)[0] == (
        "I-130 – Lucía Ramírez Ortega",
        "The agency now wants the edition 06/01/26 of Form I-130.",
    )
    assert page.draft
    assert packets.forms_of(ready, case("26-0001"))[1].blank == "superseded"


def test_an_edition_that_nobody_has_heard_of_is_warned_of(ready: Office, case: Case) -> None:
    ready._library[0] = _with_editions(ready, ())
    warned = [row for row in packets.page(ready, case("26-0001")).preflight if "edition list" in row.message]
    assert [(row.severity, row.where) for row in warned] == [
        ("warn", "G-28 – Daniel Robert Carter"),
        ("warn", "I-130 – Lucía Ramírez Ortega"),
        ("warn", "I-130 – Camila López Ramírez"),
        ("warn", "I-130A – Lucía Ramírez Ortega"),
        *(
            ("warn", f"{form} – {name}")
            for form in ("G-28", "I-485", "I-864")
            for name in ("Lucía Ramírez Ortega", "Camila López Ramírez")
        ),
    ]


def _with_editions(office: Office, editions: tuple[object, ...]) -> object:
    from dataclasses import replace

    return replace(office.library, editions=editions)  # type: ignore[arg-type]


def test_a_packet_that_was_stopped_leaves_nothing_behind(ready: Office, case: Case, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "packet.pdf").write_bytes(b"the old packet")
    asked: Iterator[bool] = iter([False, False, False])
    with pytest.raises(Problem):
        packets.build(ready, case("26-0001"), out / "packet.pdf", lambda *_: None, lambda: next(asked, True))
    assert [path.name for path in out.iterdir()] == ["packet.pdf"]
    assert (out / "packet.pdf").read_bytes() == b"the old packet"
    assert packets.last_made(ready, case("26-0001")) == (0, "", False)


def test_a_packet_for_a_folder_that_is_not_there_is_refused(
    practice: Office, case: Case, tmp_path: Path
) -> None:
    with pytest.raises(Problem) as refused:
        packets.build(
            practice, case("26-0001"), tmp_path / "no" / "packet.pdf", lambda *_: None, lambda: False
        )
    assert refused.value.do
    assert list(tmp_path.glob("no*")) == []


def test_progress_runs_from_the_first_step_to_the_last(practice: Office, case: Case, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    packets.build(
        practice,
        case("26-0001"),
        tmp_path / "packet.pdf",
        lambda done, total, _text: steps.append((done, total)),
        lambda: False,
    )
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]


def test_a_blank_is_recognised_once_and_a_paper_is_not_a_blank(
    practice: Office, shared: Path, tmp_path: Path
) -> None:
    added = blanks.add(practice, shared / "forms" / "I-130_04-01-24.pdf")
    assert (added.form, added.edition, added.pages, added.note) == ("I-130", "04/01/24", 12, "12 pages added")
    assert blanks.add(practice, shared / "forms" / "I-130_04-01-24.pdf").note == "already here"
    kept = blanks.listed(practice)
    assert [one.form for one in kept] == ["I-130"]
    assert blanks.blank_bytes(practice, kept[0]) == (shared / "forms" / "I-130_04-01-24.pdf").read_bytes()
    with pytest.raises(Problem, match="cannot be recognised"):
        blanks.add(practice, scan(tmp_path / "letter.pdf"))
    with pytest.raises(Problem, match="cannot be read"):
        blanks.add(practice, tmp_path / "missing.pdf")
    assert len(blanks.listed(practice)) == 1
