"""The arithmetic of the affidavit of support: who is counted in the household, whose income, which assets.

Nothing here knows the poverty guidelines; what nobody has said stays unknown, with the paths to ask for.
Authority: 8 CFR 213a.1 (household size, household income), INA 213A(f); Form I-864, parts 5 to 7.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from immdesk.basics.unknown import NONE, Nothing, Unknown

Words = dict[str, Any]
Seen = Mapping[str, Any]
_MARRIED = ("married", "separated")
_CHILDREN = ("child", "stepchild")
_COMING = ("principal", "beneficiary", "derivative")
ADJUSTMENT = "I-485"


def signs_as(parties: Iterable[Mapping[str, Any]], sponsor_id: str) -> str:
    """Give how a sponsor signs: as the petitioner, the only joint sponsor, the first or second of two."""
    joint = [one["person_id"] for one in parties if one["role"] == "joint_sponsor"]
    if sponsor_id not in joint:
        return "petitioner"
    if len(joint) == 1:
        return "only_joint"
    return "first_joint" if joint[0] == sponsor_id else "second_joint"


def accompanying(
    besides: Iterable[Mapping[str, Any]],
    parties: Iterable[Mapping[str, Any]],
    person_id: str,
    relative: Callable[[str, str | None], Words],
) -> list[Words]:
    """Give the family members on the affidavit of a person: those without a petition of their own.

    They come with the spouse, or else with the first who has a petition; immediate relatives have none.
    What a child of the case is to a principal who is not the spouse nobody has said: it stays unknown.
    """
    own = [one for one in parties if one["own_petition"] == "yes"]
    own.sort(key=lambda one: one["relationship"] != "spouse")
    if not own or own[0]["person_id"] != person_id:
        return []
    kind = "child" if own[0]["relationship"] == "spouse" else None
    coming = [one for one in besides if one["own_petition"] == "no" and one["role"] in _COMING]
    return [relative(one["person_id"], kind) for one in coming]


def receipt_words(filings: Iterable[Mapping[str, Any]], person_id: str) -> Words:
    """Give the receipt number of the person's Form I-485; none while the office has filed none."""
    mine = [one for one in filings if one.get("form") == ADJUSTMENT and one.get("person_id") == person_id]
    return {"i485_receipt": mine[-1].get("receipt_number") if mine else NONE}


def affidavit_words(
    sponsor: Seen,
    person: Seen,
    party: Seen,
    signs_as: str,
    family: Sequence[Words],
    others: Iterable[Seen],
) -> Words:
    """Give the case's words for one affidavit.

    `family` are the relatives on the same affidavit (rows of the shape relative), `others` the parties of
    the case who have an affidavit of their own.
    """
    sponsored = 1 + len(family)
    spouse = _spouse(sponsor, party, signs_as)
    children = _children(sponsor, signs_as, others)
    more = [_said(sponsor, word) for word in ("other_dependents", "sponsored_before", "relatives_combining")]
    incomes = _incomes(sponsor, person, party, signs_as)
    assets = _assets(sponsor, person, party)
    return {
        "sponsor_as": signs_as,
        "accompanying": tuple(family),
        "sponsors_family": bool(family),
        "sponsored_here": sponsored,
        "household_spouse": spouse,
        "household_children": children,
        "support_household": total(sponsored, 1, spouse, children, *more),
        "counted_incomes": tuple(incomes),
        "support_income": _household_income(sponsor, party, signs_as, incomes),
        **{f"tax_income_{place}": _tax_income(sponsor, place) for place in (1, 2, 3)},
        **assets,
    }


def total(*values: Any) -> Any:
    """Give the sum of numbers; none counts as nothing, and what is unknown makes the sum unknown."""
    unknown = [value for value in values if isinstance(value, Unknown)]
    if unknown:
        return Unknown(*(path for one in unknown for path in one.paths))
    return sum((value for value in values if not isinstance(value, Nothing)), 0)


def _said(sponsor: Seen, word: str, root: str = "sponsor") -> Any:
    value = sponsor.get(word)
    return Unknown(f"{root}.{word}") if value is None else value


def _spouse(sponsor: Seen, party: Seen, signs_as: str) -> Any:
    """Count the sponsor's spouse, who is not counted twice when sponsored here."""
    if signs_as == "petitioner" and party.get("relationship") == "spouse":
        return 0
    status = _said(sponsor, "marital_status")
    return status if isinstance(status, Unknown) else int(status in _MARRIED)


def _children(sponsor: Seen, signs_as: str, others: Iterable[Seen]) -> Any:
    """Count the dependent children, and the petitioner's children who have an affidavit of their own."""
    here: list[Any] = [_said(sponsor, "dependent_children")]
    for party in others if signs_as == "petitioner" else ():
        if party.get("relationship") in _CHILDREN:
            counted = _said(party, "classified_as", "party")
            here.append(counted if isinstance(counted, Unknown) else int(counted == "child"))
    return total(*here)


def _incomes(sponsor: Seen, person: Seen, party: Seen, signs_as: str) -> list[Words]:
    """Give the other incomes of the household in the order in which the form lists them."""
    found = []
    if signs_as == "petitioner" and party.get("income_counted") is True:
        found.append(
            {
                "name": person.get("full_name"),
                "relationship": party.get("relationship"),
                "income": party.get("immigrant_income"),
            }
        )
    if sponsor.get("combines_income") is True:
        for place in (1, 2, 3):
            if isinstance(name := sponsor.get(f"member_{place}_name"), str):
                words = {word: sponsor.get(f"member_{place}_{word}") for word in ("relationship", "income")}
                found.append({"name": name, **words})
    return [{word: value for word, value in row.items() if value is not None} for row in found]


def _household_income(sponsor: Seen, party: Seen, signs_as: str, incomes: list[Words]) -> Any:
    asked: list[Any] = [_said(sponsor, "income")]
    combines = _said(sponsor, "combines_income")
    if isinstance(combines, Unknown):
        asked.append(combines)
    elif combines is True and not isinstance(sponsor.get("member_1_name"), str):
        asked.append(Unknown("sponsor.member_1_name"))
    if signs_as == "petitioner":
        counted = _said(party, "income_counted", "party")
        asked += [counted] if isinstance(counted, Unknown) else []
    asked += [one.get("income", Unknown("case.counted_incomes.income")) for one in incomes]
    return total(*asked)


def _tax_income(sponsor: Seen, place: int) -> Any:
    """Give the income of a tax year as the form wants it: N/A without a return, the word zero for zero."""
    if isinstance(sponsor.get(f"tax_year_{place}"), Nothing):
        return NONE
    value = _said(sponsor, f"tax_income_{place}")
    if isinstance(value, Decimal | int):
        return "zero" if value == 0 else f"{Decimal(value):f}"
    return value


def _assets(sponsor: Seen, person: Seen, party: Seen) -> Words:
    kinds = ("asset_cash", "asset_real_estate", "asset_other")
    mine = total(*(_said(sponsor, word) for word in kinds))
    counted = _said(party, "assets_counted", "party")
    theirs = total(*(_said(person, word, "person") for word in kinds)) if counted is True else counted
    theirs = 0 if theirs is False else theirs
    return {
        "sponsor_assets": mine,
        "immigrant_assets": theirs,
        "total_assets": total(mine, _said(sponsor, "member_assets"), theirs),
    }
