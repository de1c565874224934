"""Write values into an agency's blank form and say exactly what was written, cut or refused."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, partial
from typing import Any

import pikepdf
from pikepdf import Name

from immdesk.basics.words import _
from immdesk.packets.draw_box import Painter
from immdesk.packets.fields import (
    COMB,
    EDITABLE,
    READ_ONLY,
    RawField,
    choice_options,
    damaged,
    on_states,
    open_pdf,
    raw_fields,
    read_bytes,
    text_of,
    whole,
    widget_states,
)
from immdesk.packets.footer import barcode
from immdesk.packets.labels import type_labels
from immdesk.packets.letterforms import encoded, same_letters, taken, to_latin
from immdesk.packets.scripts import drop_widgets, strip_scripts
from immdesk.packets.xfa import xfa_of

Given = str | bool | int | None


@dataclass(frozen=True, slots=True)
class Overflow:
    """A text that is longer than its box: what was given, and what of it stands in the box."""

    name: str
    given: str
    fits: str


@dataclass(frozen=True, slots=True)
class Lossy:
    """A text with letters that the form cannot show: what was given, and what was written."""

    name: str
    given: str
    written: str


@dataclass(frozen=True, slots=True)
class BadOption:
    """A value that its box does not offer; nothing was written. `allowed` are the export values."""

    name: str
    given: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A box that is ticked although another box of the same question is: the two contradict each other."""

    name: str
    beside: str


@dataclass(slots=True)
class FillReport:
    """What became of every value that was given."""

    set: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    overflow: list[Overflow] = field(default_factory=list)
    lossy: list[Lossy] = field(default_factory=list)
    bad_option: list[BadOption] = field(default_factory=list)
    one_of: list[OneOf] = field(default_factory=list)

    def remarks(self) -> dict[str, str]:
        """Give in words, by box, what stands there otherwise than it was given."""
        found = {
            one.name: _("The box does not take every letter: “{given}” is written “{written}”.").format(
                given=one.given, written=one.written
            )
            for one in self.lossy
        }
        for cut in self.overflow:
            found[cut.name] = _(
                "Too long: the box holds “{fits}”; look for the rest on another page."
            ).format(fits=cut.fits)
        for bad in self.bad_option:
            found[bad.name] = _("The box does not offer “{given}”; it stays empty.").format(given=bad.given)
        for one_of in self.one_of:
            found[one_of.name] = _(
                "Only one of these boxes may be ticked; another one is. Look at the answers."
            )
        return found

    def as_json(self) -> dict[str, Any]:
        """Give the contract of `forms fill --json`."""
        return asdict(self)


def fill(blank: bytes, values: Mapping[str, Given], *, flatten: bool = False) -> tuple[bytes, FillReport]:
    """Fill a blank and give the new PDF with its report.

    `values` maps full field names to text, yes/no (True/False) or an export value. The XFA twin, scripts,
    usage-rights signature and encryption of the blank are left out, because viewers would show the empty
    XFA data; barcodes stay as they are. `flatten` makes the filing copy: the same look, no boxes left.
    A form without boxes takes labels at places, `@page/x/y` (see `labels.py`), and nothing else.
    Raises Refused like `inspect`.
    """
    with open_form(blank) as form:
        if form.has_boxes or not values:
            form.write(values)
        else:
            form.type_labels(values)
        return form.saved(flatten=flatten), form.report


@contextmanager
def open_form(blank: bytes, *, only_one: bool = False) -> Iterator[OpenForm]:
    """Open a blank for filling; raises Refused like `inspect`, also when damage shows only while filling.

    Two ticks in a group of which only one may be ticked are told; with `only_one` the first stays alone.
    """
    with open_pdf(read_bytes(blank)) as pdf:
        try:
            yield OpenForm(pdf, only_one=only_one)
        except (pikepdf.PdfError, UnicodeDecodeError, RuntimeError):  # what qpdf says of broken objects
            raise damaged() from None


class OpenForm:
    """A blank that is being filled; call `write` as often as needed, then `saved` once."""

    def __init__(self, pdf: pikepdf.Pdf, *, only_one: bool = False) -> None:
        self._pdf = pdf
        self._fields = {one.name: one for one in raw_fields(pdf)}
        self._copies = _copies(self._fields)
        self._xfa = xfa_of(pdf)
        self._painter = Painter(pdf, self._xfa)
        strip_scripts(pdf, self._fields.values())
        self._ticked: dict[str, list[str]] = {}
        self._only_one = only_one
        self.report = FillReport()

    @property
    def has_boxes(self) -> bool:
        """Say whether the form has any box; a scan has none."""
        return bool(self._fields)

    def type_labels(self, values: Mapping[str, Given]) -> None:
        """Type short lines at named places of a form without boxes. Raises Refused for any other name."""
        self.report.set += type_labels(self._pdf, values)

    def write(self, values: Mapping[str, Given], left: Collection[str] = ()) -> None:
        """Write values into boxes; read-only copies of a box follow it unless given themselves or `left`."""
        for name, given in values.items():
            one = self._fields.get(name)
            if one is None:
                self.report.unknown.append(name)
                continue
            if not self._write(one, given):
                continue
            self.report.set.append(name)
            _unlock(one)
            for copy in self._copies.get(name, ()):
                if copy.name not in values and copy.name not in left:
                    self._write_text(copy, "" if given is None else str(given), told=False)

    def write_into_empty(self, names: Iterable[str], text: str) -> None:
        """Write a short text (N/A) into those boxes for text that are empty, have room and take letters."""
        for name in names:
            one = self._fields.get(name)
            if one is None or one.kind != "text" or one.flags & COMB or is_barcode(one):
                continue
            if text_of(one.node.get("/V")) or self._xfa.refuses(one.leaf, text[:1]):
                continue
            limit = one.inherited.get("/MaxLen")
            if limit is None or whole(limit) >= len(text):
                self.write({name: text})

    def part(self, name: str, place: int) -> None:
        """Leave a box one of its places (counted from 0); the others become a box of their own.

        Form I-9 01/20/25 draws "Document Title 1" on page 1 and on page 4, where it means something else.
        """
        one = self._fields.get(name)
        if one is None or place >= len(one.widgets) or len(one.widgets) < 2:
            return
        kept, rest = one.widgets[place], [kid for at, kid in enumerate(one.widgets) if at != place]
        words = {
            key: one.inherited[key] for key in ("/FT", "/Ff", "/DA", "/MaxLen", "/Q") if key in one.inherited
        }
        other = self._pdf.make_indirect(pikepdf.Dictionary(words))
        other["/T"], other["/Kids"] = pikepdf.String(f"{name} (elsewhere)"), pikepdf.Array(rest)
        for kid in rest:
            kid["/Parent"] = other
        one.node["/Kids"] = pikepdf.Array([kept])
        self._pdf.Root.AcroForm.Fields.append(other)
        self._fields[name] = replace(one, widgets=(kept,))

    def draw_anew(self, name: str) -> None:
        """Draw the ticks of a box anew: another program may have mangled their pictures."""
        one = self._fields.get(name)
        for widget in one.widgets if one is not None else ():
            self._painter.draw_anew(widget, widget_states(widget))

    def saved(self, *, flatten: bool = False) -> bytes:
        """Give the PDF: editable, or flattened with the boxes drawn into the pages."""
        if flatten:
            self._pdf.flatten_annotations("print")
            if "/AcroForm" in self._pdf.Root:
                del self._pdf.Root["/AcroForm"]
            drop_widgets(self._pdf)
        out = io.BytesIO()
        self._pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
        return out.getvalue()

    def _write(self, one: RawField, given: Given) -> bool:
        if one.kind in ("check", "radio"):
            return self._tick(one, given)
        if one.kind in ("signature", "button") or is_barcode(one) or isinstance(given, bool):
            kept = (text_of(one.inherited.get("/V")),) if is_barcode(one) else ()
            self.report.bad_option.append(BadOption(one.name, str(given), kept))
            return False
        text = "" if given is None else str(given)
        return self._choose(one, text) if one.kind == "choice" else self._write_text(one, text)

    def _tick(self, one: RawField, given: Given) -> bool:
        states = on_states(one)
        state = _state(one, states, given)
        if state is None:
            self.report.bad_option.append(BadOption(one.name, str(given), tuple(states)))
            return False
        if state == "Off":
            self._ticked[one.leaf] = [name for name in self._ticked.get(one.leaf, ()) if name != one.name]
        elif not self._alone(one):
            return False
        for widget in one.widgets:
            if not widget_states(widget):
                self._painter.give_mark(widget)
            widget["/AS"] = Name("/" + (state if state in widget_states(widget) else "Off"))
            _print(widget)
        one.node["/V"] = Name("/" + state)
        return True

    def _alone(self, one: RawField) -> bool:
        """Remember a tick; tell of another one in its group, and say whether it may stand all the same."""
        before = self._ticked.setdefault(one.leaf, [])
        others = (
            self._group_of.get(one.name, ()) if before else ()
        )  # the twin is read only when two are alike
        beside = next((other for other in others if other in before), "")
        if beside:
            self.report.one_of.append(OneOf(one.name, beside))
            if self._only_one:
                return False
        before.append(one.name)
        return True

    @cached_property
    def _group_of(self) -> dict[str, tuple[str, ...]]:
        """Give for each box of a group of which only one may be ticked the names of the others."""
        groups = [[one.name for one in group] for group in self._xfa.groups(self._fields.values())]
        return {name: tuple(one for one in group if one != name) for group in groups for name in group}

    def _choose(self, one: RawField, text: str) -> bool:
        pairs = choice_options(one)
        hit = next((pair for pair in pairs if text in pair), None) or next(
            (one for one in pairs if text.strip() in (one[0].strip(), one[1].strip(), _code(one[1]))), None
        )
        if hit is None and text and not one.flags & EDITABLE:
            self.report.bad_option.append(BadOption(one.name, text, tuple(value for value, _ in pairs)))
            return False
        value, shown = hit or (text, text)
        self._show(one, to_latin(shown))
        one.node["/V"] = pikepdf.String(value)
        for key in ("/I", "/RV"):
            if key in one.node:
                del one.node[key]
        return True

    def _write_text(self, one: RawField, text: str, told: bool = True) -> bool:
        written = taken(to_latin(text), partial(self._xfa.refuses, one.leaf))
        limit = one.inherited.get("/MaxLen")
        fits = written if limit is None else written[: whole(limit)]
        fits = fits[: self._show(one, fits)]
        if told and len(fits.rstrip()) < len(written.rstrip()):
            self.report.overflow.append(Overflow(one.name, text, fits))
        if told and not same_letters(text, written):
            self.report.lossy.append(Lossy(one.name, text, written))
        one.node["/V"] = pikepdf.String(fits)
        if "/RV" in one.node:
            del one.node["/RV"]
        return True

    def _show(self, one: RawField, written: str) -> int:
        """Draw the text on every widget of the field; give how many letters the smallest of them shows."""
        shown = len(written)
        for widget in one.widgets:
            shown = min(shown, self._painter.paint(one, widget, encoded(written)))
            _print(widget)
        return shown


def is_barcode(one: RawField) -> bool:
    """Say whether a text field is the picture of a PDF417 footer, which is never drawn again."""
    if one.kind != "text":
        return False
    return one.leaf.startswith("PDF417") or barcode(text_of(one.inherited.get("/V"))) is not None


def _state(one: RawField, states: list[str], given: Given) -> str | None:
    """Give the on-state that `given` asks for, "Off", or None when the box does not offer it."""
    if given is None or given is False or given in ("", "Off"):
        return "Off"
    if given is True:
        return states[0] if one.kind == "check" or len(states) == 1 else None
    text = str(given)
    if text in states:
        return text
    return next((state for state in states if state.strip() == text.strip()), None)


def _code(shown: str) -> str:
    """Give the code in front of an entry of a list: L2S of "L2S - SPOUSE OF AN L-1A OR L-1B"."""
    return shown.partition(" - ")[0].strip()


def _copies(fields: Mapping[str, RawField]) -> dict[str, list[RawField]]:
    """Find the read-only repeats of a box: same last name, one of them open, the rest locked and empty.

    The blank's XFA form filled them by a global binding; without it the desk must.
    """
    alike: dict[str, list[RawField]] = {}
    for one in fields.values():
        if one.kind == "text" and not is_barcode(one):
            alike.setdefault(one.leaf, []).append(one)
    found = {}
    for group in alike.values():
        first = [one for one in group if not one.flags & READ_ONLY]
        rest = [one for one in group if one.flags & READ_ONLY and not text_of(one.inherited.get("/V"))]
        if len(first) == 1 and rest:
            found[first[0].name] = rest
    return found


def _unlock(one: RawField) -> None:
    """Open a box that was locked until a script opened it; the script is gone."""
    if one.flags & READ_ONLY:
        one.node["/Ff"] = one.flags & ~READ_ONLY


def _print(widget: Any) -> None:
    """Mark a widget as printed, so that the filing copy shows what the screen shows."""
    flags = whole(widget.get("/F"))
    if not flags & 0b100010:  # hidden or never viewed stay so
        widget["/F"] = flags | 4
