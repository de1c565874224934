"""Dates of the practice cases as a paralegal would have decided: accepted, seen to long ago, or waiting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.office import computed, date_rows
from immdesk.office.dates import keep_entries

if TYPE_CHECKING:
    from immdesk.docket.entry import Entry
    from immdesk.docket.proposal import Proposal
    from immdesk.office.office import Office

_TWO_WEEKS = timedelta(days=14)
Decided = tuple["Entry", str | None]


def decide(office: Office, cases: Sequence[Mapping[str, Any]], watched: Watched = ALONE) -> None:
    """Put dates of the cases on the docket, in one operation; the others wait for a person.

    A case says `accept: yes`, or names the rules whose dates are accepted. Where it says what is
    `still_open`, what is two weeks past and of another rule was seen to; so were those of `seen_to`.
    Raises Stopped when somebody cancelled.
    """
    keep_entries(office, _("Accept dates"), list(_decided(office, cases, watched)))
    computed.catch_up(office, watched.cancelled)
    watched.look()


def _decided(office: Office, cases: Sequence[Mapping[str, Any]], watched: Watched) -> Iterator[Decided]:
    from immdesk.office.whose import whose_of
    from immdesk.records.facts_of import facts_of

    library, today = office.library, office.today()
    ids = [row["id"] for row in office.rows("SELECT id FROM case_file ORDER BY number")]
    told = {case_id: one["case"] for case_id, one in zip(ids, cases, strict=True) if "accept" in one["case"]}
    with office.store.read() as read:
        people = whose_of(read, list(told), library)
        found = facts_of(read, list(told), library.vocabulary, today).items()
        words = _("Working out their dates")
        for case_id, facts in watched.each(found, len(found), words, every=1):
            findings = computed.findings_of(library, facts, today, ())
            subjects = {(one.kind, one.id) for one in facts.subjects()}
            for one in computed.proposals_of(office, read, case_id, findings, subjects):
                if _wanted(one, told[case_id]):
                    row = date_rows.of_proposal(one, people[case_id], today)
                    yield _accepted(office, one, told[case_id]), date_rows.work_text(row)


def _wanted(one: Proposal, told: Mapping[str, Any]) -> bool:
    if one.kind == "cannot say" or one.attorney or one.on is None:
        return False
    return told["accept"] == "yes" or one.rule in told["accept"]


def _accepted(office: Office, one: Proposal, told: Mapping[str, Any]) -> Entry:
    from immdesk.docket.decide import accept, done

    today = office.today()
    entry = accept(one, by=office.user, at=office.now().isoformat())
    past = entry.due_on is not None and entry.due_on < today - _TWO_WEEKS
    long_ago = past and "still_open" in told and one.rule not in told["still_open"]
    if long_ago or one.rule in told.get("seen_to", ()):
        return replace(done(entry, on=today, proof=_("Seen to before")))
    return entry
