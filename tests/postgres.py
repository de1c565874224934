"""A real PostgreSQL server on loopback, with TLS 1.3, SCRAM and a certificate of its own, for tests."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

MISSING = "No PostgreSQL 15 is installed here: python3 installer/bootstrap.py test --with postgres adds it"
HBA = """
local all all trust
hostssl all all 127.0.0.1/32 scram-sha-256
"""
_NUMBER = count()


@dataclass(frozen=True)
class Server:
    """Where it listens, and the certificate that proves it."""

    port: int
    ca: Path

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
    init = [
        str(program("initdb")),
        "-D",
        str(data),
        "-U",
        "postgres",
        "--auth=trust",
        "--no-sync",
        "-E",
        "UTF8",
    ]
    subprocess.run([*as_user, *init], check=True, capture_output=True)
    ca, port = _certificates(home), _free_port()
    (data / "pg_hba.conf").write_text(HBA)
    settings = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": data,
        "ssl": "on",
        "ssl_cert_file": data / "server.crt",
        "ssl_key_file": data / "server.key",
        "ssl_min_protocol_version": "TLSv1.3",
        "password_encryption": "scram-sha-256",
        "shared_buffers": "32MB",
        "max_connections": "60",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (home / "log").open("w") as log:
        line = [*as_user, str(program("postgres")), "-D", str(data), *options]
        running = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=log)
    try:
        _wait_for(port, running, home / "log")
        _psql(data, port, "ALTER ROLE postgres PASSWORD 'root'")
        _psql(data, port, "CREATE ROLE office_owner LOGIN CREATEROLE PASSWORD 'owner'")
        yield Server(port, ca)
    finally:
        stop = [str(program("pg_ctl")), "-D", str(data), "-m", "immediate", "stop"]
        subprocess.run([*as_user, *stop], check=True, capture_output=True)
        running.wait(20)


def _as_user(home: Path) -> list[str]:
    """The server refuses to run as root: give it a user of its own then."""
    if os.geteuid() != 0:
        return []
    shutil.chown(home, _user())
    return ["runuser", "-u", str(_user()), "--"]


def _user() -> str | None:
    names = {one.pw_name for one in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


def _certificates(home: Path) -> Path:
    """Make an authority of the office's own, and the server's certificate, which it signs."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    pem = serialization.Encoding.PEM
    authority, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca, crt, key = home / "ca.crt", home / "data" / "server.crt", home / "data" / "server.key"
    ca.write_bytes(_signed("office authority", authority, authority, is_ca=True).public_bytes(pem))
    crt.write_bytes(_signed("localhost", own, authority, is_ca=False).public_bytes(pem))
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
        names = [x509.DNSName(name), x509.IPAddress(ip_address("127.0.0.1"))]
        made = made.add_extension(x509.SubjectAlternativeName(names), False)
    return made.sign(by, hashes.SHA256())


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_for(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    ready = [str(program("pg_isready")), "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _attempt in range(2000):
        if running.poll() is not None:
            break
        if subprocess.run(ready).returncode == 0:
            return
    raise RuntimeError(log.read_text())


def _psql(data: Path, port: int, sql: str) -> None:
    line = [str(program("psql")), "-q", "-h", str(data), "-p", str(port), "-U", "postgres", "-c", sql]
    subprocess.run(line, check=True, capture_output=True)
