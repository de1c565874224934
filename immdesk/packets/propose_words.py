"""The words by which forms ask for the same things, and where our vocabulary keeps the answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from immdesk.packets.tooltip import Tip


@dataclass(frozen=True)
class Datum:
    """What a box asks for: the word below its root, the pattern of the question, how it is written."""

    word: str
    pattern: str
    format: str = "text"
    kind: str = ""
    width: int = 0

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def fits(self, asks: str) -> bool:
        """Say whether a question asks for this."""
        return bool(self._compiled.search(asks))


@dataclass(frozen=True)
class Row:
    """A list of which forms print rows: where a section says so, and how its words are called."""

    name: str
    source: str
    pattern: str
    words: Mapping[str, str]
    more: Mapping[str, str] = field(default_factory=dict)


_BUSINESS = (
    r"(business|organization|company|firm|employer)[^.]{0,30}name"
    r"|name of[^.]{0,16}(business|organization|company|employer|firm|school)"
)

DATA = (
    Datum("family_name", r"family name|last name|surname"),
    Datum("given_name", r"given name|first name"),
    Datum("middle_name", r"middle name"),
    Datum("a_number", r"alien registration number|a-number", "digits", width=9),
    Datum("ssn", r"social security number", "digits"),
    Datum("uscis_account", r"online account", "digits"),
    Datum("fein", r"\bfein\b|employer identification|irs tax|taxpayer", "digits"),
    Datum("bar_number", r"bar number"),
    Datum("spouse_born_on", r"spouse.{0,20}date of birth", "us_date"),
    Datum("born_on", r"date of birth", "us_date"),
    Datum("birth_city", r"(city|town|village)[^.]{0,30} of birth"),
    Datum("birth_province", r"(state|province)[^.]{0,20} of birth"),
    Datum("birth_country", r"country of birth"),
    Datum("citizenships", r"country of (citizenship|nationality)|present nationality"),
    Datum("last_entry.i94_number", r"i-94", "letters_digits"),
    Datum("last_entry.class_of_admission", r"class of admission|status at (your )?(last )?(arrival|entry)"),
    Datum("last_entry.port", r"(place|port)[^.]{0,15} of (your )?(last )?(entry|arrival|admission)"),
    Datum("last_entry.arrived_on", r"date of (your )?(last|most recent|arrival|entry)", "us_date"),
    Datum("last_entry.stay_until", r"authorized stay|status expires|period of stay", "us_date"),
    Datum("status_now", r"current (immigration |nonimmigrant )?status"),
    Datum("passport.expires_on", r"expir", "us_date"),
    Datum("passport.country", r"country (that|of|which)[^.]{0,20}issu"),
    Datum("passport.number", r"passport number"),
    Datum("travel_document_number", r"travel document number"),
    Datum("sevis_number", r"sevis"),
    Datum("care_of", r"in care of", kind="address"),
    Datum("unit", r"(apartment|suite|ste|floor)[^.]{0,40}number|unit number", kind="address"),
    Datum("street", r"street (number|name|address)", kind="address"),
    Datum("zip", r"\bzip", "zip5", kind="address"),
    Datum("city", r"\bcity\b|\btown\b", kind="address"),
    Datum("state", r"\bstate\b", kind="address"),
    Datum("province", r"province", kind="address"),
    Datum("postal_code", r"postal code", kind="address"),
    Datum("mobile", r"mobile", "phone"),
    Datum("phone", r"telephone|phone number", "phone"),
    Datum("fax", r"\bfax\b", "phone"),
    Datum("email", r"e-?mail"),
    Datum("religion", r"^(enter )?religion"),
    Datum("ethnic_group", r"tribal group"),
    Datum("language", r"native language|language \(include"),
    Datum("height_feet", r"\bfeet\b"),
    Datum("height_inches", r"inches"),
    Datum("weight_pounds", r"first digit", "digit_1"),
    Datum("weight_pounds", r"second digit", "digit_2"),
    Datum("weight_pounds", r"third digit", "digit_3"),
    Datum("current_marriage.married_on", r"date of (current )?marriage", "us_date"),
    Datum("times_married", r"times you have been married"),
    Datum("left_home_on", r"leave your country", "us_date"),
    Datum("occupation", r"occupation|job title"),
    Datum("name", _BUSINESS),
    Datum("from", r"^from\b|date from|from date|start date", "us_date"),
    Datum("until", r"^to\b|date to\b|to date|end date|date ended", "us_date"),
    Datum("naics", r"naics|north american industry"),
    Datum("gross_income", r"gross annual income"),
    Datum("net_income", r"net annual income"),
    Datum("founded_year", r"year established|date established"),
    Datum("employees_us", r"number of (u\.s\. )?employees"),
    Datum("type_of_business", r"type of business"),
    Datum("country", r"\bcountry\b", kind="address"),
    Datum("full_name", r"full name", "full_name"),
)  # fmt: skip

_ADDRESS = {
    one: one for one in ("street", "unit", "city", "state", "zip", "province", "postal_code", "country")
}
_NAMES = {one: one for one in ("family_name", "given_name", "middle_name")}
_JOBS = r"employment history|employer (?:\d|one|two|three)\b|schools? (?:you )?attended"
_HOMES = (
    r"address history|physical address (?:one|two|three|\d)|address (?:one|two|three)\b|residences? during"
)

ROWS = (
    Row("names", "person.other_names", r"other (?:\w+ )?names? (?:used|you)", _NAMES,
        {"said": "Other name used: {family_name}, {given_name} {middle_name}"}),
    Row("children", "person.children", r"\bchild(?:ren)?\b.*\bchild (?:\d|one|two|three|four)|your children",
        {**_NAMES, "a_number": "a_number", "born_on": "born_on", "birth_country": "birth_country"}),
    Row("family", "person.family_members", r"spouse and all children",
        {**_NAMES, "a_number": "a_number", "born_on": "born_on", "birth_country": "birth_country"}),
    Row("jobs", "person.employment", _JOBS,
        {**_ADDRESS, "name": "employer", "occupation": "occupation", "from": "from", "until": "until"},
        {"newest_by": "from", "said": "Employer or school: {employer}, {occupation}, {from} to {until}"}),
    Row("homes", "person.addresses", _HOMES,
        {**_ADDRESS, "from": "from", "until": "until"}, {"newest_by": "from"}),
    Row("citizenships", "person.citizenships", r".", {"citizenships": "country"},
        {"where": "until == none", "newest_by": "from", "said": "Also a citizen of {country}"}),
)  # fmt: skip

UNITS = {"apartment": "apt", "suite": "ste", "floor": "flr"}

_COLORS = (
    "black",
    "blue",
    "brown",
    "gray",
    "green",
    "hazel",
    "maroon",
    "pink",
    "red",
    "sandy",
    "white",
    "unknown",
)

ANSWERS = (
    (r"\bsex\b|\bgender\b", "sex", (("male", "male"), ("female", "female"))),
    (r"marital status", "marital_status",
     (("single", "single"), ("married", "married"), ("divorced", "divorced"), ("widowed", "widowed"),
      ("separated|legally separated", "separated"), ("marriage annulled|annulled", "annulled"))),
    (r"eye color", "eye_color", tuple((one, one) for one in _COLORS)),
    (r"hair color", "hair_color", (("bald", "bald"), ("blond", "blond"), *((one, one) for one in _COLORS))),
    (r"ethnicity", "ethnicity", (("not hispanic", "not_hispanic"), ("hispanic", "hispanic"))),
    (r"\brace\b", "race",
     (("white", "white"), ("asian", "asian"), ("black", "black"),
      ("american indian", "native_american"), ("native hawaiian", "pacific_islander"))),
    (r"physical address the same|mailing address the same|same as your (?:mailing|physical)",
     "mailing_same_as_home", (("yes", "yes"), ("no", "no"))),
)  # fmt: skip

_ROLES = (
    ("interpreter", r"\binterpreter"),
    ("attorney", r"\bpreparer|person preparing|attorney|accredited representative"),
    ("other", r"prior (?:spouse|marriage|husband|wife)|former spouse|stepparent|through whom you gained"),
    ("other", r"civil surgeon|physician|health department"),
    ("mother", r"parent (?:1|one)\b|\bmother"),
    ("father", r"parent (?:2|two)\b|\bfather"),
    ("children", r"\bchild (?:\d|one|two|three|four)\b|all of your children|(?:your|all) children"),
    ("spouse", r"information about your (?:\w+ )?spouse|your spouse\b"),
    ("other", r"qualifying relative|family member|joint sponsor|household member"),
    ("sponsor", r"\bsponsor"),
)  # fmt: skip


def role_of(tip: Tip, of_petitioner: bool, of_employer: bool) -> str:
    """Give who is meant: interpreter, attorney, spouse, petitioner …; "person" for who applies.

    `of_petitioner` says that on this form "you" is the petitioner, `of_employer` that it is an organization.
    """
    where = f"{tip.section} {tip.asks}".lower()
    found = next((role for role, pattern in _ROLES if re.search(pattern, where)), "")
    if found:
        return found
    yours = "employer" if of_employer else "petitioner"
    if of_petitioner and re.search(r"beneficiary|person for whom", where):
        return "person"
    if re.search(r"petitioner|person or organization filing|authorized signatory", where):
        return yours
    return yours if of_petitioner and re.search(r"\byou\b|\byour\b", where) else "person"
