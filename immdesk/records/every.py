"""Every record class at once, for migrations and for tests that compare them with the database."""

from __future__ import annotations

from immdesk.records import (
    answers,
    bulletin,
    cases,
    contacts,
    dates,
    documents,
    employers,
    enquiries,
    family,
    filings,
    firm,
    habits,
    jobs,
    keeping,
    letters,
    money,
    notes,
    notices,
    people,
    requests,
    research,
    screening,
    signing,
    travel,
)
from immdesk.records.base import Record

MODULES = (
    answers,
    bulletin,
    cases,
    contacts,
    dates,
    documents,
    employers,
    enquiries,
    family,
    filings,
    firm,
    habits,
    jobs,
    keeping,
    letters,
    money,
    notes,
    notices,
    people,
    requests,
    research,
    screening,
    signing,
    travel,
)
metadata = Record.metadata
