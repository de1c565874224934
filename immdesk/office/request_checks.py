"""What to know before a response is mailed: everything once and together, by the day, the notice on top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.request_rows import RequestsPage, ResponseCheck

TOGETHER = "8 CFR 103.2(b)(11)"
DENIAL = "8 CFR 103.2(b)(13), (14)"
WITHDRAWAL = "8 CFR 103.2(b)(6)"


def checks_of(page: RequestsPage, today: date) -> RequestsPage:
    """Give the page with its checks, the worst first; what is in order is told, too."""
    found = [*_requests(page), *_notice(page), *_days(page, today)]
    order = ("stop", "warn", "good")
    return replace(page, checks=tuple(sorted(found, key=lambda one: order.index(one.level))))


def _requests(page: RequestsPage) -> Iterator[ResponseCheck]:
    if page.how == "withdraw":
        yield ResponseCheck(
            "warn",
            _("The filing is withdrawn: that cannot be taken back, and no response goes out."),
            _("Have the client sign the withdrawal; look at the status that rests on this filing first."),
            WITHDRAWAL,
        )
        return
    if not page.requests:
        yield ResponseCheck(
            "stop",
            _("No request of the notice is listed yet."),
            _("Read its scan or paste its text, then take over the requests."),
            TOGETHER,
        )
        return
    count, words = page.open, _("All materials are sent together at one time.")
    if not count:
        yield ResponseCheck("good", _("Every request is answered."), words, TOGETHER)
    elif page.how == "partial":
        said = n_(
            "{n} request stays open: the agency takes this as a request to decide on what it has.",
            "{n} requests stay open: the agency takes this as a request to decide on what it has.",
            count,
        )
        denied = _("Nothing can be added later; what is missing can be the reason of a denial.")
        yield ResponseCheck("warn", said, denied, f"{TOGETHER}; {DENIAL}")
    else:
        said = n_("{n} request is still open.", "{n} requests are still open.", count)
        yield ResponseCheck("stop", said, words, TOGETHER)


def _notice(page: RequestsPage) -> Iterator[ResponseCheck]:
    if page.how == "withdraw":
        return
    known = any(one.id == page.scan and one.pages for one in page.papers)
    if known:
        on_top = _("The notice lies on top of the response.")
        yield ResponseCheck("good", on_top, _("Mail the original, not a copy."), TOGETHER)
    else:
        yield ResponseCheck(
            "stop",
            _("The notice itself is not there: it must lie on top of the response."),
            _("Add its scan to the evidence as a notice, then choose it here."),
            TOGETHER,
        )


def _days(page: RequestsPage, today: date) -> Iterator[ResponseCheck]:
    due = page.due
    if due is None or due.on is None:
        yield ResponseCheck(
            "warn",
            _("The day by which it must be received is not known yet."),
            _("Correct the notice: its date, its days, and how it was served."),
        )
        return
    if due.on < today:
        words = _("The response was due on {day}.").format(day=on_screen(due.on))
        do = _("An attorney must say what is left to do: no extension can be granted.")
        yield ResponseCheck("stop", words, do, "8 CFR 103.2(b)(8)(iv)")
    elif due.send_by is not None and due.send_by < today:
        words = _("It should have left the office on {day}.").format(day=on_screen(due.send_by))
        do = _("It must be received by {day}: send it today by the fastest way.").format(
            day=on_screen(due.on)
        )
        yield ResponseCheck("warn", words, do)
    if page.head.printed and due.raw_on is not None and page.head.printed != on_screen(due.on):
        words = _("The notice prints {printed}, the rule gives {day}.").format(
            printed=page.head.printed, day=on_screen(due.on)
        )
        yield ResponseCheck("warn", words, _("Work to the earlier of the two days."))
