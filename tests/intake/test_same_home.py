"""The home of a relative is copied when somebody says so: into the empty address, without since when."""

HOME = {"kind": "residence", "country": "United States", "street": "12 Olive Street", "city": "Fresno"}
HOME |= {"state": "CA", "zip": "93721", "from": "5/2019", "until": "\u2205"}


def at_home(family):
    for word, text in HOME.items():
        family.set(f"petitioner.addresses[0].{word}", text)
    return family


def test_the_present_home_of_another_is_offered_once_and_only_beside_addresses(family):
    at_home(family)
    assert family.view("relatives[0]/addresses").homes == (("petitioner", "Petitioner: Rosa Ramírez"),)
    assert family.view("relatives[0]/parents").homes == ()
    assert family.view("petitioner/addresses").homes == ()


def test_a_copied_home_fills_the_empty_row_and_is_then_no_longer_offered(family):
    at_home(family)
    family.said_complete("relatives[0].addresses")
    assert family.copy_home("relatives[0]/addresses", "petitioner") == "relatives[0].addresses[0]"
    assert family.question("relatives[0].addresses[0].street").text == "12 Olive Street"
    assert family.question("relatives[0].addresses[0].from").text == ""
    assert family.view("relatives[0]/addresses").homes == ()
    assert family.view("relatives[1]/addresses").homes == (("petitioner", "Petitioner: Rosa Ramírez"),)
    assert "relatives[0].addresses" in family.missing_keys()


def test_what_stands_there_stays_and_a_home_that_was_left_is_not_offered(family):
    at_home(family)
    family.set("relatives[0].addresses[0].city", "Oaxaca")
    assert family.copy_home("relatives[0]/addresses", "petitioner") == "relatives[0].addresses[1]"
    assert family.question("relatives[0].addresses[0].city").text == "Oaxaca"
    family.set("petitioner.addresses[0].until", "3/2024")
    family.set("relatives[0].addresses[1].until", "3/2024")
    assert family.view("relatives[1]/addresses").homes == ()
