"""For whom a packet holds what: the roles of everybody in a case, and the facts that a form sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from immdesk.basics.unknown import NONE
from immdesk.office.packet_support import roles_of_support, roles_of_wishes, with_support
from immdesk.office.progress import members_of
from immdesk.packets.plan import PersonInPacket, Planned
from immdesk.records.facts_of import CaseFacts

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.office.office import Office

_APPLYING = ("principal", "beneficiary", "derivative")


def people_of(facts: CaseFacts) -> list[PersonInPacket]:
    """Give everybody of a case with the roles of a packet plan; an applicant asks for the green card."""
    found = _employer(facts)
    for member in members_of(facts):
        party = member.facts.root("party")
        roles = {member.role} & {"petitioner", "joint_sponsor", "principal"}
        if party.get("own_petition") is True:
            roles.add("beneficiary")
        if member.role in _APPLYING and member.facts.get("case.filing_place") != "consulate":
            roles.add("applicant")
        relationship = party.get("relationship")
        if member.role != "petitioner" and isinstance(relationship, str):
            roles.add({"stepchild": "child"}.get(relationship, relationship))
        roles |= _roles_of_work(member.role, member.facts) | roles_of_support(member.role, member.facts)
        if "applicant" in roles:
            roles |= roles_of_wishes({**party, **_card_wish(member.facts)})
        if member.role in _APPLYING and member.facts.get("person.waiver_wanted") is True:
            roles.add("waiver")
        if member.role in _APPLYING and member.facts.get("person.in_court_now") is True:
            roles.add("in_court")
        found.append(PersonInPacket(member.person_id, member.name, frozenset(roles)))
    return with_support(found, members_of(facts))


def _card_wish(facts: Facts) -> dict[str, bool]:
    """Give whether a work permit is asked for together with temporary protected status."""
    told = facts.get("person.tps_wants_card")
    return {"wants_work_permit": told} if isinstance(told, bool) else {}


def signer_of_employer(facts: CaseFacts) -> str:
    """Give who signs for the employer that petitions; "" when a person petitions, or nobody is named."""
    scope = facts.for_person(facts.principal_id or "")
    if scope.get("case.petitioner_is_employer") is not True:
        return ""
    names = [scope.get(f"employer.signatory.{word}") for word in ("given_name", "middle_name", "family_name")]
    return " ".join(name for name in names if isinstance(name, str))


def _employer(facts: CaseFacts) -> list[PersonInPacket]:
    """Give the employer that petitions, first of all."""
    scope = facts.for_person(facts.principal_id or "")
    if scope.get("case.petitioner_is_employer") is not True:
        return []
    words = scope.root("employer")
    return [PersonInPacket(str(words.get("id", "")), str(words.get("name") or ""), frozenset({"employer"}))]


def _roles_of_work(role: str, facts: Facts) -> set[str]:
    employer = facts.get("case.petitioner_is_employer") is True
    found = {"worker" if employer else "alone"} if role == "principal" else set()
    if role == "principal" and facts.get("case.premium_asked") is True:
        found.add("premium")
    if employer and role == "derivative" and facts.get("party.files_i539") is True:
        found.add("extending")
    return found


def scope_for(
    office: Office, facts: CaseFacts, person_id: str, planned: tuple[Planned, ...], sponsor_id: str = ""
) -> Facts:
    """Give the facts for a form about one person; the G-28 names the forms in which the person signs."""
    if sponsor_id:
        return facts.for_affidavit(person_id, sponsor_id)
    employer = person_id in [one.id for one in _employer(facts)]
    scope = _for_employer(facts) if employer else facts.for_form(person_id)
    petitioner = employer or person_id == facts.petitioner_id
    named: dict[str, None] = {}
    for one in planned:
        if one.part == "form" and (petitioner or one.person_id == person_id):
            signers = {
                box.sign for each in office.library.official.get(one.form, ()) for box in each.boxes.values()
            }
            mine = "sponsor" in signers and one.sponsor_id == person_id
            if mine or ("petitioner" if petitioner else "applicant") in signers:
                named[one.form] = None
    return scope.also({"case": {**scope.root("case"), "appearance_forms": ", ".join(named)}})


_HOME = ("street", "unit_type", "unit", "city", "state", "zip", "province", "postal_code", "country")


def _for_employer(facts: CaseFacts) -> Facts:
    """Give the facts of a form about the employer: who signs for it stands in the place of the person."""
    scope = facts.for_person(facts.principal_id or "")
    employer = scope.root("employer")
    signs = employer.get("signatory") or {}
    named = {word: signs[word] for word in ("family_name", "given_name", "middle_name") if word in signs}
    reached = {
        "phone_day": signs.get("phone") or employer.get("phone"),
        "phone_mobile": signs.get("mobile") or employer.get("mobile"),
        "email": signs.get("email") or employer.get("email"),
    }
    address = {word: employer[word] for word in _HOME if word in employer}
    person = {
        **named,
        **{word: value for word, value in reached.items() if value is not None},
        "a_number": NONE,
        "mailing_same_as_home": False,
        "mailing_address": address,
    }
    return scope.also({"person": person, "party": {"role": "petitioner"}})
