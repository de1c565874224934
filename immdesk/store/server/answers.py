"""What a PostgreSQL server's refusals mean, in plain words: every one says what to do."""

from __future__ import annotations

from immdesk.basics.problems import Refused
from immdesk.basics.words import _

OLDEST = 15
"""The oldest PostgreSQL that can carry an office."""


class NotLetIn(Refused):
    """The server, or what stands before it, answered and said no: asking again alone will not help."""


def why_not(said: str, path: str = "") -> NotLetIn | None:
    """Give what to say when the server answered no with `said`; None when it did not answer.

    `path` is the file of the office's certificate that was named.
    """
    for marks, words in _answers(path):
        if any(mark in said for mark in marks):
            happened, means, do = words
            return NotLetIn(happened, means or _("Nothing was connected."), do)
    return None


def refuse_old(version: int) -> None:
    """Refuse a server that is too old; `version` as PostgreSQL tells it, 150018 for 15.18."""
    if version // 10000 < OLDEST:
        raise NotLetIn(
            _("The server runs PostgreSQL {found}; an office needs {oldest} or newer.").format(
                found=version // 10000, oldest=OLDEST
            ),
            _("Nothing was connected."),
            _("Ask whoever looks after the server to update PostgreSQL."),
        )


def may_not() -> Refused:
    """Give what to say when the server refuses what this person's role may not do."""
    return Refused(
        _("The server refused: your role may not do this."),
        _("Nothing was changed."),
        _("Ask the office's administrator which role you should have."),
    )


def not_in_reach(said: str = "") -> Refused:
    """Give what to say when the server does not answer; `said` is what this computer said of it."""
    do = _("Check the network and the name of the server, or ask whoever looks after it.")
    if any(mark in said for mark in ("translate host name", "not known", "resolve host")):
        happened = _("No computer of this name is known on the network.")
        do = _("Check the spelling of the server's name, and that this computer is on the office's network.")
    elif "refused" in said:
        happened = _("The computer answers, but no PostgreSQL listens at this port.")
        do = _("Check the port (usually 5432), and that the server runs and listens on the network.")
    else:
        happened = _("The office's server cannot be reached.")
    return Refused(happened, _("Nothing was changed."), do)


def told(kind: str, seq: int = 0) -> Refused | None:
    """Give what to say of an office's server, None for what is said of a share in the same words.

    `kind` as in `store.share.trouble.Kind`.
    """
    said = {**_of_the_way_there(_kept()), **_of_the_log(_kept(), seq)}
    return Refused(*said[kind]) if kind in said else None


def _kept() -> str:
    return _("You can go on working: what you do is kept on this computer and sent later.")


def _of_the_way_there(kept: str) -> dict[str, tuple[str, str, str]]:
    return {
        "away": (
            _("The office's server cannot be reached."),
            kept,
            _("Check the network, or ask whoever looks after the server."),
        ),
        "full": (
            _("The disk of the office's server is full."),
            _("Nothing was kept of this change; everything before it is safe."),
            _("Ask for more space on the server, then try again."),
        ),
        "read_only": (
            _("Your role on the office's server may not do what waits here."),
            kept,
            _("Ask the office's administrator which role you should have."),
        ),
        "older": (
            _("This ImmDesk is newer than the office on the server."),
            kept,
            _("Whoever looks after the server brings it up to date: immdesk office upgrade-server."),
        ),
        "rolled_back": (
            _("The office's server was restored to an earlier day."),
            _("This desk may not see or give back all that is missing there. {kept}").format(kept=kept),
            _("Open ImmDesk at the desk of an administrator: it gives the server back what it knows."),
        ),
    }


def _of_the_log(kept: str, seq: int) -> dict[str, tuple[str, str, str]]:
    stays = _("Nothing was overwritten. {kept}").format(kept=kept)
    return {
        "two_histories": (
            _("The office's server tells another history than this desk from number {n} on.").format(n=seq),
            _("It was restored to an earlier day and used since. {stays}").format(stays=stays),
            _("Let all desks stay as they are, and ask whoever looks after the server which one is right."),
        ),
        "gap": (
            _("On the office's server change number {n} is missing.").format(n=seq),
            stays,
            _("Ask whoever looks after the server to restore it from its backup."),
        ),
        "damaged": (
            _("Change number {n} on the office's server is damaged.").format(n=seq),
            _("This desk stopped at the last good change; nothing was lost here. {kept}").format(kept=kept),
            _("Ask whoever looks after the server to restore it from its backup."),
        ),
        "other": (
            _("This database holds another office, or none."),
            kept,
            _("Ask whoever looks after the server where the office's database is."),
        ),
    }


def _answers(path: str) -> tuple[tuple[tuple[str, ...], tuple[str, str, str]], ...]:
    return (*_of_certificates(path), *_of_people_and_rights())


def _of_certificates(path: str) -> tuple[tuple[tuple[str, ...], tuple[str, str, str]], ...]:
    pretends = _("It may be another computer that pretends to be the server; nothing was sent to it.")
    return (
        (
            ("does not match host name",),
            (
                _("The server's certificate is for another name."),
                pretends,
                _("Type the server's name as it stands in its certificate, or have one made for this name."),
            ),
        ),
        (
            ("root certificate file",),
            (
                _("The office's certificate is not there: {path}").format(path=path or "root.crt"),
                "",
                _("Choose the certificate (ca.crt) that the server's person gave you."),
            ),
        ),
        (
            ("certificate has expired",),
            (
                _("The server's certificate has expired."),
                pretends,
                _("Ask whoever looks after the server for a new certificate."),
            ),
        ),
        (
            ("certificate verify failed", "signature failure", "could not read root certificate"),
            (
                _("The server could not prove who it is: the office's certificate did not sign its own."),
                pretends,
                _("Choose the certificate (ca.crt) that belongs to this server."),
            ),
        ),
    )


def _of_people_and_rights() -> tuple[tuple[tuple[str, ...], tuple[str, str, str]], ...]:
    administrator = _("Ask the office's administrator.")
    return (
        (
            ("authentication failed", "no password supplied"),
            (
                _("The server does not know this user and password."),
                "",
                _("Type the password again, or ask the office's administrator."),
            ),
        ),
        (
            ("authentication method requirement",),
            (
                _("The server asks for the password in an old way that gives it away."),
                _("The password was not sent."),
                _("In pg_hba.conf use scram-sha-256, and set the password again with that encryption."),
            ),
        ),
        (
            ("server does not support SSL", "no encryption"),
            (
                _("The server does not encrypt its connections."),
                _("Nothing was sent to it."),
                _("In postgresql.conf set ssl = on with a certificate; in pg_hba.conf use hostssl."),
            ),
        ),
        (
            ("no pg_hba.conf entry", "pg_hba.conf rejects"),
            (
                _("The server does not let this user in from this computer."),
                "",
                _("The server's person adds a hostssl line for this network to pg_hba.conf."),
            ),
        ),
        (
            ("is not permitted to log in",),
            (_("This user has been shut out of the server."), "", administrator),
        ),
        (
            ("permission denied for database", "does not exist"),
            (_("This user may not use the office's database, or it is not there."), "", administrator),
        ),
    )
