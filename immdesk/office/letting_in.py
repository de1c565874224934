"""Letting somebody of the staff in with a passphrase of their own, giving a role, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.rows import Changed
from immdesk.office.sign_in import OWNER, PRACTICE, ROLES, Role, WayIn, must, ways_of_staff, who

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.store.keys import Cost


@dataclass(frozen=True, slots=True)
class Letting:
    """What the page of the staff asks: can somebody be let in here, and must it first say who sits here."""

    can: bool
    why_not: str
    asks_me: bool


def letting(office: Office) -> Letting:
    """Say whether who sits here can let somebody in, and if not why; asked once, who they are."""
    me = who(office)
    if office.slot == PRACTICE:
        return Letting(False, _("The practice office opens to everybody: nobody needs a passphrase."), False)
    if me.role not in ("", "administrator"):
        return Letting(False, _("Only an administrator lets people in and gives roles."), False)
    return Letting(True, "", not me.staff_id)


def what_a_role_means(office: Office) -> str:
    """Say honestly what a role keeps from happening, by where the office lives."""
    from immdesk.store.publisher import ALONE

    publisher = office.store.publisher
    if publisher is ALONE:
        return _(
            "The office lives on this computer. Roles prevent mistakes; they do not stop somebody who has "
            "the passphrase and other tools."
        )
    from immdesk.store.server.publisher import OnServer

    if isinstance(publisher, OnServer):
        return _(
            "The server keeps the roles: what a role may not do or see, the server refuses, whatever program "
            "asks. Give the role there; here is only the passphrase of this copy."
        )
    return _(
        "Roles on a shared folder prevent mistakes. "
        "They do not stop a colleague who has the office passphrase."
    )


def let_in(
    office: Office,
    staff_id: str,
    role: str,
    mine: str,
    first: str,
    *,
    me: str = "",
    cost: Cost | None = None,
) -> Changed:
    """Give somebody a `first` passphrase, which only leads to choosing one of their own, and a role.

    `mine` is the passphrase of who sits here, asked so that nobody does this at a desk left open. `me` is
    their staff id, asked once: the office's passphrase is theirs from then on, as an administrator's.
    Raises Problem in plain words for what is missing, Refused when `mine` is wrong.
    """
    from immdesk.store.keys import add_passphrase, open_by

    must(office, "people")
    _must_be_able(office, me)
    role, name = _role(role), _name_of(office, staff_id)
    _must_be_new(office, staff_id, first, mine, me)
    _slot, key = open_by(office.folder, mine, office.slot)
    rows = [(staff_id, _free_slot(office, name), role)]
    if me and not who(office).staff_id:
        rows.append((me, office.slot, "administrator"))
    changed = _keep(office, rows, _("Let somebody in by name"), _("{name} can come in.").format(name=name))
    add_passphrase(office.folder, key, first, name=rows[0][1], cost=cost, first=True)
    _after(office, me)
    return changed


def say_who(office: Office, staff_id: str) -> Changed:
    """Say whose the office's first passphrase is: theirs from now on, as an administrator's."""
    must(office, "people")
    if who(office).staff_id or office.slot == PRACTICE:
        raise Problem(_("This passphrase is somebody's already."), _("Nothing was changed."), "")
    name = _name_of(office, staff_id)
    _must_have_none(office, staff_id)
    told = _("You come in as {name} from now on.").format(name=name)
    changed = _keep(
        office, [(staff_id, office.slot, "administrator")], _("Say whose the passphrase is"), told
    )
    _after(office, staff_id)
    return changed


def give_role(office: Office, staff_id: str, role: str) -> Changed:
    """Give somebody who comes in by name another role. Raises Problem for the last administrator."""
    must(office, "people")
    way, role = _way(office, staff_id), _role(role)
    if role != "administrator":
        _must_leave_an_administrator(office, way)

    def work(session: Session) -> None:
        from immdesk.records.access import StaffSignIn

        session.get_one(StaffSignIn, way.id).role = role

    _made, changed = office.change(_("Give somebody another role"), work, message=_("Kept."))
    return changed


def take_away(office: Office, staff_id: str, *, left: bool = False) -> Changed:
    """Take somebody's way in back; with `left` they no longer work here, in the same step.

    What they copied stays readable to them. Raises Problem for the last administrator.
    """
    must(office, "people")
    way = next((one for one in ways_of_staff(office) if one.staff_id == staff_id), None)
    if way is None and not left:
        way = _way(office, staff_id)
    if way is not None:
        _must_leave_an_administrator(office, way)
        _must_not_be_mine(office, way)
    at = office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.access import StaffSignIn
        from immdesk.records.firm import Staff

        if way is not None:
            session.get_one(StaffSignIn, way.id).ended_at = at
        if left:
            session.get_one(Staff, staff_id).active = "no"

    title = _("A member of the staff has left") if left else _("Take a way in back")
    told = _("{name} comes in no more.").format(name=way.name) if way else _("Kept.")
    _made, changed = office.change(title, work, message=told)
    if way is not None:
        _close(office, way.slot)
    return changed


# -- private ----------------------------------------------------------------------------------


def _close(office: Office, slot: str) -> None:
    """Take the passphrase out of the keys; the others go on with theirs."""
    from immdesk.office.new_key import close_way

    close_way(office, slot)


def _keep(office: Office, rows: list[tuple[str, str, Role]], title: str, told: str) -> Changed:
    at, by = office.now().isoformat(), office.user

    def work(session: Session) -> None:
        from immdesk.records.access import StaffSignIn

        for staff_id, slot, role in rows:
            session.add(StaffSignIn(staff_id=staff_id, slot=slot, role=role, by=by, at=at))

    _made, changed = office.change(title, work, message=told)
    return changed


def _after(office: Office, me: str) -> None:
    """Who sits here has a name now: it stands at the door, and beside what they do."""
    if not me:
        return
    from immdesk.store.slots import keep_slot, read_slots

    office.user = who(office).name
    name = f"passphrase:{office.slot}"
    slot = read_slots(office.folder).get(name)
    if slot is not None and office.slot == OWNER:
        keep_slot(office.folder, name, {**slot, "shown": office.user})


def _must_be_able(office: Office, me: str) -> None:
    asked = letting(office)
    if not asked.can:
        raise Problem(asked.why_not, _("Nothing was changed."), "")
    if asked.asks_me and not me:
        raise Problem(
            _("The office does not know yet who you are."),
            _("From the first passphrase of one's own on, everybody comes in by name."),
            _("Choose yourself among the staff; the passphrase that you came in with is yours then."),
        )
    if asked.asks_me:
        _name_of(office, me)


def _must_be_new(office: Office, staff_id: str, first: str, mine: str, me: str) -> None:
    _must_have_none(office, staff_id)
    if staff_id == me:
        raise Problem(
            _("This is you."),
            _("You come in with the office's passphrase, which is yours then."),
            _("Choose whom to let in."),
        )
    if not first.strip() or first == mine:
        raise Problem(
            _("The first passphrase is empty, or your own."),
            _("Nobody was let in."),
            _("Type another one; it is used once."),
        )


def _must_have_none(office: Office, staff_id: str) -> None:
    if any(one.staff_id == staff_id for one in ways_of_staff(office)):
        raise Problem(
            _("They have a passphrase of their own already."),
            _("Nothing was changed."),
            _("To give a new one, take it back first."),
        )


def _must_leave_an_administrator(office: Office, way: WayIn) -> None:
    others = [one for one in ways_of_staff(office) if one.role == "administrator" and one.id != way.id]
    if way.role == "administrator" and not others:
        raise Problem(
            _("{name} is the only administrator.").format(name=way.name),
            _("Without one nobody could let anybody in, restore or move the office. Nothing was changed."),
            _("Make somebody else an administrator first."),
        )


def _must_not_be_mine(office: Office, way: WayIn) -> None:
    if way.slot == office.slot:
        raise Problem(
            _("You would lock yourself out."),
            _("Nothing was changed."),
            _("Let another administrator take your way in back, from their desk."),
        )


def _way(office: Office, staff_id: str) -> WayIn:
    for one in ways_of_staff(office):
        if one.staff_id == staff_id:
            return one
    raise Problem(
        _("They have no passphrase of their own."), _("Nothing was changed."), _("Look at the list again.")
    )


def _role(role: str) -> Role:
    for one in ROLES:
        if one == role:
            return one
    raise Problem(
        _("“{role}” is no role.").format(role=role),
        _("Nothing was changed."),
        _("Use one of: {words}.").format(words=", ".join(ROLES)),
    )


def _name_of(office: Office, staff_id: str) -> str:
    from immdesk.office.our_office import members

    for one in members(office):
        if one.id == staff_id and one.active:
            return one.name
    raise Problem(
        _("This person does not work here."), _("Nothing was changed."), _("Choose somebody of the staff.")
    )


def _free_slot(office: Office, name: str) -> str:
    from immdesk.store.slots import read_slots

    taken = {slot.removeprefix("passphrase:") for slot in read_slots(office.folder)}
    taken |= {str(row["slot"]) for row in office.rows("SELECT slot FROM staff_sign_in")}
    return next(one for n in range(1, 1000) if (one := name if n == 1 else f"{name} {n}") not in taken)
