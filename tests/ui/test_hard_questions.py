"""The pages of admissibility at the desk: long questions, explanations, flags, one no for a whole page."""

from __future__ import annotations

from immdesk.office import interviews
from tests.desk import DeskDriver
from ui.forms.draw import FormPage


def at_security(desk: DeskDriver) -> str:
    """Begin a questionnaire about a spouse and open the page about security; gives the draft."""
    desk.menu("New intake")
    desk.press("Begin Family adjustment of status")
    desk.settle()
    desk.press("Add the spouse")
    desk.settle()
    desk.window.screen().asking.go_to("relatives[0]/security")  # type: ignore[union-attr]
    desk.settle()
    return desk.window.place()[1]


def answers(desk: DeskDriver, draft: str) -> list[str]:
    view = interviews.section(desk.window.office, draft, "relatives[0]/security")
    return [question.text for block in view.blocks for question in block.questions]  # type: ignore[union-attr]


def test_nothing_is_answered_until_the_one_no_is_said_and_confirmed(desk: DeskDriver) -> None:
    draft = at_security(desk)
    assert answers(desk, draft) == [""] * 16
    desk.press("Answer “no” to all 16 open questions…")
    desk.see("Answer “no” to 16 questions?")
    assert answers(desk, draft) == [""] * 16
    desk.press("Answer “no”")
    desk.settle()
    assert answers(desk, draft) == ["no"] * 16
    assert not desk.can_press("Answer “no” to all 16 open questions…")


def test_a_yes_brings_its_explanation_and_a_flag(desk: DeskDriver) -> None:
    draft = at_security(desk)
    interviews.answer(desk.window.office, draft, "relatives[0].weapons_training", "yes")
    asking = desk.window.screen().asking  # type: ignore[union-attr]
    asking._bring_up_to_date()
    desk.settle()
    page = next(one for one in desk.window.screen().findChildren(FormPage) if one.isVisible())
    assert "What happened, when and where, and how it ended" in [one.question.label for one in page.fields()]
    desk.see("Answered yes to a question about security.")
    assert desk.can_press("Answer “no” to all 15 open questions…")
