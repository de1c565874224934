"""A real PostgreSQL server on loopback, with TLS 1.3, SCRAM and a certificate of its own, for tests."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

MISSING = "No PostgreSQL 15 is installed here: python3 installer/bootstrap.py test --with postgres adds it"
HBA = """
local all all trust
hostssl all all 127.0.0.1/32 scram-sha-256
"""
SETTINGS: dict[str, object] = {
    "listen_addresses": "127.0.0.1",
    "ssl": "on",
    "ssl_min_protocol_version": "TLSv1.3",
    "password_encryption": "scram-sha-256",
    "shared_buffers": "32MB",
    "max_connections": "60",
}
_NUMBER = count()


@dataclass(frozen=True)
class Server:
    """Where it listens, the certificate that proves it, and the folder it lives in."""

    port: int
    ca: Path
    home: Path

    def conninfo(self, user: str, password: str, database: str = "postgres") -> str:
        """Give how somebody connects."""
        return (
            f"host=localhost port={self.port} dbname={database} user={user} password={password} "
            f"sslmode=verify-full sslrootcert={self.ca}"
        )

    def owner(self, database: str) -> str:
        """Give how the owner of a database connects, who is no superuser."""
        return self.conninfo("office_owner", "owner", database)

    def make_database(self) -> str:
        """Make an empty database and give its name."""
        import psycopg

        name = f"office_{os.getpid()}_{next(_NUMBER)}"
        with psycopg.connect(self.conninfo("postgres", "root"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER office_owner")
        return name

    @property
    def data(self) -> Path:
        """Give the folder of the server's own files."""
        return self.home / "data"

    def run(self, sql: str, database: str = "postgres") -> list[Any]:
        """Run SQL as the server's administrator; give the rows."""
        import psycopg

        with psycopg.connect(self.conninfo("postgres", "root", database), autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def stop(self) -> None:
        """Pull the plug: what was not kept is gone, and everybody is cut off."""
        line = [str(program("pg_ctl")), "-D", str(self.data), "-m", "immediate", "stop"]
        subprocess.run([*_as_user(self.home), *line], check=True, capture_output=True)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        pairs = {**SETTINGS, "port": self.port, "unix_socket_directories": self.data}
        options = " ".join(f"-c {name}={value}" for name, value in pairs.items())
        line = [str(program("pg_ctl")), "-D", str(self.data), "-l", str(self.home / "log"), "-w"]
        line += ["-o", options, "start"]
        subprocess.run([*_as_user(self.home), *line], check=True, stdout=subprocess.DEVNULL)

    def reload(self) -> None:
        """Let the server read its settings again, and wait until it has."""
        before = _psql(self.data, self.port, "SELECT pg_conf_load_time()")
        line = [str(program("pg_ctl")), "-D", str(self.data), "reload"]
        subprocess.run([*_as_user(self.home), *line], check=True, capture_output=True)
        while _psql(self.data, self.port, "SELECT pg_conf_load_time()") == before:
            pass

    def new_certificate(self, name: str = "localhost", *, other: bool = False) -> Path:
        """Give the server another certificate, of another authority with `other`; give the authority's."""
        ca = _certificates(self.home, "other.crt" if other else "ca.crt", name)
        self.reload()
        return ca


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server; skipped, with the reason printed, where PostgreSQL is not installed."""
    if not is_here():
        pytest.skip(MISSING)
    with running_server() as running:
        yield running


@pytest.fixture
def database(server: Server) -> str:
    """An empty database."""
    return server.make_database()


def program(name: str) -> str | None:
    """Give the newest installed program of the server, 15 or newer; None when there is none."""
    found = {int(path.split("/")[4]): path for path in glob.glob(f"/usr/lib/postgresql/[0-9]*/bin/{name}")}
    newest = max(found, default=0)
    return found[newest] if newest >= 15 else None


def is_here() -> bool:
    """Say whether a server can be started here, by this user or by one of its own."""
    return bool(program("initdb") and program("postgres") and (os.geteuid() != 0 or _user()))


@contextmanager
def running_server() -> Iterator[Server]:
    """Give a server for as long as the block lasts.

    It lives in a folder of its own: pytest shuts its folders to other users, and the server is one.
    """
    with TemporaryDirectory(prefix="immdesk-postgres-", ignore_cleanup_errors=True) as name:
        yield from _served(Path(name))


def _served(home: Path) -> Iterator[Server]:
    as_user = _as_user(home)
    data = home / "data"
    line = [str(program("initdb")), "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync"]
    subprocess.run([*as_user, *line, "-E", "UTF8"], check=True, capture_output=True)
    served = Server(_free_port(), _certificates(home), home)
    (data / "pg_hba.conf").write_text(HBA)
    served.start()
    try:
        _psql(data, served.port, "ALTER ROLE postgres PASSWORD 'root'")
        _psql(data, served.port, "CREATE ROLE office_owner LOGIN CREATEROLE PASSWORD 'owner'")
        yield served
    finally:
        with suppress(subprocess.CalledProcessError):
            served.stop()


def _as_user(home: Path) -> list[str]:
    """The server refuses to run as root: give it a user of its own then."""
    if os.geteuid() != 0:
        return []
    shutil.chown(home, _user())
    return ["runuser", "-u", str(_user()), "--"]


def _user() -> str | None:
    names = {one.pw_name for one in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


def _certificates(home: Path, authority_name: str = "ca.crt", name: str = "localhost") -> Path:
    """Make an authority of the office's own, and the server's certificate, which it signs."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    pem = serialization.Encoding.PEM
    authority, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca, crt, key = home / authority_name, home / "data" / "server.crt", home / "data" / "server.key"
    ca.write_bytes(_signed("office authority", authority, authority, is_ca=True).public_bytes(pem))
    crt.write_bytes(_signed(name, own, authority, is_ca=False).public_bytes(pem))
    key.write_bytes(own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    key.chmod(0o600)
    if os.geteuid() == 0:
        for path in (crt, key):
            shutil.chown(path, (home / "data").owner())
    return ca


def _signed(name: str, key: Any, by: Any, *, is_ca: bool) -> Any:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import NameOID

    def named(words: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])

    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named("office authority"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.BasicConstraints(is_ca, None), True)
    )
    if not is_ca:
        names = [x509.DNSName(name)]
        made = made.add_extension(x509.SubjectAlternativeName(names), False)
    return made.sign(by, hashes.SHA256())


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _psql(data: Path, port: int, sql: str) -> bytes:
    line = [str(program("psql")), "-qtA", "-h", str(data), "-p", str(port), "-U", "postgres", "-c", sql]
    return subprocess.run(line, check=True, capture_output=True).stdout
