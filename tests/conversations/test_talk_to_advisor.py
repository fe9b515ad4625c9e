"""A person is brought in: with a reason and a contact if they are given, and always with the way to call now."""

from __future__ import annotations

import pytest

from tests.app import Student, application
from tests.conversations.conftest import ROBOTS
from tests.conversations.reading import cards, goal, labels, offers, questions, reads, said


def newest_handoff() -> dict[str, object]:
    return dict(application().store.handoffs()[-1])


def count() -> int:
    return len(application().store.handoffs())


def test_the_reason_and_the_contact_are_asked_one_by_one_and_kept(student: Student) -> None:
    before = count()
    reply = student.says("can i talk to a real person")
    assert len(questions(reply)) <= 1
    assert offers(reply, "Skip")
    reply = student.says("i want to know about welding scholarships")
    assert offers(reply, "Skip")
    assert "phone" in said(reply)
    reply = student.says("555-867-5309, after 3")
    assert reply["outcome"] == "handed_off_requested"
    assert "555-" in reads(reply), "how to reach them now"
    assert count() == before + 1
    kept = newest_handoff()
    assert kept["about"] == "i want to know about welding scholarships"
    assert "555-867-5309" in str(kept["contact"])
    assert kept["reason"] == "requested"
    assert kept["language"] == "en"


def test_both_can_be_skipped(student: Student) -> None:
    before = count()
    student.says("i need a human")
    student.presses("Skip")
    reply = student.presses("Skip")
    assert reply["outcome"] == "handed_off_requested"
    assert count() == before + 1
    assert newest_handoff()["contact"] is None


@pytest.mark.parametrize("no", ["skip", "no thanks", "id rather not", "no"])
def test_skipping_in_words_gives_no_contact(student: Student, no: str) -> None:
    student.says("i need a human")
    student.says("about my transfer credits")
    assert student.says(no)["outcome"] == "handed_off_requested"
    assert newest_handoff()["contact"] is None
    assert newest_handoff()["about"] == "about my transfer credits"


def test_a_contact_told_with_the_reason_is_not_asked_again(student: Student) -> None:
    student.says("i want to talk to an advisor")
    reply = student.says("about fafsa, my email is jo@example.org")
    assert reply["outcome"] == "handed_off_requested"
    assert newest_handoff()["contact"] == "jo@example.org"


def test_the_advisor_already_knows_the_story(student: Student) -> None:
    student.says(ROBOTS)
    student.says("can i talk to someone")
    student.says("which start date is best for me")
    student.presses("Skip")
    brief = newest_handoff()["brief"]
    assert isinstance(brief, dict)
    assert brief["told"]["hours_per_week"] == 10
    assert brief["told"]["goals"] == ["robotics-technician"]
    assert any("start date" in words for words in brief["last_words"])


def test_who_knows_the_field_is_asked(student: Student) -> None:
    student.says("i want to be a nurse, i have my diploma")
    assert any("Health" in name for name in cards(student.says("can i talk to someone"), "person"))


def test_who_is_not_sure_yet_is_not_sent_to_a_field(student: Student) -> None:
    names = cards(student.says("can i talk to a real person"), "person")
    assert names == ["General Advising Team"], names


def test_the_reason_decides_who_gets_it(student: Student) -> None:
    student.says("can i talk to a real person")
    student.says("i want to know about welding scholarships")
    student.presses("Skip")
    assert not any("IT and Cybersecurity" in name for name in cards(student.replies[-1], "person"))


def test_the_plan_is_still_there_afterwards(planned: Student) -> None:
    planned.says("talk to a person")
    planned.presses("Skip")
    reply = planned.presses("Skip")
    assert labels(reply), "no dead end"
    assert "robotics technician" in goal(planned.says("show my plan"))


def test_never_mind_stops_it(student: Student) -> None:
    before = count()
    student.says("can i talk to a person")
    reply = student.says("never mind")
    assert reply["outcome"] != "handed_off_requested"
    assert count() == before
    assert student.says("whats a welder make")["topic"] == "occupation_info"


def test_en_espanol_con_quien_habla_espanol(student: Student) -> None:
    reply = student.says("quiero hablar con alguien en español")
    assert (reply["topic"], reply["language"]) == ("talk_to_advisor", "es")
    assert any("español" in name for name in cards(reply, "person")), cards(reply, "person")
    student.says("mis papeles de la escuela")
    reply = student.says("555-222-1111")
    assert reply["outcome"] == "handed_off_requested"
    assert newest_handoff()["language"] == "es"


def test_en_espanol_siempre_alguien_que_lo_habla(student: Student) -> None:
    student.says("quiero ser programador, tengo diploma")
    names = cards(student.says("quiero hablar con una persona"), "person")
    assert not any("IT and Cybersecurity" in name for name in names), "they speak English only"
