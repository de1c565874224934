"""A destroyed client file leaves nothing on the share, at a colleague's desk, or on the server."""

from __future__ import annotations

import zlib

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from immdesk.office import closing, find, on_server, retention, sharing
from immdesk.office.clock import stopped_at
from immdesk.office.destroying import destroy, what_goes
from immdesk.office.office import open_office
from immdesk.records.documents import Document
from immdesk.records.people import Person
from immdesk.store.share.op_file import AESGCM
from tests.conftest import DAY

NAME, NOTE, SCAN = "Zzyplantova", "Qwertplanted", b"%PDF Xplantedscan"
CLOCK = stopped_at(DAY)


def pages(path, key):
    """Every page of a database file or its log as it is in clear, also those that nothing uses any more."""
    raw, size, found = path.read_bytes(), 4096, []
    begin, step, head = (32, size + 24, 24) if path.name.endswith("-wal") else (0, size, 0)
    for place in range(begin, len(raw) - step + 1, step):
        page = raw[place + head : place + head + size]
        iv, text = page[-80:-64], page[:-80]
        text = text[16:] if place == 0 and not head else text
        found.append(Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor().update(text))
    return b"".join(found)


def operation(path, keys):
    raw = path.read_bytes()
    seq, prev, nonce = int.from_bytes(raw[6:14], "big"), raw[14:46], raw[46:58]
    return zlib.decompress(AESGCM(keys.files).decrypt(nonce, raw[58:], keys.bound(seq, prev)))


def in_clear(office):
    """All that a desk keeps, decrypted, but its backups."""
    key = office.store.key_for("database")
    files = [path for path in office.folder.iterdir() if path.name.startswith("office.immdesk")]
    return b"".join(pages(path, key) for path in files if not path.name.endswith("-shm"))


def on_share(office, root):
    key, keys = office.store.key_for("database"), office.store.publisher.keys
    log = [operation(path, keys) for path in sorted(root.glob("log/*/*.op"))]
    return b"".join([*log, *(pages(path, key) for path in root.glob("snap/*.snap"))])


def planted(found):
    return [word for word in (NAME, NOTE, NAME.lower(), "Xplantedscan") if word.encode() in found]


def plant(office):
    """A case closed in 2019 with a client whose name, note and scan stand nowhere else."""
    (row,) = office.rows("SELECT id FROM case_file WHERE number = '26-0001'")
    (client,) = office.rows(
        "SELECT person_id FROM case_party WHERE case_id = ? AND role = 'beneficiary' LIMIT 1", [row["id"]]
    )
    scan = office.store.attachments.put(SCAN).name

    def work(session):
        person = session.get_one(Person, client["person_id"])
        person.family_name, person.given_name = NAME, NOTE
        session.add(Document(person_id=person.id, kind="passport", blob=scan))

    office.change("Change a person", work)
    closing.close_case(office, row["id"], "May 3, 2019", "approved", "Everything is here")
    retention.keep_years(office, "7")
    draft(office, row["id"], NAME)
    return row["id"], scan


def draft(office, case_id, words):
    sql = "INSERT INTO draft (id, form, case_id, data, answered, saved_at) VALUES ('d', 'f', ?, ?, 1, 'x')"
    with office.store.local() as local:
        local.run(sql, [case_id, words])


@pytest.fixture
def far(practice, tmp_path, request):
    """The planted office on a share, at Ana's desk and at Bob's, who has looked at everything."""
    case_id, scan = plant(practice)
    (tmp_path / "share").mkdir()
    sharing.put_on_share(practice, tmp_path / "share")
    practice.close()
    with (
        open_office(practice.folder, clock=CLOCK, user="ana") as ana,
        sharing.join(tmp_path / "share", tmp_path / "bob", passphrase="", clock=CLOCK, user="bob") as bob,
    ):
        yield ana, bob, case_id, scan


def test_nothing_of_a_destroyed_file_is_left_on_the_share_or_at_a_colleagues_desk(far, tmp_path):
    ana, bob, case_id, scan = far
    root, here = tmp_path / "share", bob.store.attachments
    assert find.find(bob, NAME)
    assert here.bytes(scan) == SCAN
    draft(bob, case_id, NOTE)
    for office in (ana, bob):
        assert set(planted(in_clear(office))) >= {NAME, NOTE}
    assert set(planted(on_share(ana, root))) == {NAME, NOTE}
    goes = what_goes(ana, f"file/{case_id}")
    assert scan in goes.blobs
    destroy(ana, f"file/{case_id}", "The office's rule of seven years")
    for office in (bob, ana):
        office.store.publisher.looks = 0
        sharing.look(office)
    assert not list(root.glob(f"blobs/*/{scan}"))
    assert not here.path(scan).exists()
    assert planted(on_share(bob, root)) == []
    for office in (ana, bob):
        assert planted(in_clear(office)) == []
        assert office.store.verify_chain().ok
    with sharing.join(root, tmp_path / "carla", passphrase="", clock=CLOCK) as carla:
        assert find.find(carla, NAME) == ()
        line = carla.rows("SELECT title, why FROM operation WHERE title LIKE 'Destroy%'")
        assert line == [{"title": "Destroy a client file", "why": "The office's rule of seven years"}]


def test_a_legal_hold_of_a_colleague_keeps_the_file(far):
    ana, bob, case_id, _scan = far
    retention.hold(bob, "case", case_id, "A malpractice claim was announced")
    sharing.look(ana)
    with pytest.raises(Exception, match="A legal hold stands"):
        destroy(ana, f"file/{case_id}", "Seven years are over")


def test_nothing_of_a_destroyed_file_is_left_in_the_servers_tables(practice, server, database, tmp_path):
    import psycopg

    case_id, scan = plant(practice)
    owner = server.owner(database)
    on_server.put_on_server(practice, owner, owner)
    practice.close()
    with open_office(practice.folder, clock=CLOCK) as ana:
        destroy(ana, f"file/{case_id}", "The office's rule of seven years")
        assert planted(in_clear(ana)) == []
    with psycopg.connect(owner) as asked:
        tables = asked.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables "
            "WHERE schemaname IN ('immdesk', 'record')"
        ).fetchall()
        said = "".join(str(asked.execute(f"SELECT * FROM {name}").fetchall()) for (name,) in tables)
        assert [word for word in (NAME, NOTE, scan) if word in said] == []
        assert asked.execute(
            "SELECT count(*) FROM immdesk.operation WHERE title LIKE 'Destroy%'"
        ).fetchone() == (1,)
