"""What a notice asks for, proposed from its words: numbers, letters, headings and bullets begin a request."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

LONGEST: Final = 200_000
"""More letters than this no notice has; what lies beyond is not read."""

MOST: Final = 60
"""More requests than this no notice has; what comes after them stays with the last."""

TITLE: Final = 90
"""A title is at most this long; the whole of what is asked stands below it."""

_NUMBER: Final = re.compile(
    r"\s*(?:(?:request|item|issue|question)\s+(?:no\.?\s*|#\s*)?)?\(?(\d{1,2})[.):]\s+(?=\S)", re.I
)
_LETTER: Final = re.compile(r"\s*\(?([A-Z])[.)]\s+(?=\S)")
_ROMAN: Final = re.compile(r"\s*\(?([IVX]{1,5})[.)]\s+(?=\S)")
_BULLET: Final = re.compile(r"\s*(?:[•●▪■◦‣∙·*\uf0b7\uf0a7]|[-–—](?=\s)|o(?=\s{1,4}[A-Z]))\s*(?=\S)")
_NOISE: Final = re.compile(
    r"\s*(?:page \d+(?: of \d+)?|\d+|see (?:next|reverse) (?:page|side).*|form i-797.*|"
    r"(?:[A-Z]{3}[\s-]?\d{10})|attention:?|continued(?: on next page)?\.?)\s*",
    re.I,
)
_END: Final = re.compile(
    r"\s*(?:sincerely|how to respond|response instructions|where to (?:send|mail)|mailing instructions|"
    r"place this (?:notice|letter|request)|(?:please )?note:? (?:you|all|if)|you must submit all|"
    r"submit (?:all|the) (?:requested|evidence requested).{0,60}(?:together|at one time|same time)|"
    r"all requested materials|if you do not (?:respond|submit)|failure to (?:respond|submit)|"
    r"(?:your )?response must be received|due date)",
    re.I,
)
_BEGIN: Final = re.compile(
    r"(?:submit|provide|following|evidence|request|deficien|reasons?|issues?)[^.]{0,80}:\s*$|"
    r"\b(?:please|you must|you may) (?:submit|provide)\b[^.]*[:.]\s*$",
    re.I,
)
_ROMANS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True)
class FoundRequest:
    """A request as proposed: its number as printed ("" for a bullet or a heading), a title, what is asked."""

    number: str
    title: str
    asked: str


@dataclass(frozen=True, slots=True)
class _Begin:
    """A line that may begin a request: which, how it is marked, its number, and the rest of the line."""

    line: int
    mark: str
    number: str
    rest: str


def split_requests(text: str) -> tuple[FoundRequest, ...]:
    """Give the requests of a notice in their order, as a proposal that a person corrects; none for no words.

    Numbers count before letters, headings and bullets; numbers that begin anew below a letter or a heading
    are told with it ("B.2"). What stands before the first request and the agency's instructions behind the
    last are left out.
    """
    lines = [line for line in _lines(text) if not _NOISE.fullmatch(line)]
    begins = _begins(lines)
    if not begins:
        return _as_one(lines)
    begins, end = begins[:MOST], _end_of(lines, begins[:MOST])
    ends = [one.line for one in begins[1:]] + [end]
    found = [_request(one, lines[one.line + 1 : until]) for one, until in zip(begins, ends, strict=True)]
    return tuple(one for one in found if one.title)


def split_text(one: FoundRequest, at: int) -> tuple[FoundRequest, FoundRequest]:
    """Give a request in two, cut where somebody put the caret in what is asked."""
    before, after = one.asked[:at].strip(), one.asked[at:].strip()
    return replace(one, asked=before), FoundRequest("", title_of(after), after)


def title_of(text: str) -> str:
    """Give a short title from the first words of what is asked."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    first = _BULLET.sub("", first, count=1) if _BULLET.match(first) else first
    sentence = re.split(r"(?<=[a-z)])[.;:]\s+(?=\S)|:\s*$", first, maxsplit=1)[0].rstrip(" .;:")
    if len(sentence) <= TITLE:
        return sentence
    return sentence[:TITLE].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def _lines(text: str) -> list[str]:
    plain = re.sub(
        r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]",
        " ",
        text[:LONGEST].replace("\r", "\n"),
    )
    return [line.replace("\u00a0", " ").rstrip() for line in plain.split("\n")]


def _begins(lines: list[str]) -> list[_Begin]:
    """Give the lines that begin a request, by the first way of marking that this notice follows."""
    heads = _ordered(_marked(lines, "roman", _ROMAN), _ROMANS)
    if len(heads) < 2:
        heads = _ordered(_marked(lines, "letter", _LETTER), [chr(ord("A") + place) for place in range(26)])
    heads = _before_the_end(lines, heads)
    counted = _before_the_end(lines, _counted(_marked(lines, "number", _NUMBER)))
    restarts = sum(one.number == "1" for one in counted) > 1
    if restarts and len(heads) > 1:
        return _below(heads, counted)
    if len(counted) > 1 and (len(heads) < 2 or counted[0].line < heads[0].line):
        return counted
    if len(heads) > 1:
        return heads
    titled = _before_the_end(lines, _headings(lines))
    if len(titled) > 1:
        return titled
    bullets = _before_the_end(lines, _marked(lines, "bullet", _BULLET))
    return bullets if len(bullets) > 1 else (counted or titled)


def _before_the_end(lines: list[str], begins: list[_Begin]) -> list[_Begin]:
    """Leave out what begins anew behind the agency's instructions; what counts on is still a request."""
    ends = [place for place, line in enumerate(lines) if _END.match(line)]
    for place, one in enumerate(begins[1:], 1):
        anew = one.number in ("", "1")
        if anew and any(begins[place - 1].line < end < one.line for end in ends):
            return begins[:place]
    return begins


def _marked(lines: list[str], mark: str, pattern: re.Pattern[str]) -> list[_Begin]:
    found = ((place, pattern.match(line)) for place, line in enumerate(lines))
    return [
        _Begin(place, mark, hit[1] if pattern.groups else "", lines[place][hit.end() :].strip())
        for place, hit in found
        if hit
    ]


def _ordered(begins: list[_Begin], order: Iterable[str]) -> list[_Begin]:
    """Give those that follow one another in their order from its first: a lone "I." in a text is none."""
    kept, left = list[_Begin](), iter(order)
    wanted = next(left, "")
    for one in begins:
        if one.number == wanted:
            kept.append(one)
            wanted = next(left, "")
    return kept


def _counted(begins: list[_Begin]) -> list[_Begin]:
    """Give numbers that count on by one, or begin anew at 1: a year or a section number is none."""
    kept, last = list[_Begin](), 0
    for one in begins:
        number = int(one.number)
        if number == last + 1 or (number == 1 and kept):
            kept.append(replace(one, number=str(number)))
            last = number
    return kept


def _below(heads: list[_Begin], counted: list[_Begin]) -> list[_Begin]:
    """Give numbers that begin anew below letters, told with them; a letter without numbers stands itself."""
    found = list[_Begin]()
    for place, head in enumerate(heads):
        until = heads[place + 1].line if place + 1 < len(heads) else 1 << 30
        mine = [one for one in counted if head.line < one.line < until]
        found += [replace(one, number=f"{head.number}.{one.number}") for one in mine] or [head]
    return found


def _headings(lines: list[str]) -> list[_Begin]:
    """Give short lines that stand alone above a text, in capitals or with a colon."""
    found = []
    for place, line in enumerate(lines):
        below = next((one for one in lines[place + 1 : place + 3] if one.strip()), "")
        alone = place == 0 or not lines[place - 1].strip()
        if alone and below and _is_heading(line.strip()):
            found.append(_Begin(place, "heading", "", line.strip().rstrip(":")))
    begun = next((place for place, line in enumerate(lines) if _BEGIN.search(line)), -1)
    return [one for one in found if one.line > begun] if len(found) > 2 and begun >= 0 else found


def _is_heading(line: str) -> bool:
    words = re.findall(r"[^\W\d_]+", line)
    if not 1 <= len(words) <= 12 or len(line) > TITLE or line.endswith((".", ",", ";")) or _END.match(line):
        return False
    if re.match(r"(?:dear|re|date|attn|from|to|notice date)\b", line, re.I):
        return False
    capital = line.isupper() and len(words) > 1
    titled = sum(word[0].isupper() for word in words if len(word) > 3) == sum(len(word) > 3 for word in words)
    return capital or (line.endswith(":") and titled) or (titled and len(words) > 1)


def _end_of(lines: list[str], begins: list[_Begin]) -> int:
    """Give the line at which the agency's instructions begin, behind the last request."""
    last = begins[-1].line + 1
    return next((place for place in range(last, len(lines)) if _END.match(lines[place])), len(lines))


def _request(begin: _Begin, below: list[str]) -> FoundRequest:
    asked = _joined([begin.rest, *below])
    if begin.mark == "heading":
        return FoundRequest("", begin.rest[:TITLE], _joined(below))
    return FoundRequest(begin.number, title_of(begin.rest if _whole(begin.rest) else asked), asked)


def _whole(line: str) -> bool:
    return len(line) < TITLE // 2 or line.endswith((".", ":"))


def _as_one(lines: list[str]) -> tuple[FoundRequest, ...]:
    asked = _joined(lines)
    return (FoundRequest("", title_of(asked), asked),) if asked else ()


def _joined(lines: list[str]) -> str:
    """Give lines as they read: broken lines joined, bullets and paragraphs on lines of their own."""
    told: list[str] = []
    for line in lines:
        bare = line.strip()
        if not bare:
            told.append("")
        elif _BULLET.match(line):
            told.append("• " + _BULLET.sub("", line, count=1).strip())
        elif told and told[-1] and not _NUMBER.match(line) and not _LETTER.match(line):
            told[-1] = f"{told[-1]} {bare}"
        else:
            told.append(bare)
    return re.sub(r"\n{2,}", "\n", "\n".join(told)).strip()
