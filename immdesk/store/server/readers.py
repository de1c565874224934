"""Which users of the server see a restricted case besides attorneys: only attorneys may say so there."""

from __future__ import annotations

from immdesk.store.server.link import Link


def let_see(link: Link, case_id: str, user: str) -> None:
    """Let a user of the server see a restricted case. Raises Away, or Refused without the right."""
    with link.transaction() as cursor:
        cursor.execute("INSERT INTO immdesk.allowed VALUES (%s, %s) ON CONFLICT DO NOTHING", [case_id, user])


def keep_out(link: Link, case_id: str, user: str) -> None:
    """Let a user see a restricted case no longer. Raises Away, or Refused without the right."""
    with link.transaction() as cursor:
        cursor.execute("DELETE FROM immdesk.allowed WHERE case_id = %s AND who = %s", [case_id, user])


def who_sees(link: Link, case_id: str) -> list[str]:
    """Give the users who were let see a case. Raises Away, or Refused without the right."""
    with link.transaction() as cursor:
        cursor.execute("SELECT who FROM immdesk.allowed WHERE case_id = %s ORDER BY who", [case_id])
        return [row[0] for row in cursor.fetchall()]
