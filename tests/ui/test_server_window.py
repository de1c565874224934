"""An office on a PostgreSQL server at the real window: tried, put there, somebody let in, news at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QTextBrowser

from immdesk.office import on_server, sharing
from immdesk.office.clock import stopped_at
from tests.conftest import DAY
from tests.ui.test_sharing_window import moved
from ui import app
from ui.screens.start import Start


def test_an_office_goes_to_a_server_and_a_colleague_is_let_in_and_seen_at_once(
    desk, server, database, tmp_path
):
    window = desk.window
    start = Start(window)
    start.opened.connect(window.set_office)
    window.desk.opening.connect(partial(app._open_other, window, start))
    window.desk.go("sharing")
    desk.press("Put this office on a PostgreSQL server…")
    desk.press("Open the set-up guide")
    guide = desk.find(QTextBrowser, "Text of the guide").toPlainText()
    assert "hostssl  office  all" in guide
    desk.press("Close")
    desk.type_into("Server", "localhost")
    desk.type_into("Port", str(server.port))
    desk.type_into("Database", database)
    desk.type_into("Certificate of the office (ca.crt)", str(server.ca))
    desk.type_into("Owner of the database", "office_owner")
    desk.type_into("Password on the server", "wrong")
    desk.press("Try the connection")
    desk.see("The server does not know this user and password.")
    desk.type_into("Password on the server", "owner")
    desk.press("Try the connection")
    desk.see("and its name is proved")
    desk.type_into("Your own user", f"ana_{database}")
    desk.type_into("Your password on the server", "twelve letters")
    assert not desk.can_press("Put the office there…")
    desk.type_into("Password again", "twelve letters")
    desk.press("Put the office there…")
    desk.press("Put it there")
    desk.wait_for(lambda: window.office and sharing.row(window.office).home == "server")

    window.desk.go("server")
    desk.see("works in every case and gives roles")
    assert not desk.can_press("Let somebody in…")
    desk.type_into("Password on the server", "owner")
    desk.press("Let somebody in…")
    desk.type_into("Name of the user", f"ben_{database}")
    desk.press("Go on")
    desk.choose("Role", "Paralegal: works in every case that is not restricted")
    desk.press("Let in")
    desk.see(f"First password of ben_{database}")
    password = next(one for one in desk.texts() if one.count("-") == 3 and len(one) == 23)
    desk.press("Close")

    conninfo = server.conninfo(f"ben_{database}", password, database)
    with on_server.join(conninfo, tmp_path / "ben", passphrase="", clock=stopped_at(DAY)) as ben:
        desk.wait_for(lambda: window.sharing._hears is not None)
        looks = []
        window.sharing.looked.connect(lambda _looked: looks.append(1))
        moved(ben, "Quito")
        desk.wait_for(lambda: looks)
        sql = "SELECT birth_city FROM person ORDER BY id LIMIT 1"
        assert window.office.rows(sql)[0]["birth_city"] == "Quito"
