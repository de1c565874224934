"""A finding in plain text: the answer, every line of arithmetic, the authority, and what to verify."""

from __future__ import annotations

from immdesk.basics.finding import Finding, Line, Output
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, told
from immdesk.law.compiled import Rule
from immdesk.law.rules import Version


def explain(finding: Finding) -> list[str]:
    """Give the finding line by line, as the attorney reads and signs it."""
    lines = [f"{told(finding.title)}: {_outcome(finding)}"]
    for output in finding.outputs:
        lines += ["", *_output(output)]
    if finding.printed is not None:
        lines += ["", _("Printed on the notice: {}").format(on_screen(finding.printed))]
    lines.append("")
    if finding.cite:
        lines.append(_("Authority: {}").format("; ".join(finding.cite)))
    if finding.version:
        lines.append(_("Version: {}, {}; confidence: {}").format(
            finding.version, finding.status, finding.confidence
        ))  # fmt: skip
    if finding.assumed:
        lines.append(
            _("Not recorded, so the plain rule is counted: {}").format(", ".join(sorted(finding.assumed)))
        )
    lines += [text for text in (finding.note, finding.verify) if text]
    return lines


def _outcome(finding: Finding) -> str:
    if finding.outcome == "ask":
        return _("cannot say yet; still to be asked: {}").format(", ".join(sorted(finding.ask)))
    said = {
        "found": _("note, no day is counted") if finding.kind == "note" else _("found"),
        "not applicable": _("does not apply"),
        "not in force": _("not in force"),
        "error": _("cannot be worked out"),
    }[finding.outcome]
    opinions = {"disputed": _("disputed, the safe day is shown"), "attorney decides": _("attorney decides")}
    opinion = opinions.get(finding.opinion, "")
    return f"{said} ({opinion})" if opinion else said


def _output(output: Output) -> list[str]:
    name = told(output.title or output.name.replace("_", " "))
    lines = [f"{name}: {_value(output)}", *(_line(line) for line in output.lines)]
    if output.disputed is not None:
        lines.append(
            "  " + _("Other reading: {}. {}").format(on_screen(output.disputed), output.disputed_reason)
        )
    return lines


def _value(output: Output) -> str:
    days = isinstance(output.value, int) and output.kind == "days" and not isinstance(output.value, bool)
    return _("{} days").format(output.value) if days else on_screen(output.value)


def _line(line: Line) -> str:
    reason = f" ({line.reason})" if line.reason else ""
    authority = f"  [{line.authority}]" if line.authority else ""
    fact = f"  ({_('fact: {}').format(line.source)})" if line.source else ""
    return f"  {on_screen(line.value):<18} {line.step}{reason}{authority}{fact}"


def versions(rule: Rule) -> list[str]:
    """Give a line for each version of a rule, those that are not in force too, so that nothing is hidden."""
    if len(rule.versions) < 2:
        return []
    return [_("Versions of this rule:"), *(f"  {_version(one.file)}" for one in rule.versions)]


def _version(version: Version) -> str:
    until = _("to {}").format(version.to) if version.to else ""
    since = _("from {}").format(version.from_) if version.from_ else ""
    held = " ".join(part for part in (since, until) if part) or _("always, as far as recorded")
    note = f" {told(version.note)}" if version.note else ""
    return f"{held}: {version.status}.{note}"
