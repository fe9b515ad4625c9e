"""What is pressed in a room is done at the desk, once, by whom it is allowed to; and what is done at the desk shows in the room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.cases.model import Case, IllegalMove, State
from bot.chat.case_moves import Asked
from bot.chat.document import Choose, Form, Input
from bot.desk.account import Account, Role
from bot.desk.advisors import NoSuchCase
from tests.chat.advisors.college import ADVISING, College, Student
from tests.desk.people import send


def test_a_claim_in_the_room_shows_on_the_desks_page(college: College, case: Case, ana: Account) -> None:
    with college.at_desk(ana) as browser:
        assert "Nobody holds it" in browser.get(f"/desk/cases/{case.id}").text
        college.presses(ana, "Claim")
        assert "Held by <strong>you</strong>" in browser.get(f"/desk/cases/{case.id}").text


def test_a_claim_on_the_desks_page_shows_in_the_room(college: College, case: Case, ana: Account) -> None:
    with college.at_desk(ana) as browser:
        assert send(browser, f"/desk/cases/{case.id}/claim").status_code == 303
    college.sends()
    assert college.card().facts["Held by"].startswith("Ana Ruiz since ")


def test_the_same_press_again_does_nothing_and_is_no_refusal(college: College, case: Case, ana: Account) -> None:
    claimed = [college.presses(ana, "Claim", event="5.1") for _ in range(2)]
    assert claimed[0] == claimed[1]
    assert college.now(case).state is State.CLAIMED


def test_of_two_who_claim_the_second_reads_who_was_faster(college: College, case: Case, ana: Account) -> None:
    college.presses(ana, "Claim")
    with pytest.raises(IllegalMove, match="Ana Ruiz holds this since"):
        college.presses(college.hire("Ben Ode"), "Claim")


def test_a_press_delivered_late_never_undoes_what_came_after(college: College, case: Case, ana: Account) -> None:
    college.presses(ana, "Claim", event="5.1")
    college.desk.advisors.release(ana, case.id)
    assert college.presses(ana, "Claim", event="5.1") == college.now(case)
    assert college.now(case).state is State.OPEN


def test_each_dialog_asks_for_what_its_move_needs(college: College, case: Case, ana: Account) -> None:
    college.presses(ana, "Claim")
    college.sends()
    answer, snooze, resolve = (college.presses(ana, label) for label in ("Answer", "Snooze", "Resolve"))
    assert isinstance(answer, Form)
    assert isinstance(snooze, Form)
    assert isinstance(resolve, Form)
    assert [form.do for form in (answer, snooze, resolve)] == ["case_reply", "case_snooze", "case_resolve"]
    assert all(form.carries == {"case": str(case.id)} for form in (answer, snooze, resolve))
    assert all(len(text) <= 24 for form in (answer, snooze, resolve) for text in (form.title, form.submit, form.cancel))
    assert isinstance(answer.fields[0], Input)
    moments, ends = snooze.fields[0], resolve.fields[0]
    assert isinstance(moments, Choose)
    assert isinstance(ends, Choose)
    assert [label.partition(" (")[0] for _, label in moments.options][:2] == ["In an hour", "Tomorrow"]
    assert dict(ends.options)["no_reply"] == "No reply from the student"


def test_a_snooze_lasts_until_the_moment_that_was_chosen(college: College, case: Case, ana: Account) -> None:
    college.presses(ana, "Claim")
    college.sends()
    snoozed = college.fills_in(ana, college.presses(ana, "Snooze"), until="hour")
    assert snoozed.snoozed_until is not None
    assert abs(snoozed.snoozed_until - datetime.now(UTC) - timedelta(hours=1)) < timedelta(minutes=1)


def test_a_dialog_opens_only_for_whom_its_move_is_allowed(college: College, case: Case, ana: Account) -> None:
    college.presses(ana, "Claim")
    college.sends()
    with pytest.raises(IllegalMove, match="Ana Ruiz holds this"):
        college.presses(college.hire("Ben Ode"), "Answer")


def test_a_dialog_that_was_open_while_the_case_changed_hands_is_refused(college: College, case: Case, ana: Account) -> None:
    college.presses(ana, "Claim")
    college.sends()
    form = college.presses(ana, "Answer")
    college.desk.advisors.take_over(college.hire("Lea Dunn", Role.LEAD), case.id)
    with pytest.raises(IllegalMove, match="Lea Dunn holds this"):
        college.fills_in(ana, form, text="Come by.")


@pytest.mark.parametrize("twice", [("V1", "V1"), ("V1", "V2")], ids=["delivered twice", "opened twice"])
def test_an_answer_sent_twice_by_dialog_is_said_once(college: College, case: Case, ana: Account, twice: tuple[str, str]) -> None:
    college.presses(ana, "Claim")
    college.sends()
    form = college.presses(ana, "Answer")
    for event in twice:
        college.fills_in(ana, form, event=event, text="Come by.")
    said = college.desk.parts.cases.said(case.conversation or "")
    assert [one.reply.messages for one in said if one.kind == "advisor"] == [("Come by.",)]


def test_an_answer_delivered_again_after_the_student_wrote_is_said_once(
    college: College, case: Case, student: Student, ana: Account
) -> None:
    college.presses(ana, "Claim")
    college.sends()
    form = college.presses(ana, "Answer")
    college.fills_in(ana, form, event="V1", text="Come by.")
    student.says("ok")
    college.fills_in(ana, form, event="V1", text="Come by.")
    assert student.reads() == ["Ana Ruiz: Come by."]


def test_an_empty_answer_is_refused_with_a_sentence(college: College, case: Case, ana: Account) -> None:
    college.presses(ana, "Claim")
    college.sends()
    with pytest.raises(IllegalMove, match="The answer is empty"):
        college.fills_in(ana, college.presses(ana, "Answer"), text="  ")


def test_only_a_lead_takes_a_case_over(college: College, case: Case, ana: Account) -> None:
    college.presses(ana, "Claim")
    college.sends()
    with pytest.raises(IllegalMove, match="Only a lead can do this"):
        college.presses(college.hire("Ben Ode"), "Take it over")
    college.presses(college.hire("Lea Dunn", Role.LEAD), "Take it over")
    college.sends()
    assert college.card().facts["Held by"].startswith("Lea Dunn")


def test_an_advisor_of_another_team_can_do_nothing(college: College, case: Case) -> None:
    with pytest.raises(NoSuchCase):
        college.presses(college.hire("Ben Ode", teams=("financial_aid",)), "Claim")
    assert college.now(case).state is State.NEW


@pytest.mark.parametrize("value", ["", "1", "1.delete", "x.claim", "99999999999.claim", "²3.claim", "1.reply"])
def test_a_button_that_is_none_of_ours_is_refused(college: College, case: Case, ana: Account, value: str) -> None:
    with pytest.raises(IllegalMove, match="not among the choices"):
        college.moves.press(Asked(ADVISING, "5.1", "case", value), ana)
    assert college.now(case).state is State.NEW


@pytest.mark.parametrize(
    ("do", "values"),
    [
        ("case_snooze", {"until": "never"}),
        ("case_resolve", {"resolution": "won"}),
        ("case_claim", {}),
        ("case_reply", {"case": ""}),
    ],
)
def test_a_dialog_that_is_none_of_ours_is_refused(
    college: College, case: Case, ana: Account, do: str, values: dict[str, str]
) -> None:
    with pytest.raises(IllegalMove):
        college.moves.submit(Asked(ADVISING, "V1", do, values={"case": str(case.id)} | values), ana)
    assert college.now(case).state is State.NEW
