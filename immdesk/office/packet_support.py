"""Who signs an affidavit of support for whom, and who wants a work permit or a travel document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from immdesk.basics.unknown import Nothing, Unknown
from immdesk.packets.plan import PersonInPacket

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.workflow.checklist import Member

_PLACES = ("first", "second")
_EXEMPT = ("forty_quarters", "becomes_citizen", "widow", "not_required")
"""Answers of Form I-485 that need no affidavit of support (INA 213A(f), 8 CFR 213a.2(a)(2))."""


def roles_of_support(role: str, facts: Facts) -> set[str]:
    """Give what a sponsor still needs: a Form I-864A of each who adds an income, the guidelines looked up."""
    if role not in ("petitioner", "joint_sponsor"):
        return set()
    found = {"combining"} if facts.get("person.combines_income") is True else set()
    return found if facts.get("person.guideline_checked") is True else found | {"not_compared"}


def roles_of_wishes(party: Mapping[str, Any]) -> set[str]:
    """Give what an applicant wants, or of what nobody has said whether it is wanted."""
    found = set()
    for word, role in (("wants_work_permit", "work_permit"), ("wants_travel", "travel")):
        wanted = party.get(word)
        if wanted is True:
            found.add(role)
        elif wanted is None or isinstance(wanted, Unknown):
            found.add(f"{role}_open")
    return found


def with_support(people: Iterable[PersonInPacket], members: Iterable[Member]) -> list[PersonInPacket]:
    """Give the people with whom each sponsor supports: the petitioner all, a joint sponsor as was said.

    A single joint sponsor supports all who are not said to have none; of two, each those who name them.
    Nobody has two joint sponsors: 8 CFR 213a.2(c)(2)(iii)(C).
    """
    people = list(people)
    needing = {one.person_id: one.facts for one in members if _needs(one.facts)}
    joint = [one.id for one in people if "joint_sponsor" in one.roles]
    chosen = {person_id: _chosen(facts, len(joint)) for person_id, facts in needing.items()}
    found = []
    for one in people:
        if "petitioner" in one.roles:
            one = replace(one, supports=frozenset(needing))
        elif one.id in joint:
            place = joint.index(one.id)
            mine = frozenset(each for each, at in chosen.items() if at == place)
            one = replace(one, supports=mine)
        if one.id in chosen and chosen[one.id] is None:
            one = replace(one, roles=one.roles | {"support_open"})
        found.append(one)
    return found


def _needs(facts: Facts) -> bool:
    return facts.get("party.own_petition") is True and facts.get("person.support_exemption") not in _EXEMPT


def _chosen(facts: Facts, joint: int) -> int | None:
    """Give the place of a person's joint sponsor, -1 for none, None when nobody has said which of several."""
    said = facts.get("party.joint_sponsor")
    if isinstance(said, Nothing) or not joint:
        return -1
    if joint == 1:
        return 0
    return _PLACES.index(said) if said in _PLACES else None
