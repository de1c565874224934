"""What is written to a client or an attorney, in their language: after a notice, to invite, to remind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.dates import iso_day
from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Shape, parse
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _
from immdesk.basics.words import language as desk_language
from immdesk.office.our_office import office_words
from immdesk.office.safe_address import care_of
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

ENGLISH: Final = "en"
_OCCASIONS: Final = {
    "receipt": "receipt",
    "rfe": "rfe",
    "noid": "intent",
    "noir": "intent",
    "noit": "intent",
    "approval": "approval",
    "denial": "denial",
    "revocation": "denial",
    "ij_decision": "denial",
    "bia_decision": "denial",
    "rejection": "rejection",
    "biometrics": "appointment",
    "interview": "appointment",
}


class ReviewedText(Shape):
    """Who has read the texts of a language; `not reviewed` is an honest answer."""

    by: str


class Texts(Shape):
    """The texts of a language by name; every language has the same names."""

    language: str
    spoken: str
    reviewed: ReviewedText
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Message:
    """A letter as text. `to` is the e-mail address, "" where none is known or safe; `note` says why.

    `language` is the code in which it is written, `reader` the name of whom it is for, `address` where a
    letter is safe. `ask` is what to ask once before a message of a restricted case leaves, else "".
    """

    subject: str
    body: str
    to: str = ""
    language: str = ENGLISH
    note: str = ""
    reader: str = ""
    address: tuple[str, ...] = ()
    ask: str = ""


@cache
def languages() -> Mapping[str, Texts]:
    """Give the languages in which the office can write, English first; Problem for a wrong file."""
    files = sorted(
        resource("client_texts").glob("*.yaml"), key=lambda file: (file.stem != ENGLISH, file.stem)
    )
    found = {file.stem: parse(Texts, file.read_text("utf-8"), file.name) for file in files}
    names = set(found[ENGLISH].texts)
    for one in found.values():
        if set(one.texts) != names:
            differ = ", ".join(sorted(set(one.texts) ^ names))
            said = _("The texts of {language} and English differ in: {names}.")
            raise Problem(said.format(language=one.language, names=differ), "", _("Write the same names."))
    return found


def after_notice(office: Office, notice_id: str, language: str = "") -> Message:
    """Give the note to the client about a notice; `language` is a code, "" takes the client's own.

    Only dates that stand on the docket are named in it: what nobody has accepted is not promised.
    """
    with office.store.read() as read:
        rows = read.all(_NOTICE, [notice_id])
        if not rows:
            raise Problem(_("This notice is no longer in the case."), "", _("Look at the case again."))
        row = rows[0]
        said = read.all(
            "SELECT word, value FROM said WHERE owner_kind = 'notice' AND owner_id = ?", [notice_id]
        )
        words = {one["word"]: one["value"] for one in said if one["value"] not in (None, NONE_TEXT)}
        kept = read.all(
            "SELECT title, due_on FROM docket_entry WHERE state = 'kept' AND subject_kind = 'notice' "
            "AND subject_id = ? AND due_on <> '' ORDER BY due_on",
            [notice_id],
        )
        person = row["person_id"] or row["filed_for"] or _client(read, row["case_id"])
    occasion = _OCCASIONS.get(row["kind"] or "", "other")
    code = language or _language(office, person)
    places = {
        "form": row["form"] or _say(code, "file", number=row["number"]),
        "receipt": row["receipt_number"] or row["filed_under"] or "",
        "dates": _dates(office, code, kept),
        "validity": _validity(code, words),
        "when": _when(code, words),
    }
    return _message(office, person, row["number"], occasion, code, places)


def invitation(office: Office, case_id: str, when: str, language: str = "") -> Message:
    """Give the invitation of a case's client to the office; `when` is told as it was typed."""
    if not when.strip():
        raise Problem(
            _("An invitation needs a day and an hour."),
            _("Nothing was written."),
            _("Type them, such as September 3, 2026, 10:00."),
        )
    with office.store.read() as read:
        person, number = _client(read, case_id), _number(read, case_id)
    code = language or _language(office, person)
    return _message(office, person, number, "invitation", code, {"when": when.strip()})


def reminder(office: Office, case_id: str, language: str = "") -> Message:
    """Give the reminder of a case's client: every date on the docket that is still to come.

    Raises Problem when there is none.
    """
    with office.store.read() as read:
        person, number = _client(read, case_id), _number(read, case_id)
        kept = _coming(office, read, case_id)
    code = language or _language(office, person)
    return _message(office, person, number, "reminder", code, {"dates": _dates(office, code, kept)})


def papers_wanted(
    office: Office, case_id: str, papers: Sequence[tuple[str, str, str]], language: str = ""
) -> Message:
    """Give the letter that asks a case's client for papers: (title, whose, why what came cannot be used)."""
    with office.store.read() as read:
        person, number = _client(read, case_id), _number(read, case_id)
    code = language or _language(office, person)
    words = _titles_in(office, code)
    lines = [
        _say(code, "papers_wrong" if why else "papers_line", title=words.get(title, title), who=who, why=why)
        for title, who, why in papers
    ]
    return _message(office, person, number, "papers", code, {"papers": "".join(lines)})


def for_attorney(office: Office, case_id: str, code: str = "") -> Message:
    """Give the reminder of the case's attorney: what is on the docket and still to come.

    In the language `code`, else in the desk's own where there are texts in it, else in English.
    """
    code = code or (desk_language() if desk_language() in languages() else ENGLISH)
    with office.store.read() as read:
        number, kept = _number(read, case_id), _coming(office, read, case_id)
        rows = read.all(
            "SELECT s.* FROM case_file c JOIN staff s ON s.id = c.attorney_id WHERE c.id = ?", [case_id]
        )
    name = " ".join(filter(None, (rows[0]["given_name"], rows[0]["family_name"]))) if rows else _("attorney")
    places = {"dates": _dates(office, code, kept)}
    to = str(rows[0]["email"] or "") if rows else ""
    note = "" if to else _("No e-mail address of the attorney is known: add it in Settings.")
    return _put_together(office, code, name, number, "attorney", places, (to, note))


def eml(office: Office, message: Message) -> bytes:
    """Give a message as a file that a mail program opens as a draft (RFC 5322; X-Unsent for Outlook)."""
    from email import policy
    from email.message import EmailMessage
    from email.utils import format_datetime

    made = EmailMessage(policy=policy.SMTP)
    made["Subject"] = message.subject
    sender = office_words(office)["email"]
    if sender:
        made["From"] = sender
    if message.to:
        made["To"] = message.to
    made["Date"] = format_datetime(office.now())
    made["X-Unsent"] = "1"
    made.set_content(message.body)
    return made.as_bytes()


def write_eml(office: Office, message: Message, out: Path) -> None:
    """Write the draft of an e-mail, whole or not at all. Raises Refused when the disk says no."""
    write_out(out, eml(office, message), _("The e-mail could not be written."))


def write_letter(office: Office, message: Message, out: Path) -> None:
    """Write a message as a letter to be printed and signed, whole or not at all; Refused as `write_eml`."""
    from immdesk.office.questions_out import address_lines
    from immdesk.packets.pages import draw, letter_leaves
    from immdesk.packets.parts import FilledLetter, Paragraph

    left_out = {_say(message.language, "private"), *address_lines(office)[1:]}
    lines = [line for line in message.body.splitlines() if line.strip() and line.strip() not in left_out]
    if lines and lines[-1] == office_words(office)["name"]:
        lines[-1:] = ["\u00a0", "\u00a0", lines[-1]]  # room to sign
    letter = FilledLetter(
        title=message.subject,
        head=address_lines(office),
        date=_in_words(message.language, office.today()),
        to=(message.reader, *message.address) if message.reader else (),
        subject=(message.subject,),
        body=tuple(Paragraph(line) for line in lines),
        closing="",
        signer=(),
        missing=(),
    )
    data, _places = draw(letter_leaves(letter, ()), message.subject)
    write_out(out, data, _("The letter could not be written."))


_NOTICE = """
SELECT n.*, f.form, f.person_id AS filed_for, f.receipt_number AS filed_under, c.number
FROM notice n JOIN case_file c ON c.id = n.case_id LEFT JOIN filing f ON f.id = n.filing_id WHERE n.id = ?
"""


def _message(
    office: Office, person_id: str, number: str, occasion: str, code: str, places: Mapping[str, str]
) -> Message:
    rows = office.rows("SELECT given_name, family_name, language FROM person WHERE id = ?", [person_id])
    row = rows[0] if rows else {"given_name": "", "family_name": "", "language": ""}
    name = " ".join(_plain(row[one]) for one in ("given_name", "family_name")).strip()
    to, note = _mail_of(office, person_id)
    spoken = _plain(row["language"])
    if spoken and spoken not in {one.spoken for one in languages().values()}:
        cannot = _("The desk does not write {language}: the note is in English.").format(language=spoken)
        note = " ".join(filter(None, (cannot if code == ENGLISH else "", note)))
    care = care_of(office, person_id, number)
    note = " ".join(filter(None, (care.note, note)))
    made = _put_together(office, code, name, number, occasion, places, (to, note))
    if care.choice is None:
        return replace(made, address=care.lines)
    quiet = _say(code, "quiet_subject")  # what a telephone shows to whoever looks at it
    return replace(made, subject=quiet, address=care.lines, ask=care.choice.third)


def _put_together(
    office: Office,
    code: str,
    name: str,
    number: str,
    occasion: str,
    places: Mapping[str, str],
    to: tuple[str, str],
) -> Message:
    own = office_words(office)
    foot = "\n".join(line for line in (own["name"], own["phone"], own["email"]) if line)
    text = _say(code, occasion, number=number, **places).strip()
    parts = [
        _say(code, "hello", name=name),
        text,
        _say(code, "private") if occasion != "attorney" else "",
        f"{_say(code, 'regards')}\n{foot}",
    ]
    subject = _say(code, f"{occasion}_subject", number=number, form=places.get("form", ""))
    body = "\n\n".join(part for part in parts if part) + "\n"
    return Message(subject, body, to[0], code, to[1], name)


def _say(code: str, name: str, /, **places: str) -> str:
    return languages()[code].texts[name].format(**places)


def _dates(office: Office, code: str, rows: list[dict[str, Any]]) -> str:
    """Give the dates line by line with an empty line after them, "" for none."""
    words = office.pack_words(code) if code != ENGLISH else {}
    lines = [
        _say(code, "papers_until", title=words.get(row["title"], row["title"]), day=_day(code, row["due_on"]))
        for row in rows
    ]
    return "".join(lines) + "\n" if lines else ""


def _titles_in(office: Office, code: str) -> Mapping[str, str]:
    """Give titles as the desk shows them, with what they are called in a client's language."""
    shown = office.pack_words(desk_language())
    theirs = office.pack_words(code) if code != ENGLISH else {}
    english = set(shown) | set(theirs)
    return {shown.get(text, text): theirs.get(text, text) for text in english}


def _day(code: str, text: str | None) -> str:
    day = iso_day(text or "")
    return "" if day is None else _in_words(code, day)


def _in_words(code: str, day: date) -> str:
    month = _say(code, "months").split()[day.month - 1]
    return _say(code, "day", month=month, day=str(day.day), year=f"{day.year:04d}")


def _validity(code: str, words: Mapping[str, str]) -> str:
    first, last = _day(code, words.get("valid_from")), _day(code, words.get("valid_until"))
    stay = words.get("printed_i94_until", "")
    told = _say(code, "validity", first=first, last=last) if first and last else ""
    if told and iso_day(stay) and stay < words.get("valid_until", ""):
        told += _say(code, "stay", last=_day(code, stay))
    return told


def _when(code: str, words: Mapping[str, str]) -> str:
    told = (_day(code, words.get("appointment_on")), words.get("appointment_at", ""))
    return "\n".join(
        filter(None, (", ".join(one for one in told if one), words.get("appointment_place", "")))
    )


def _client(read: Reading, case_id: str) -> str:
    """Give to whom the office writes about a case: the beneficiary or applicant, else the first party."""
    rows = read.all(
        "SELECT person_id FROM case_party WHERE case_id = ? "
        "ORDER BY role NOT IN ('beneficiary', 'applicant', 'principal'), ordinal, id LIMIT 1",
        [case_id],
    )
    return str(rows[0]["person_id"]) if rows else ""


def _number(read: Reading, case_id: str) -> str:
    return str(read.value("SELECT number FROM case_file WHERE id = ?", [case_id]) or "")


def _coming(office: Office, read: Reading, case_id: str) -> list[dict[str, Any]]:
    rows = read.all(
        "SELECT title, due_on FROM docket_entry WHERE case_id = ? AND state = 'kept' AND due_on >= ? "
        "ORDER BY due_on, title",
        [case_id, office.today().isoformat()],
    )
    if not rows:
        raise Problem(
            _("No date of this case is still to come."),
            _("There is nothing to remind of."),
            _("Accept the dates of the case first."),
        )
    return rows


def _language(office: Office, person_id: str) -> str:
    rows = office.rows("SELECT language FROM person WHERE id = ?", [person_id])
    spoken = _plain(rows[0]["language"]) if rows else ""
    return next((code for code, one in languages().items() if one.spoken == spoken), ENGLISH)


def _mail_of(office: Office, person_id: str) -> tuple[str, str]:
    """Give the e-mail address that is safe to use, "" for none, and what staff should know."""
    rows = office.rows(
        "SELECT value, safe FROM contact WHERE person_id = ? AND kind = 'email' ORDER BY id", [person_id]
    )
    known = [row for row in rows if _plain(row["value"])]
    safe = [row for row in known if row["safe"] != "no"]
    asked = office.rows("SELECT safe_contact FROM person WHERE id = ?", [person_id])
    care = _plain(asked[0]["safe_contact"]) if asked else ""
    note = _("How it is safe to reach them: {words}").format(words=care) if care else ""
    if known and not safe:
        unsafe = _("The e-mail address is marked as not safe: it was left out.")
        return "", " ".join(filter(None, (unsafe, note)))
    return (safe[0]["value"] if safe else ""), note


def _plain(text: Any) -> str:
    return "" if text in (None, NONE_TEXT) else str(text)
