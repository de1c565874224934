"""What an approval does: for each kind of request, the mark by which it stays true, and the doing of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from immdesk.office.office import Office


def mark_now(office: Office, what: str, told: Mapping[str, Any]) -> str:
    """Give the mark of the thing as it is now; "" when it is gone, which fits no request."""
    args = told["args"]
    try:
        if what in ("date.accept", "date.refuse"):
            from immdesk.office.dates import mark_of_proposals

            return mark_of_proposals(office, args["case"], args["keys"])
        if what == "date.law":
            from immdesk.office.own_days import mark_of_day

            return mark_of_day(office, args["entry"])
        if what == "packet":
            from immdesk.office.case_packet import read_packet

            return read_packet(office, args["case"]).seen
        if what == "response":
            from immdesk.office.response_packet import read_response

            return read_response(office, args["notice"]).seen
        if what == "finding":
            from immdesk.office.overriding import findings

            return (
                args["mark"]
                if any(one.mark == args["mark"] for one in findings(office, args["case"]))
                else ""
            )
    except Problem:
        return ""
    return str(told["mark"])


def do(office: Office, what: str, told: Mapping[str, Any], staff_id: str) -> Changed:
    """Do what was asked, in the name of the attorney `staff_id`. Raises Problem as the deed itself does."""
    args, why = told["args"], told["why"]
    if what == "date.accept":
        from immdesk.office.dates import accept

        return accept(office, args["case"], args["keys"], args["reason"] or why, staff_id)
    if what == "date.refuse":
        from immdesk.office.dates import refuse

        return refuse(office, args["case"], args["keys"][0], args["reason"] or why)
    if what == "date.law":
        from immdesk.office.own_days import back_to_law

        return back_to_law(office, args["entry"])
    if what == "packet":
        from immdesk.office.packets import approve

        return approve(office, args["case"], staff_id, why)
    if what == "response":
        from immdesk.office.response_packet import approve_response

        return approve_response(office, args["notice"], staff_id)
    if what == "finding":
        from immdesk.office.overriding import override

        return override(office, args["case"], args["mark"], staff_id, args["reason"])
    return Changed()  # a pack is installed where its file is, once it is approved
