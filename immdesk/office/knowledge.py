"""The knowledge asked without an office: a rule explained, worked cases checked, a pack proved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _, told

if TYPE_CHECKING:
    from immdesk.basics.finding import Finding
    from immdesk.law.fee_sheets import FeeLine, FeeSheet
    from immdesk.law.vectors import VectorReport
    from immdesk.packs.compare import Change
    from immdesk.packs.library import Library


@dataclass(frozen=True, slots=True)
class ProposedBox:
    """A box of a form with what is proposed for it, as a map says it (`entry`) and in words (`said`)."""

    name: str
    page: int
    place: str
    asks: str
    said: str
    entry: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class PackReport:
    """What a check of a pack found."""

    pack: str
    counts: Mapping[str, int]
    problems: tuple[str, ...]
    summary: str


def shipped() -> Library:
    """Give the shipped knowledge."""
    from immdesk.packs.library import load_library

    return load_library([resource("packs", "us")])


def proposals(file: Path) -> list[ProposedBox]:
    """Give what the words of a blank propose for each of its boxes; raises Refused for no readable PDF."""
    from immdesk.office.form_words import box_words
    from immdesk.packets.inspect import inspect
    from immdesk.packets.official import Rows
    from immdesk.packets.propose import propose
    from immdesk.packets.tooltip import read_tip

    form, vocabulary = inspect(file), shipped().vocabulary
    found = propose(form, vocabulary)
    lists = {name: Rows.model_validate(rows) for name, rows in found.lists.items()}
    made = []
    for one in form.fields:
        if one.name in found.boxes:
            tip, entry = read_tip(one.tooltip), found.boxes[one.name].entry
            said = box_words(vocabulary, entry, lists)
            made.append(ProposedBox(one.name, one.page, tip.place, tip.asks or one.name, said, entry))
    return made


def compare_packs(before: Path, after: Path | None = None) -> list[Change]:
    """Give what differs between two packs; without `after`, between `before` and the shipped one."""
    from immdesk.packs.compare import compare

    return compare(before, after or resource("packs", "us"))


def explain(rule_id: str, given: Mapping[str, Any], today: date) -> Finding:
    """Give what a rule makes of `given` (input name to value, days as dates or ISO text)."""
    from immdesk.basics.strictyaml import did_you_mean
    from immdesk.law.find import evaluate_given

    library = shipped()
    if rule_id not in library.rules:
        raise Problem(
            _("There is no rule {rule}.").format(rule=rule_id) + did_you_mean(rule_id, library.rules),
            "",
            _("The rules are: {rules}.").format(rules=", ".join(sorted(library.rules))),
        )
    return evaluate_given(library.rules[rule_id], given, today, library)


def explanation(finding: Finding) -> list[str]:
    """Give a finding line by line, in words, and what other versions its rule has."""
    from immdesk.law.explain import explain as in_words
    from immdesk.law.explain import versions

    rule = shipped().rules.get(finding.rule)
    return [*in_words(finding), *(versions(rule) if rule else ())]


def fee(item: str, postmark: date) -> Finding:
    """Give what one item of the fee table costs on a postmark day, with its reasons."""
    return explain("fee-lookup", {"item": item, "postmark": postmark}, postmark)


def fees_of(form: str, on: date, facts: Mapping[str, str]) -> FeeSheet:
    """Give the fee sheet of a form on its postmark day; `facts` are vocabulary paths and what is known.

    Raises Problem for a form without fees in the packs, an unknown path, or a value that does not fit.
    """
    from immdesk.basics.strictyaml import did_you_mean
    from immdesk.law.fee_sheets import fee_sheet
    from immdesk.packs.recorded import as_recorded

    library = shipped()
    if form not in library.fee_sheets:
        raise Problem(
            _("The packs do not say what {form} costs.").format(form=form)
            + did_you_mean(form, library.fee_sheets),
            "",
            _("Known are: {forms}.").format(forms=", ".join(sorted(library.fee_sheets))),
        )
    known = as_recorded(facts, library.vocabulary)
    return fee_sheet(library.fee_sheets[form], library.fees, library.payments, on, known)


def fee_lines(sheet: FeeSheet) -> list[str]:
    """Give a fee sheet in plain text: each line with its reason and authority, the total, how to pay."""
    lines = [_("{form}, postmarked {day}").format(form=sheet.form, day=sheet.on.isoformat())]
    for one in sheet.lines:
        amount = f"${one.usd:,}" if one.usd is not None else "–"
        lines.append(f"  {amount:>10}  {one.title}: {_state_words(one)}. {one.why} [{one.cite}]")
        lines += [f"{'':14}{text}" for text in (one.note, one.verify) if text]
    total = f"${sheet.total:,}" if sheet.total is not None else _("not known yet")
    lines.append(_("Total: {total}").format(total=total))
    return [*lines, *(rule.text for rule in sheet.payment)]


def _state_words(line: FeeLine) -> str:
    if line.state == "ask":
        return _("still to be asked: {paths}").format(paths=", ".join(sorted(line.ask)))
    return {
        "due": _("due"),
        "not due": _("not due"),
        "waiver asked": _("only if the waiver is refused"),
    }.get(line.state, _("amount not known"))


def finding_row(finding: Finding) -> dict[str, Any]:
    """Give a finding as plain values for JSON: outputs by name with their lines."""
    return {
        "rule": finding.rule,
        "title": told(finding.title),
        "outcome": finding.outcome,
        "opinion": finding.opinion,
        "outputs": {
            one.name: {
                "kind": one.kind,
                "value": _value(one.value),
                "raw": one.raw,
                "disputed": one.disputed,
                "lines": [_line(line) for line in one.lines],
            }
            for one in finding.outputs
        },
        "ask": sorted(finding.ask),
        "cite": finding.cite,
        "confidence": finding.confidence,
        "verify": finding.verify,
        "version": finding.version,
        "status": finding.status,
        "note": finding.note,
    }


def _value(value: Any) -> Any:
    from immdesk.basics.unknown import Nothing

    return None if isinstance(value, Nothing) else value


def _line(line: Any) -> dict[str, Any]:
    return {
        "value": _value(line.value),
        "step": line.step,
        "reason": line.reason,
        "authority": line.authority,
    }


def check_cases(file: Path) -> VectorReport:
    """Run a file of worked cases over the shipped rules."""
    from immdesk.law.vectors import check_vectors

    try:
        text = file.read_text(encoding="utf-8")
    except OSError as unreadable:
        raise Refused(_("The file of worked cases cannot be read."), "", _("Check its name.")) from unreadable
    return check_vectors(text, file.name, shipped())


def check_pack(folder: Path | None) -> PackReport:
    """Read a pack as the desk would, strictly, and run its worked cases."""
    from immdesk.packs.library import check_pack as check

    pack = folder or resource("packs", "us")
    if not (pack / "pack.yaml").is_file():
        raise Problem(
            _("This folder is no pack: it has no pack.yaml."), "", _("Give the folder that holds pack.yaml.")
        )
    found = check(pack)
    problems = tuple(str(problem) for problem in found)
    counts = Counter(path.relative_to(pack).parts[0].removesuffix(".yaml") for path in pack.rglob("*.yaml"))
    summary = _("{files} files read, {problems} problems.").format(
        files=sum(counts.values()), problems=len(problems)
    )
    return PackReport(pack.name, counts, problems, summary)
