"""Who changed this? From a filing, a fact, a date and a document to its own history, by key and by menu."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from immdesk.records.employers import Employer
from immdesk.records.money import Payment
from immdesk.records.people import Person
from ui.screens.employer_page import EmployerScreen
from ui.who_changed import _NAME


def change(office, who, city):
    office.user = who
    row = office.rows(
        "SELECT person_id FROM case_party p JOIN case_file c ON c.id = p.case_id "
        "WHERE c.number = '26-0001' AND p.role = 'beneficiary' LIMIT 1"
    )[0]

    def work(session):
        session.get_one(Person, row["person_id"]).birth_city = city

    office.change("Change a person", work)


def shown(desk):
    """The tables of the records that the screen in front shows."""
    records = (one.property(_NAME) for one in desk.front().findChildren(QWidget))
    return {str(one).partition("/")[0] for one in records if one}


def menu_now():
    menus = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu))
    return next((one for one in menus if one.isVisible()), None)


def test_a_fact_leads_to_who_changed_it_by_key_and_menu(desk):
    from ui.screens.case_facts import CaseFacts

    change(desk.window.office, "carla", "Quito")
    desk.open_case("26-0001")
    desk.open_tab("Facts")
    tree = desk.front().findChild(CaseFacts)._tree
    (item,) = tree.findItems("Quito", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, 1)
    tree.setCurrentItem(item)
    tree.setFocus()
    tree.customContextMenuRequested.emit(tree.visualItemRect(item).center())
    menu = desk.wait_for(menu_now)
    assert [action.text() for action in menu.actions()] == ["Who changed this?"]
    menu.close()
    desk.key("Ctrl+Shift+H", on=tree)
    desk.wait_for(lambda: desk.window.place()[0] == "history")
    desk.see("Who changed this: City or town of birth")
    desk.see("Quito")
    desk.see("carla")
    desk.press("Show all changes")
    desk.see("History of the office")


def test_a_filing_a_date_and_a_document_know_which_record_they_show(desk):
    office = desk.window.office
    sql = "SELECT c.number FROM case_file c JOIN filing f ON f.case_id = c.id LIMIT 1"
    desk.open_case(office.rows(sql)[0]["number"])
    assert "filing" in shown(desk)
    sql = "SELECT c.number FROM case_file c JOIN docket_entry d ON d.case_id = c.id LIMIT 1"
    desk.open_case(office.rows(sql)[0]["number"])
    desk.open_tab("Dates")
    assert "docket_entry" in shown(desk)


def test_an_employer_and_a_payment_know_theirs_and_open_one_menu(desk):
    office = desk.window.office
    case_id = office.rows("SELECT id FROM case_file WHERE number = '26-0001'")[0]["id"]

    def work(session):
        session.add(Employer(id="mill", name="Ortiz Mill"))
        session.add(Payment(case_id=case_id, item="Filing fee", state="due", amount="100"))

    office.change("Add an employer", work)
    desk.window.go("case", f"{case_id}/work")
    desk.wait_for(lambda: "payment" in shown(desk))
    desk.window.go("employer", "mill")
    desk.see("Ortiz Mill")
    desk.window.go("today")
    desk.window.go("employer", "mill")
    (page,) = desk.front().findChildren(EmployerScreen) or [desk.front()]
    page.customContextMenuRequested.emit(page.rect().center())
    menus = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()]
    assert [one.actions()[0].text() for one in menus] == ["Who changed this?"]
    menus[0].actions()[0].trigger()
    desk.see("Who changed this: Ortiz Mill")
    desk.see("Add an employer")


def test_the_history_is_narrowed_by_days(desk):
    office = desk.window.office
    change(office, "carla", "Quito")
    desk.window.go("history")
    desk.see("Change a person")
    desk.type_into("Until day", "2020-01-01")
    desk.key("Return")
    desk.wait_for(lambda: not desk.sees("Change a person"))
    desk.see("No change fits")
