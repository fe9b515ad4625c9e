"""A person is brought in: with a reason, a name and a contact if they are given, and always with the way to call now."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.cases.model import Priority, Reason, State
from tests.app import Student
from tests.conversations.conftest import ROBOTS
from tests.conversations.reading import cards, goal, labels, offers, questions, reads, said
from tests.people import case_of, desk, no_case

UNKNOWN = "how much does a dragon trainer make"


def pass_on(student: Student, reason: str) -> None:
    student.says("can i talk to a real person")
    student.says(reason)
    student.presses("Skip")
    student.presses("Skip")


def test_reason_name_and_contact_are_asked_one_by_one_and_kept(student: Student) -> None:
    reply = student.says("can i talk to a real person")
    assert len(questions(reply)) <= 1
    assert offers(reply, "Skip")
    reply = student.says("i want to know about welding scholarships")
    assert "name" in said(reply)
    assert offers(reply, "Skip")
    reply = student.says("im Jo Park")
    assert "phone" in said(reply)
    assert offers(reply, "Skip")
    reply = student.says("555-867-5309, after 3")
    assert reply["outcome"] == "handed_off_requested"
    assert "jo park" in said(reply)
    assert "555-867-5309" in said(reply), "the number is said back"
    case = case_of(student)
    assert (case.about, case.name, case.contact) == ("i want to know about welding scholarships", "Jo Park", "555-867-5309")
    assert (case.reason, case.language, case.state, case.team) == (Reason.REQUESTED, "en", State.NEW, "financial_aid")


def test_all_can_be_skipped(student: Student) -> None:
    student.says("i need a human")
    student.presses("Skip")
    student.presses("Skip")
    reply = student.presses("Skip")
    assert reply["outcome"] == "handed_off_requested"
    assert (case_of(student).name, case_of(student).contact) == (None, None)


@pytest.mark.parametrize("no", ["skip", "no thanks", "id rather not", "no"])
def test_skipping_in_words_gives_no_contact(student: Student, no: str) -> None:
    student.says("i need a human")
    student.says("about my transfer credits")
    student.says(no)
    assert student.says(no)["outcome"] == "handed_off_requested"
    case = case_of(student)
    assert (case.about, case.name, case.contact) == ("about my transfer credits", None, None)


def test_nothing_personal_is_asked_before_a_person_is_wanted(student: Student) -> None:
    for text in (ROBOTS, "how do i pay for it", "how do i sign up"):
        words = said(student.says(text))
        assert "your name" not in words
        assert "phone number" not in words


def test_asking_with_a_reason_is_not_asked_for_it_again(student: Student) -> None:
    reply = student.says("can i talk to someone about my fafsa, my email is jo@example.org")
    assert "fafsa" in said(reply), "what is passed on is shown back"
    assert "what name" in said(reply)
    reply = student.presses("Skip")
    assert reply["outcome"] == "handed_off_requested"
    assert case_of(student).contact == "jo@example.org"
    assert "jo@example.org" in said(reply)


def test_a_contact_told_with_the_reason_is_not_asked_again(student: Student) -> None:
    student.says("can i talk to a real person")
    student.says("the money, my email is jo@example.org")
    assert student.presses("Skip")["outcome"] == "handed_off_requested"
    assert case_of(student).contact == "jo@example.org"


def test_what_is_no_contact_is_asked_once_more_and_never_blocks(student: Student) -> None:
    student.says("i need a human")
    student.says("my transfer credits")
    student.presses("Skip")
    reply = student.says("after work would be good")
    assert reply["outcome"] == "clarification"
    assert "email" in said(reply)
    reply = student.says("in the evening then")
    assert reply["outcome"] == "handed_off_requested"
    assert case_of(student).contact is None


def test_one_address_or_number_is_kept(student: Student) -> None:
    student.says("i need a human")
    student.says("my transfer credits")
    student.says("Maria Lopez")
    student.says("jo@example.org or 555-867-5309")
    assert (case_of(student).name, case_of(student).contact) == ("Maria Lopez", "jo@example.org")


def test_another_question_in_the_middle_is_answered_first(student: Student) -> None:
    student.says("i need a human")
    student.says("my transfer credits")
    reply = student.says("what does a welder make?")
    assert reply["topic"] == "occupation_info"
    assert "what name" in said(reply), "then it goes on"
    student.presses("Skip")
    assert student.presses("Skip")["outcome"] == "handed_off_requested"
    assert case_of(student).about == "my transfer credits"


def test_what_could_not_be_answered_is_passed_on_as_it_stands(student: Student) -> None:
    reply = student.says(UNKNOWN)
    assert reply["outcome"].startswith("unanswerable"), reply
    assert offers(reply, "Pass my question on")
    reply = student.presses("Pass my question on")
    assert UNKNOWN in said(reply)
    student.presses("Skip")
    student.presses("Skip")
    case = case_of(student)
    assert (case.about, case.reason) == (UNKNOWN, Reason.UNANSWERED)


def test_the_third_misunderstanding_is_passed_on_and_ranks_high(student: Student) -> None:
    for text in ("asdkjh qwe", "it did that again", "qwpoei zxmcn"):
        reply = student.says(text)
    assert offers(reply, "Pass my question on"), labels(reply)
    assert "qwpoei zxmcn" in said(student.presses("Pass my question on"))
    student.presses("Skip")
    student.presses("Skip")
    case = case_of(student)
    assert (case.reason, case.priority, case.about) == (Reason.MISUNDERSTOOD, Priority.HIGH, "qwpoei zxmcn")


def test_an_answer_in_between_makes_the_reason_open_again(student: Student) -> None:
    student.says(UNKNOWN)
    student.says("what does a welder make")
    assert UNKNOWN not in said(student.says("can i talk to a real person"))


def test_who_leaves_where_a_name_is_asked_is_passed_on_all_the_same(student: Student) -> None:
    student.says("can i talk to a real person")
    assert no_case(student), "nothing is passed on before the student said what for"
    reply = student.says("my transfer credits look wrong")
    assert "name" in said(reply)
    case = case_of(student)
    assert (case.about, case.name, case.contact, case.state) == ("my transfer credits look wrong", None, None, State.NEW)


def test_who_breaks_off_there_is_told_that_it_was_passed_on(student: Student) -> None:
    student.says("can i talk to a real person")
    student.says("my transfer credits look wrong")
    reply = student.says("never mind")
    assert reply["outcome"] == "handed_off_requested"
    assert "passed your question on" in said(reply)
    assert "name" not in said(student.says("whats a phlebotomist make"))


def test_nowhere_to_sleep_tonight_is_urgent(student: Student) -> None:
    student.says("can i talk to a real person")
    student.says("i need a bed, i have nowhere to sleep tonight")
    assert (case_of(student).priority, case_of(student).reason) == (Priority.URGENT, Reason.SAFETY_TONIGHT)


def test_no_bed_for_tonight_is_passed_on_at_once_and_urgent(student: Student) -> None:
    student.says("i have no place to sleep tonight")
    student.says("can i talk to a real person")
    reply = student.says("i need somewhere to go")
    assert "urgent" in said(reply)
    case = case_of(student)
    assert (case.priority, case.reason, case.team) == (Priority.URGENT, Reason.SAFETY_TONIGHT, "counseling")
    student.says("Sam")
    student.says("555-867-5309")
    case = case_of(student)
    assert (case.name, case.contact, case.about) == ("Sam", "555-867-5309", "i need somewhere to go")


def test_a_date_to_keep_ranks_high(student: Student) -> None:
    soon = date.today() + timedelta(days=2)
    pass_on(student, f"my payment is due {soon.month}/{soon.day} and i cant pay")
    assert case_of(student).reason is Reason.DEADLINE_SOON
    assert case_of(student).priority is Priority.HIGH


def test_a_wish_for_a_day_is_no_deadline(student: Student) -> None:
    pass_on(student, "can someone call me tomorrow, my credits look wrong")
    assert case_of(student).reason is Reason.REQUESTED


def test_service_in_the_military_goes_to_the_veterans_team(student: Student) -> None:
    student.says("i was a 68W in the army, i want to be a nurse")
    pass_on(student, "which of my army classes count")
    assert case_of(student).team == "veterans"


def test_the_end_says_who_answers_when_and_where(student: Student) -> None:
    pass_on(student, "my transfer credits look wrong")
    words = said(student.replies[-1])
    assert "advising is" in words
    assert "usually answer" in words
    assert "in this chat" in words
    assert "555-" in reads(student.replies[-1]), "how to reach them now"
    for never in ("will answer", "guarantee", "promise", "is watching", "right away"):
        assert never not in words


def test_asking_again_adds_and_asks_for_nothing_twice(student: Student) -> None:
    pass_on(student, "my transfer credits look wrong")
    first = case_of(student)
    reply = student.says("can i talk to a person")
    assert "with advising already" in said(reply)
    reply = student.says("also my address changed")
    assert reply["outcome"] == "handed_off_requested"
    assert "added" in said(reply)
    case = case_of(student)
    assert case.id == first.id
    assert case.about == "my transfer credits look wrong\n\nalso my address changed"


def test_asking_again_may_add_nothing(student: Student) -> None:
    pass_on(student, "my transfer credits look wrong")
    student.says("can i talk to a person")
    assert student.presses("Skip")["outcome"] == "answered"
    assert case_of(student).about == "my transfer credits look wrong"


def test_after_a_cry_for_help_only_name_and_contact_are_asked(student: Student) -> None:
    student.says("i dont want to be alive anymore")
    case = case_of(student)
    assert case.priority is Priority.URGENT
    reply = student.presses("person")
    assert "what name" in said(reply)
    student.says("Sam")
    student.says("555-867-5309")
    after = case_of(student)
    assert (after.id, after.name, after.contact, after.about) == (case.id, "Sam", "555-867-5309", case.about)


def test_the_advisor_already_knows_the_story(student: Student) -> None:
    student.says(ROBOTS)
    pass_on(student, "which start date is best for me")
    brief = str(case_of(student).brief)
    assert "10" in brief
    assert "Robotics" in brief
    assert "start date" in brief


def test_who_knows_the_field_can_be_reached_at_once(student: Student) -> None:
    student.says("i want to be a nurse, i have my diploma")
    assert any("Health" in name for name in cards(student.says("can i talk to someone"), "person"))


def test_who_is_not_sure_yet_is_not_sent_to_a_field(student: Student) -> None:
    names = cards(student.says("can i talk to a real person"), "person")
    assert names == ["General Advising Team"], names


def test_the_plan_is_still_there_afterwards(planned: Student) -> None:
    planned.says("talk to a person")
    for _ in range(3):
        reply = planned.presses("Skip")
    assert labels(reply), "no dead end"
    assert "robotics technician" in goal(planned.says("show my plan"))


def test_the_question_that_was_open_before_can_still_be_answered(asked_hours: Student) -> None:
    pass_on(asked_hours, "my transfer credits")
    reply = asked_hours.says("15")
    assert "welder" in goal(reply)


def test_never_mind_before_the_reason_stops_it(student: Student) -> None:
    student.says("can i talk to a person")
    reply = student.says("never mind")
    assert reply["outcome"] != "handed_off_requested"
    assert no_case(student)
    assert student.says("whats a welder make")["topic"] == "occupation_info"
    assert "what should" in said(student.says("can i talk to a person")), "it begins anew"


def test_en_espanol_con_quien_habla_espanol(student: Student) -> None:
    reply = student.says("quiero hablar con alguien en español")
    assert (reply["topic"], reply["language"]) == ("talk_to_advisor", "es")
    assert any("español" in name for name in cards(reply, "person")), cards(reply, "person")
    student.says("mis papeles de la escuela")
    student.says("me llamo María José")
    reply = student.says("555-222-1111")
    assert reply["outcome"] == "handed_off_requested"
    assert "asesoría" in said(reply)
    assert "por lo general" in said(reply)
    case = case_of(student)
    assert (case.language, case.name, case.about) == ("es", "María José", "mis papeles de la escuela")


def test_en_espanol_siempre_alguien_que_lo_habla(student: Student) -> None:
    student.says("quiero ser programador, tengo diploma")
    names = cards(student.says("quiero hablar con una persona"), "person")
    assert not any("IT and Cybersecurity" in name for name in names), "they speak English only"


@pytest.mark.parametrize(("server", "words"), [(False, "they may also use ana@example.org"), (True, "and to ana@example.org")])
def test_mail_is_named_only_where_it_can_come(
    student: Student, monkeypatch: pytest.MonkeyPatch, server: bool, words: str
) -> None:
    """Without a mail server nothing would ever come there."""
    monkeypatch.setattr(desk().parts.alerts, "_mails", server)
    student.says("can i talk to a real person")
    student.says("my transfer credits look wrong")
    student.says("skip")
    student.says("ana@example.org")
    assert words in said(student.replies[-1])
