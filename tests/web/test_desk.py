"""A student and a person on the desk, over the API: who is there, what is said, the silent assistant, going on, deleting."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.cases.model import Resolution, State
from bot.desk.presence import presence
from bot.store.tables import said
from tests.app import Student, reads
from tests.people import advisor, asks, case_of, conversation_of, desk

OPEN = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)  # Monday, 10 am at the college
NIGHT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # Tuesday, 2 am
THANKSGIVING = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)


def history(student: Student) -> dict[str, Any]:
    answer = student.client.get("/api/messages")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def told(student: Student) -> list[str]:
    """What people and notices said, each with who said it."""
    return [f"{one['name'] or one['kind']}: {' '.join(one['messages'])}" for one in history(student)["said"]]


@pytest.fixture
def held(student: Student) -> Student:
    """A student with whom Ana Ruiz writes."""
    desk().advisors.claim(advisor(), asks(student).id)
    return student


def test_without_a_case_nobody_is_there(student: Student) -> None:
    student.says("hi")
    assert history(student)["desk"]["state"] == "none"
    assert history(student)["said"] == []


def test_while_it_waits_the_assistant_goes_on_answering(student: Student) -> None:
    asks(student)
    shown = history(student)["desk"]
    assert (shown["state"], shown["team"], shown["can_resume"]) == ("waiting", "Advising", False)
    assert "has your question" in shown["text"]
    assert student.says("what does a welder make")["topic"] == "occupation_info"


def test_the_student_is_told_who_is_there_and_the_assistant_is_silent(held: Student) -> None:
    shown = history(held)["desk"]
    assert (shown["state"], shown["name"], shown["can_resume"]) == ("held", "Ana Ruiz", True)
    assert "Ana Ruiz, a person from Advising" in shown["text"]
    assert "Ana Ruiz from Advising is here now. That's a person" in told(held)[-1]
    reply = held.says("thanks for coming")
    assert (reply["outcome"], reply["messages"], reply["choices"]) == ("handed_off_held", [], [])
    assert case_of(held).state is State.CLAIMED
    assert case_of(held).due is not None, "an answer is owed"


def test_a_cry_for_help_gets_the_fixed_text_also_while_a_person_is_there(held: Student) -> None:
    reply = held.says("i dont want to be alive anymore")
    assert reply["outcome"] == "crisis"
    assert "988" in reads(reply)
    assert case_of(held).priority == "urgent"


def test_an_advisors_words_come_with_name_team_and_sources(held: Student) -> None:
    case = case_of(held)
    desk().advisors.reply(desk().parts.accounts.get(case.holder), case.id, "Yes, from January on.")
    newest = history(held)["said"][-1]
    assert (newest["kind"], newest["name"], newest["team"], newest["messages"]) == (
        "advisor",
        "Ana Ruiz",
        "Advising",
        ["Yes, from January on."],
    )
    assert case_of(held).state is State.WAITING_ON_STUDENT
    held.says("great, thank you")
    assert case_of(held).state is State.CLAIMED


def test_the_student_may_go_on_with_the_program(held: Student) -> None:
    answer = held.client.post("/api/resume")
    assert answer.status_code == 200
    assert answer.json()["state"] == "waiting"
    assert "I'm the program again" in told(held)[-1]
    assert held.says("what does a welder make")["topic"] == "occupation_info"
    assert case_of(held).state is State.OPEN


def test_going_on_without_anybody_there_changes_nothing(student: Student) -> None:
    assert student.client.post("/api/resume").json()["state"] == "none"
    student.says("hi")
    assert student.client.post("/api/resume").json()["state"] == "none"
    assert told(student) == []


def test_resuming_from_another_site_is_refused(held: Student) -> None:
    assert held.client.post("/api/resume", headers={"origin": "https://evil.example"}).status_code == 403
    assert case_of(held).held


def test_resolved_the_assistant_goes_on_with_the_question_that_was_open(student: Student) -> None:
    student.says("i want to be a welder, i have my ged")
    case = asks(student)
    by = advisor()
    desk().advisors.claim(by, case.id)
    desk().advisors.resolve(by, case.id, Resolution.ANSWERED)
    last = history(student)["said"][-1]
    assert "I'm the program again" in last["messages"][0]
    assert "hours a week" in last["messages"][0], "the question that was open"
    assert last["choices"] == [{"label": "Show my plan", "send": "/show_plan"}]
    assert history(student)["desk"]["state"] == "none"
    assert "welder" in reads(student.says("15"))


def test_asking_again_after_it_was_resolved_reopens_the_case(student: Student) -> None:
    case = asks(student, contact="jo@example.org")
    by = advisor()
    desk().advisors.claim(by, case.id)
    desk().advisors.resolve(by, case.id, Resolution.ANSWERED)
    student.says("can i talk to a real person")
    student.says("one more thing about evening classes")
    student.presses("Skip")
    again = case_of(student)
    assert (again.id, again.state, again.contact) == (case.id, State.OPEN, "jo@example.org")
    assert "one more thing" in again.about


def test_en_espanol(student: Student) -> None:
    student.says("quiero hablar con una persona")
    student.says("mis papeles de la escuela")
    student.presses("Saltar")
    student.presses("Saltar")
    assert "tiene tu pregunta" in history(student)["desk"]["text"]
    by = advisor("Luz Mora")
    desk().advisors.claim(by, case_of(student).id)
    assert "Te escribes con Luz Mora, una persona de Asesoría" in history(student)["desk"]["text"]
    assert "es una persona" in told(student)[-1].lower()
    desk().advisors.release(by, case_of(student).id)
    assert "Soy el programa otra vez" in told(student)[-1]


def test_what_is_said_of_the_hours_is_true(student: Student) -> None:
    asks(student)
    conversation = conversation_of(student)
    at_ten, at_night, on_holiday = (presence(desk().parts, conversation, moment) for moment in (OPEN, NIGHT, THANKSGIVING))
    assert at_ten.open_now
    assert "They're open now" in at_ten.text
    assert not at_night.open_now
    assert "closed now and open today at 8:00 am" in at_night.text
    assert "open Saturday, November 28 at 9:00 am" in on_holiday.text


def test_an_answer_that_is_late_is_said_to_be_late(held: Student) -> None:
    held.says("are you there")
    due = case_of(held).due
    assert due
    late = presence(desk().parts, conversation_of(held), due.replace(year=due.year + 1))
    assert "longer than usual" in late.text
    assert late.can_resume


def test_what_is_said_goes_with_the_chat_and_the_case_stays(held: Student) -> None:
    case = case_of(held)
    conversation = conversation_of(held)
    held.says("my number is private")
    assert held.client.delete("/api/messages").status_code == 204
    with desk().parts.database.transaction() as connection:
        assert not connection.execute(select(said).where(said.c.conversation == conversation)).all()
    kept = desk().parts.cases.get(case.id)
    assert kept
    assert (kept.conversation, kept.about, kept.brief) == (None, case.about, {})
    assert [event.kind for event in desk().parts.cases.events(case.id)][-1] == "student_deleted"


def test_another_visitor_sees_nothing_of_it(held: Student, another: Student) -> None:
    another.says("hi")
    assert history(another)["said"] == []
    assert another.client.post("/api/resume").json()["state"] == "none"
    assert case_of(held).held


def test_the_page_without_scripts_shows_it_all(held: Student) -> None:
    case = case_of(held)
    held.says("is it open at night")
    desk().advisors.reply(desk().parts.accounts.get(case.holder), case.id, "Yes, until nine.")
    page = held.client.get("/").text
    assert "Ana Ruiz, a person from Advising" in page
    assert page.index("is it open at night") < page.index("Yes, until nine.")
    assert "Check for new messages" in page
    answer = held.client.post("/", data={"do": "resume", "text": ""})
    assert answer.status_code == 303
    assert case_of(held).state is State.OPEN
    assert 'id="resume" name="do" value="resume" formnovalidate hidden' in held.client.get("/").text


def test_what_stood_in_the_field_survives_going_on_without_scripts(held: Student) -> None:
    answer = held.client.post("/", data={"do": "resume", "text": "half a thought"})
    assert answer.status_code == 200
    assert ">half a thought</textarea>" in answer.text
