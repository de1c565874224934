"""Reads telephone numbers and e-mail addresses; an odd one is kept and marked."""

from __future__ import annotations

import re

from immdesk.basics.reading_outcome import Read, fine, look, wrong
from immdesk.basics.words import _

_MAIL = re.compile(r"[^@\s]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,24}")


def read_phone(text: str) -> Read:
    """Read a telephone number: kept as + and digits when it is whole, else as typed and marked."""
    if re.search(r"[^0-9+().\-\s/xX#ext]", text):
        return wrong(_("A telephone number holds only digits and ( ) - + x."))
    main, _mark, extension = re.sub(r"(?i)\s*(ext\.?|x|#)\s*", "x", text).partition("x")
    digits = re.sub(r"[^0-9]", "", main)
    if not digits:
        return wrong(_("A telephone number has 10 digits; 0 typed."))
    if main.strip().startswith("+") and not digits.startswith("1"):
        return _abroad(text, digits)
    if digits.startswith("011"):
        return _abroad(text, digits[3:])
    return _american(text, digits, extension)


def read_email(text: str) -> Read:
    """Read an e-mail address: one @, something before it, a domain with a point after it."""
    if text.count("@") != 1:
        return wrong(_("An e-mail address has one @; {n} typed.").format(n=text.count("@")))
    if re.search(r"\s", text):
        return wrong(_("An e-mail address holds no spaces."))
    if not _MAIL.fullmatch(text):
        return wrong(_("This e-mail address is not complete: name@example.com."))
    if not text.isascii() or ".." in text:
        return look(text, text, _("This e-mail address looks unusual. Kept as typed."))
    return fine(text, text)


def _abroad(text: str, digits: str) -> Read:
    kept = "+" + digits
    if not 7 <= len(digits) <= 15:
        return look(
            kept,
            text,
            _("A number abroad has 7 to 15 digits with its country code; {n} typed.").format(n=len(digits)),
        )
    return fine(kept, kept if text.startswith("011") else text)


def _american(text: str, digits: str, extension: str) -> Read:
    ten = digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
    if len(ten) != 10:
        return look(
            text,
            text,
            _("A U.S. number has 10 digits; {n} typed. Begin a number abroad with +.").format(n=len(digits)),
        )
    shown = f"({ten[:3]}) {ten[3:6]}-{ten[6:]}"
    if extension:
        return look(
            f"+1{ten}x{extension}", f"{shown} x{extension}", _("The forms have no box for an extension.")
        )
    if ten[0] in "01" or ten[3] in "01":
        return look("+1" + ten, shown, _("No U.S. number begins like this. Kept as typed."))
    return fine("+1" + ten, shown)
