"""What is looked for among the signatures: still to be made, refused, given for a child, with authority."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from immdesk.packets.checks.seen import Found, Go, Look, Parameters, Seen, filled, listed
from immdesk.packets.planned import PlannedPacket, PlannedSignature

_GO = Go("signatures")
OWN = ("applicant", "beneficiary", "spouse beneficiary", "client", "petitioner")
"""Signers who sign for themselves, and for whom a parent signs while they are children."""


def signatures_open(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find people with signatures that they have not given yet."""
    found: dict[str, list[PlannedSignature]] = {}
    for one in packet.signatures:
        if one.state in ("to sign", "printed"):
            found.setdefault(one.name, []).append(one)
    for name, mine in found.items():
        forms = listed(tuple(dict.fromkeys(one.form for one in mine)), 8)
        yield Seen(name, f"open {name}", _GO, filled({"n": len(mine), "forms": forms}))


def signatures_back(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find signatures that came back and that nobody has looked at."""
    for where, mine in _by_form(packet.signatures, ("came back",)):
        names = listed(tuple(dict.fromkeys(one.name for one in mine)))
        yield Seen(where, f"back {mine[0].key or where}", _GO, filled({"names": names}))


def signature_refused(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find signatures that were refused: pasted, typed, missing, or given before an answer changed."""
    for one in packet.signatures:
        if one.state == "refused":
            words = {"name": one.name, "page": one.page, "reason": one.reason}
            yield Seen(_where(one), f"refused {one.key} {one.page} {one.signer}", _GO, filled(words))


def signs_for_child(packet: PlannedPacket, _today: date, given: Parameters) -> Found:
    """Find people younger than `age` years who are to sign: a parent or guardian may sign for them."""
    told = set()
    for one in packet.signatures:
        child = one.signer in OWN and one.age is not None and one.age < int(given["age"])
        if child and (one.form, one.who) not in told:
            told.add((one.form, one.who))
            yield Seen(
                _where(one),
                f"child {one.key}",
                _GO,
                filled({"name": one.who, "years": one.age, "age": given["age"]}),
            )


def signatory_not_named(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find employers of whom nobody has said who signs for them, or in which office."""
    for who in packet.signatory_missing:
        yield Seen(who, f"signatory {who}", Go("question", "employer.signatory.title"))


def _by_form(
    signatures: Iterable[PlannedSignature], states: tuple[str, ...]
) -> Iterable[tuple[str, list[PlannedSignature]]]:
    found: dict[str, list[PlannedSignature]] = {}
    for one in signatures:
        if one.state in states:
            found.setdefault(_where(one), []).append(one)
    return found.items()


def _where(one: PlannedSignature) -> str:
    return f"{one.form} – {one.who}" if one.who else one.form


SIGNATURES: Final = {
    "signatures_open": Look(signatures_open, ("n", "forms")),
    "signatures_back": Look(signatures_back, ("names",)),
    "signature_refused": Look(signature_refused, ("name", "page", "reason")),
    "signs_for_child": Look(signs_for_child, ("name", "years", "age"), {"age": "number"}),
    "signatory_not_named": Look(signatory_not_named),
}
