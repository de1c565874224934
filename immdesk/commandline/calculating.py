"""What `immdesk case calculate` reads and says: values to try, whose sheet, the sheet as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from immdesk.basics.bands import in_sentences
from immdesk.basics.folded import folded
from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.calculators.age_out import AgeOutRow, age_out_words
from immdesk.office.calculators.case_at import case_at
from immdesk.office.calculators.registry import Offered
from immdesk.office.calculators.shapes import Field, Line, Sheet
from immdesk.office.office import Office


def values(tried: Sequence[str]) -> dict[str, str]:
    """Read `field=value` words. Raises Problem for one without a field."""
    found = {}
    for one in tried:
        name, equals, value = one.partition("=")
        if not name or not equals:
            raise Problem(
                _("'{typed}' does not say what is tried.").format(typed=one),
                _("Nothing was counted."),
                _("Write it as field=value, such as first_admission=2021-10-14."),
            )
        found[name.strip()] = value.strip()
    return found


def person_of(office: Office, case_id: str, words: str) -> str:
    """Give the person of the case whose name has these words; "" without words. Raises Problem otherwise."""
    if not words:
        return ""
    names = case_at(office, case_id).whose.names
    asked = folded(words).replace(",", " ").split()
    found = [one for one, name in names.items() if all(word in folded(name) for word in asked)]
    if len(found) != 1:
        raise Problem(
            _("There are {n} people of the case with these words.").format(n=len(found)),
            _("Nothing was counted."),
            _("The people of the case: {names}.").format(names="; ".join(names.values())),
        )
    return found[0]


def offers_text(offers: Sequence[Offered]) -> str:
    """Give the calculators of a case, a line each; those that do not fit with the reason."""
    lines = [f"{one.id:<20} {one.title}  {one.who}" for one in offers if one.fits]
    lines += [f"({one.id:<19} {one.title}: {one.reason})" for one in offers if not one.fits]
    return "\n".join(lines)


def age_out_text(row: AgeOutRow, months: int) -> str:
    """Give a child as a line: the first month in which a visa number comes too late."""
    return f"{row.case_number}  {row.child}  {row.category}  {age_out_words(row, months)}"


def sheet_text(sheet: Sheet) -> str:
    """Give a sheet as lines of text."""
    return "\n".join(_lines(sheet))


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"{sheet.title}  {sheet.who}  {sheet.case}"
    yield sheet.answer
    yield from (_field(one) for one in sheet.fields)
    yield from (_line(one) for one in sheet.lines)
    for table in sheet.tables:
        yield f"  {table.title}"
        yield "    " + "  |  ".join(table.columns)
        yield from ("    " + "  |  ".join(row) for row in table.rows)
        yield from ([f"    {table.note}"] if table.note else [])
    for chart in sheet.charts:
        yield f"  {chart.title}"
        yield from (f"    {words}" for words in in_sentences(chart))
    yield from (f"  {_('ask')}: {one.question}" for one in sheet.asks)
    yield from (f"  {one}" for one in sheet.notes)


def _field(one: Field) -> str:
    tried = f"  ({_('tried')})" if one.tried else ""
    return f"  --try {one.id}={one.value}  {one.label}{tried}"


def _line(one: Line) -> str:
    told = "  ".join(part for part in (one.label, one.why, one.authority, one.source) if part)
    verify = f"  [{_('verify')}]" if one.verify else ""
    return f"{'      ' if one.step else '    '}{one.value:<18} {told}{verify}"
