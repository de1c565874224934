"""Where each word of the vocabulary is kept: its table and column, and which rows count.

A word without a column of its own is kept in `said`. Nothing here needs SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from immdesk.basics.problems import Bug
from immdesk.basics.vocabulary import Vocabulary
from immdesk.records import kept_screening

SHAPES = {"petitioner": "person", "principal": "person", "sponsor": "person", "attorney": "staff"}
"""First names that have the shape of another."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A place: `column` of the rows of `table` where `owner` names the owner and `where` holds.

    The `column` of a list is empty: its rows are the rows of `table`.
    """

    table: str
    column: str
    owner: str = "id"
    where: tuple[tuple[str, str], ...] = ()


_OWN = {
    "person": (
        "person",
        "family_name given_name middle_name native_family_name native_given_name sex born_on birth_city "
        "birth_province birth_country language interpreter_needed deceased_on safe_contact marital_status "
        "is_us_citizen is_permanent_resident lpr_since naturalized_on lives lives_in "
        "adopted supported",
    ),
    "case": (
        "case_file",
        "number type opened_on priority_date category chargeability filing_place",
    ),
    "party": ("case_party", "role relationship own_petition adopted"),
    "notice": (
        "notice",
        "kind dated_on response_days served_by sent_abroad due_on receipt_number received_on",
    ),
    "filing": ("filing", "form edition item receipt_number postmark_on received_on approved_on"),
    "document": ("document", "kind title number country category issued_on expires_on"),
    "status_period": (
        "status_period",
        "status from until i94_until i94_issued_on petition_until petition_i94_until petition_issued_on",
    ),
    "office": ("office", "name street unit_type unit city state zip country phone fax email"),
    "staff": (
        "staff",
        "family_name given_name middle_name role bar_number bar_state uscis_account phone mobile email",
    ),
    "address": (
        "address",
        "kind care_of street unit_type unit city state zip province postal_code country from until",
    ),
    "other_name": ("person_name", "family_name given_name middle_name kind"),
    "identifier": ("identifier", "kind value"),
    "citizenship": ("citizenship", "country from until"),
    "marriage": (
        "marriage",
        "spouse_family_name spouse_given_name spouse_middle_name married_on city state province country "
        "ended_on ended_how spouse_born_on spouse_birth_country spouse_citizenship spouse_a_number "
        "ended_city ended_province ended_country",
    ),
    "entry": (
        "entry",
        "arrived_on departed_on manner class_of_admission port i94_number stay_until i94_issued_on",
    ),
    "trip": ("trip", "departed_on returned_on destination reason"),
    "school": ("school", "name kind place from until"),
    "sibling": ("sibling", "family_name given_name birth_city birth_country lives_in"),
    "employer": (
        "employer",
        "name trade_name fein naics kind type_of_business founded_year employees_us gross_income net_income "
        "care_of street unit_type unit city state zip province postal_code country county phone mobile "
        "email website",
    ),
    "worksite": (
        "worksite",
        "name street unit_type unit city state zip county is_main third_party third_party_name until",
    ),
    "employer_contact": (
        "employer_contact",
        "family_name given_name middle_name title phone mobile email role is_signatory until",
    ),
    "job": (
        "job",
        "title soc_code soc_title full_time hours_per_week wage_from wage_to wage_unit wage_level "
        "prevailing_wage prevailing_wage_unit prevailing_wage_source pwd_number pwd_on pwd_until lca_number "
        "lca_filed_on lca_certified_on lca_from lca_until start_on end_on hired_on terminated_on "
        "employment_ended_on requested_from requested_until offsite duties education off_days",
    ),
    "recruitment": (
        "recruitment",
        "pwd_number pwd_requested_on pwd_on pwd_until filed_on number certified_on valid_until denied_on "
        "withdrawn_on audit_letter_on audit_due_on professional",
    ),
    "recruitment_step": ("recruitment_step", "kind started_on ended_on place proof"),
    "payment": (
        "payment",
        "item amount payer method due_on paid_on refunded_on reference g1450 state note",
    ),
    "contact_log": ("contact_log", "how direction spoke_with summary minutes"),
    "employment": (
        "employment",
        "employer occupation street unit_type unit city state zip province postal_code country from until "
        "support",
    ),
    **kept_screening.TABLES,
}
_RENAMED = {"from": "from_on", "until": "until_on", "case.type": "case_type"}

_LISTS = {
    "person.other_names": ("other_name", "person_name", ()),
    "person.other_a_numbers": ("identifier", "identifier", (("kind", "a_number"), ("is_main", "no"))),
    "person.addresses": ("address", "address", ()),
    "person.citizenships": ("citizenship", "citizenship", ()),
    "person.status_periods": ("status_period", "status_period", ()),
    "person.entries": ("entry", "entry", ()),
    "person.trips": ("trip", "trip", ()),
    "person.schools": ("school", "school", ()),
    "person.siblings": ("sibling", "sibling", ()),
    "person.documents": ("document", "document", ()),
    "person.marriages": ("marriage", "marriage", ()),
    "person.employment": ("employment", "employment", ()),
    **kept_screening.LISTS,
    "employer.worksites": ("worksite", "worksite", ()),
    "employer.contacts": ("employer_contact", "employer_contact", ()),
    "recruitment.steps": ("recruitment_step", "recruitment_step", ()),
}

_NUMBERS = ("a_number", "ssn", "uscis_account")
_CONTACTS = ("phone_day", "phone_mobile", "email")

SAYING = (
    "person", "case", "party", "filing", "notice", "document", "status_period",
    "employer", "job", "recruitment",
)  # fmt: skip
"""Shapes whose words need no column: what has none is kept in `said`, under the owner's id."""

_PARENT = (
    "family_name legal_family_name given_name middle_name born_on sex birth_city birth_country city country"
)
OF_A_CHILD = (
    "family_name given_name middle_name born_on birth_country birth_city sex marital_status lives lives_in "
    "adopted supported"
)
"""What is told of a child on the page of the parent; it stands in the child's own row."""


def columns(shape: str) -> Mapping[str, str]:
    """Give word → column of the shape's own table, for the words that have a column."""
    return {
        word: _RENAMED.get(f"{shape}.{word}", _RENAMED.get(word, word)) for word in _OWN[shape][1].split()
    }


def table(shape: str) -> str:
    """Give the table that holds the shape's own rows."""
    return _OWN[shape][0]


@lru_cache
def lists(owner: str = "person") -> Mapping[str, tuple[str, Kept]]:
    """Give, for each list of a person (or other `owner` shape), the shape of its rows and their place."""
    return {
        path.removeprefix(f"{owner}."): (shape, Kept(name, "", f"{owner}_id", where))
        for path, (shape, name, where) in _LISTS.items()
        if path.startswith(f"{owner}.")
    }


def kept_in(path: str, vocabulary: Vocabulary) -> Kept:
    """Give where the value at a vocabulary path is kept: `person.a_number`, `petitioner.addresses.city`.

    Raises Bug for a path that is kept nowhere (computed and derived words), Problem for an unknown one.
    """
    word = vocabulary.word(path)
    root, *words = path.split(".")
    if word.computed or word.derived:
        raise Bug(f"The records keep no place for the word {path}.")
    return place_of(SHAPES.get(root, root), ".".join(words))


def place_of(shape: str, word: str) -> Kept:
    """Give where a word of a shape is kept. Raises Bug when it has no place."""
    place = KEPT.get(f"{shape}.{word}")
    if place is not None:
        return place
    if shape in SAYING and "." not in word:
        return _said(shape, word)
    first, _, rest = word.partition(".")
    row = _LISTS.get(f"{shape}.{first}", ("",))[0]
    if row in SAYING and rest and "." not in rest:
        return _said(row, rest)
    raise Bug(f"The records keep no place for the word {shape}.{word}.")


def _every_place() -> dict[str, Kept]:
    places: dict[str, Kept] = {}
    for shape in (
        "person",
        "case",
        "party",
        "notice",
        "filing",
        "document",
        "status_period",
        "employer",
        "job",
        "recruitment",
        "office",
        "staff",
    ):
        for word, column in columns(shape).items():
            places[f"{shape}.{word}"] = Kept(table(shape), column)
    for path, (shape, name, where) in _LISTS.items():
        owner = f"{path.partition('.')[0]}_id"
        places[path] = Kept(name, "", owner, where)
        for word, column in columns(shape).items():
            places[f"{path}.{word}"] = Kept(name, column, owner, where)
    for word in _NUMBERS:
        main = (("kind", word), ("is_main", "yes"))
        places[f"person.{word}"] = Kept("identifier", "value", "person_id", main)
    for word in _CONTACTS:
        places[f"person.{word}"] = Kept("contact", "value", "person_id", (("kind", word),))
    return places | _family_places()


def _said(shape: str, word: str) -> Kept:
    return Kept("said", "value", "owner_id", (("owner_kind", shape), ("word", word)))


def _family_places() -> dict[str, Kept]:
    """Children are people of their own: the relationship names them, their words are in their own rows."""
    places = {f"person.children.{word}": Kept("person", word) for word in OF_A_CHILD.split()}
    places["person.children.relationship"] = Kept("relationship", "kind", "relative_id")
    places["person.children"] = Kept("relationship", "", "relative_id")
    for parent in ("father", "mother"):
        for word in _PARENT.split():
            places[f"person.{parent}.{word}"] = _said("person", f"{parent}.{word}")
    places["person.father"] = Kept("said", "", "owner_id", (("owner_kind", "person"), ("word", "father.")))
    places["person.mother"] = Kept("said", "", "owner_id", (("owner_kind", "person"), ("word", "mother.")))
    return places


KEPT: Mapping[str, Kept] = _every_place()
