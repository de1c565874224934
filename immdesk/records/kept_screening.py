"""Where the lists of the hard questions are kept: arrests, orders, petitions, groups, help, equities."""

from __future__ import annotations

TABLES = {
    "arrest": (
        "arrest",
        "kind happened_on city province country agency charge disposition disposed_on sentence records "
        "convicted_on",
    ),
    "court_order": ("court_order", "kind place dated_on outcome still_open"),
    "earlier_petition": (
        "earlier_petition",
        "form filed_by filed_on receipt_number priority_date result decided_on",
    ),
    "organization": ("organization", "name city province country nature involvement from until"),
    "benefit": ("benefit", "kind from until amount exempt"),
    "institution_stay": ("institution_stay", "place from until reason exempt"),
    "skill": ("skill", "title"),
    "equity": ("equity", "kind told shown_by"),
}
"""For each shape its table and the words that have a column there."""

LISTS: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = {
    "person.arrests": ("arrest", "arrest", ()),
    "person.court_orders": ("court_order", "court_order", ()),
    "person.earlier_petitions": ("earlier_petition", "earlier_petition", ()),
    "person.organizations": ("organization", "organization", ()),
    "person.benefits": ("benefit", "benefit", ()),
    "person.institution_stays": ("institution_stay", "institution_stay", ()),
    "person.skills": ("skill", "skill", ()),
    "person.equities": ("equity", "equity", ()),
}
"""For each list the shape of its rows and their table."""
