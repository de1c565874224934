"""The machine-readable lines of a passport fill what is empty, mark what differs, and overwrite nothing."""

LINES = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
ROW = "relatives[0].documents[0]"


def with_passport(begin):
    walk = begin()
    walk.add_section("spouse")
    walk.add_row("relatives[0].documents")
    walk.set(f"{ROW}.kind", "passport")
    return walk


def shown(walk, *keys):
    return [walk.question(key).shown for key in keys]


def test_lines_fill_the_empty_answers_of_the_document_and_of_its_holder(begin):
    walk = with_passport(begin)
    walk.set("relatives[0].given_name", "Ana")
    assert walk.set(f"{ROW}.mrz", LINES).layout_changed
    assert shown(walk, f"{ROW}.number", f"{ROW}.expires_on") == ["L898902C3", "Sun Apr 15, 2012"]
    assert shown(walk, "relatives[0].family_name", "relatives[0].given_name") == ["Eriksson", "Ana"]
    assert shown(walk, "relatives[0].born_on", "relatives[0].sex") == ["Mon Aug 12, 1974", "Female"]


def test_lines_with_a_wrong_letter_fill_nothing(begin):
    walk = with_passport(begin)
    walk.set(f"{ROW}.mrz", LINES.replace("7408122", "7408132"))
    assert walk.question(f"{ROW}.number").text == ""
    assert "date of birth" in walk.question(f"{ROW}.mrz").message


def test_an_answer_that_the_lines_contradict_is_marked_and_stays(begin):
    walk = with_passport(begin)
    walk.set(f"{ROW}.number", "X1234567")
    walk.set("relatives[0].born_on", "8/13/1974")
    walk.set(f"{ROW}.mrz", LINES)
    for key, text in ((f"{ROW}.number", "X1234567"), ("relatives[0].born_on", "8/13/1974")):
        question = walk.question(key)
        assert (question.text, question.level) == (text, "warn")
        assert "machine-readable lines" in question.message
