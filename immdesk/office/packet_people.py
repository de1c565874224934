"""For whom a packet holds what: the roles of everybody in a case, and the facts that a form sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from immdesk.office.progress import members_of
from immdesk.packets.plan import PersonInPacket, Planned
from immdesk.records.facts_of import CaseFacts

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.office.office import Office

_APPLYING = ("principal", "beneficiary", "derivative")


def people_of(facts: CaseFacts) -> list[PersonInPacket]:
    """Give everybody of a case with the roles of a packet plan; an applicant asks for the green card."""
    found = []
    for member in members_of(facts):
        party = member.facts.root("party")
        roles = {member.role} if member.role in ("petitioner", "joint_sponsor") else set()
        if party.get("own_petition") is True:
            roles.add("beneficiary")
        if member.role in _APPLYING and member.facts.get("case.filing_place") != "consulate":
            roles.add("applicant")
        relationship = party.get("relationship")
        if member.role != "petitioner" and isinstance(relationship, str):
            roles.add({"stepchild": "child"}.get(relationship, relationship))
        found.append(PersonInPacket(member.person_id, member.name, frozenset(roles)))
    return found


def scope_for(office: Office, facts: CaseFacts, person_id: str, planned: tuple[Planned, ...]) -> Facts:
    """Give the facts for a form about one person; the G-28 names the forms in which the person signs."""
    scope = facts.for_person(person_id)
    petitioner = person_id == facts.petitioner_id
    named: dict[str, None] = {}
    for one in planned:
        if one.part == "form" and (petitioner or one.person_id == person_id):
            signers = {
                box.sign for each in office.library.official.get(one.form, ()) for box in each.boxes.values()
            }
            if ("petitioner" if petitioner else "applicant") in signers:
                named[one.form] = None
    return scope.also({"case": {**scope.root("case"), "appearance_forms": ", ".join(named)}})
