"""Who sits here, and what they may do: a member of the staff who came in with a passphrase of their own.

Where nobody has such a passphrase yet, whoever has the office's one may do all. Roles on a shared folder
prevent mistakes; on a server the server itself keeps them (`immdesk/store/server/rights.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.problems import Refused
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

Role = Literal["read_only", "paralegal", "attorney", "administrator"]
Deed = Literal["approve", "work", "see_restricted", "purge", "people"]

ROLES: tuple[Role, ...] = ("read_only", "paralegal", "attorney", "administrator")
PRACTICE, OWNER = "practice", "owner"
SERVER_ROLE = "server role"
"""The line of the local table `meta` with the role that the server gave this desk when it was last asked."""
_FROM_SERVER: dict[str, Role] = {"reader": "read_only"}
_MAY: dict[Role, frozenset[Deed]] = {
    "read_only": frozenset(),
    "paralegal": frozenset({"work"}),
    "attorney": frozenset({"work", "approve", "see_restricted"}),
    "administrator": frozenset({"work", "see_restricted", "purge", "people"}),
}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who sits here: `role` is "" where nobody signs in by name, and whoever is in may do all.

    `staff_id` is "" for somebody who is not named; an administrator who is an attorney approves too.
    """

    staff_id: str
    name: str
    role: Role | Literal[""]
    is_attorney: bool = False


@dataclass(frozen=True, slots=True)
class WayIn:
    """One member of the staff who comes in with a passphrase of their own."""

    id: str
    staff_id: str
    name: str
    slot: str
    role: Role
    is_attorney: bool


_LIVE = (
    "SELECT i.id, i.staff_id, i.slot, i.role, s.given_name, s.family_name, s.is_attorney "
    "FROM staff_sign_in i JOIN staff s ON s.id = i.staff_id WHERE i.ended_at IS NULL "
    "ORDER BY s.family_name, s.given_name, i.id"
)


def roles() -> dict[Role, tuple[str, str]]:
    """Give the name of each role and what it may do, in one plain sentence."""
    return {
        "read_only": (_("Reads only"), _("Sees the cases that are not restricted, and changes nothing.")),
        "paralegal": (
            _("Paralegal"),
            _("Works in every case that is not restricted; an attorney approves what is fatal."),
        ),
        "attorney": (_("Attorney"), _("Works in every case, and approves packets, fatal dates and packs.")),
        "administrator": (
            _("Administrator"),
            _("Works in every case, lets people in, restores, moves the office, and destroys files."),
        ),
    }


def ways_of_staff(office: Office, read: Reading | None = None) -> tuple[WayIn, ...]:
    """Give everybody who comes in with a passphrase of their own, by family name; `read` is a view to use."""
    return tuple(
        WayIn(row["id"], row["staff_id"], _name(row), row["slot"], row["role"], row["is_attorney"] == "yes")
        for row in (read.all(_LIVE) if read else office.rows(_LIVE))
    )


def by_name(office: Office) -> bool:
    """Say whether anybody signs in by name: until then whoever has the passphrase may do all."""
    return bool(office.rows("SELECT 1 FROM staff_sign_in WHERE ended_at IS NULL LIMIT 1"))


def who(office: Office, read: Reading | None = None) -> SignedIn:
    """Give who sits here, and in which role; with `read` as of that view.

    Somebody whose way in was taken away meanwhile only reads. The first passphrase of the office, while it
    is nobody's, is an administrator's. On a server the role is the server's.
    """
    everybody = ways_of_staff(office, read)
    mine = next((one for one in everybody if one.slot == office.slot), None)
    name, staff_id, attorney = (
        (mine.name, mine.staff_id, mine.is_attorney) if mine else (office.user, "", False)
    )
    theirs = _role_on_server(office, read)
    if theirs:
        return SignedIn(staff_id, name, theirs, attorney)
    if mine is not None:
        return SignedIn(staff_id, name, mine.role, attorney)
    if not everybody or office.slot == PRACTICE:
        return SignedIn("", name, "")
    return SignedIn("", name, "administrator" if office.slot == OWNER else "read_only")


def may(office: Office, deed: Deed) -> bool:
    """Say whether who sits here may do this."""
    return _may(who(office), deed)


def must(office: Office, deed: Deed) -> None:
    """Raise Refused, in plain words and with the names of those who may, unless who sits here may do this."""
    me = who(office)
    if not _may(me, deed):
        raise Refused(_cannot(deed), _("Nothing was changed."), _ask(office, deed))
    if deed in ("people", "purge"):
        from immdesk.store.loan.on_loan import refuse_on_loan

        refuse_on_loan(office.store)


def words_here(office: Office) -> str:
    """Give who sits here and in which role, in words; "" where nobody signs in by name."""
    me = who(office)
    return f"{me.name} · {roles()[me.role][0]}" if me.role else ""


def those_who_may(office: Office, deed: Deed) -> tuple[str, ...]:
    """Give the names of those who come in by name and may do this."""
    return tuple(
        one.name
        for one in ways_of_staff(office)
        if _may(SignedIn(one.staff_id, one.name, one.role, one.is_attorney), deed)
    )


# -- private ----------------------------------------------------------------------------------


def _may(me: SignedIn, deed: Deed) -> bool:
    if not me.role:
        return True
    return deed in _MAY[me.role] or (deed == "approve" and me.role == "administrator" and me.is_attorney)


def _cannot(deed: Deed) -> str:
    return {
        "work": _("You may read here, and change nothing."),
        "approve": _("Only an attorney who signs in here may do this."),
        "see_restricted": _("This is restricted."),
        "purge": _("Only an administrator of the office may destroy records, or lift a hold."),
        "people": _("Only an administrator of the office may do this."),
    }[deed]


def _ask(office: Office, deed: Deed) -> str:
    names = those_who_may(office, deed)
    if not names:
        return _("Nobody who signs in here may: an administrator gives roles in Settings, Staff.")
    return _("Ask {names}.").format(names=", ".join(names))


def _name(row: dict[str, Any]) -> str:
    parts = (str(row[word] or "").replace(NONE_TEXT, "") for word in ("given_name", "family_name"))
    return " ".join(filter(None, parts))


def _role_on_server(office: Office, read: Reading | None) -> Role | None:
    """Give the role that the server gave, as last heard; None when the office lives elsewhere."""
    sql = "SELECT value FROM meta WHERE key = ?"
    rows = read.all(sql, [SERVER_ROLE]) if read else office.rows(sql, [SERVER_ROLE])
    told = str(rows[0]["value"]) if rows else ""
    known = _FROM_SERVER.get(told, told)
    return next((one for one in ROLES if one == known), None)
