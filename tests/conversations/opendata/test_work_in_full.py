"""Work that only the open data knows: what people do, pay, outlook, schooling, and where it is taught."""

from __future__ import annotations

import pytest

from tests import nation
from tests.app import Student
from tests.conversations.reading import Reply, cards, labels, questions, reads, said


def opened(student: Student, title: str) -> Reply:
    """The answer about a related occupation, by pressing its name."""
    reply = student.presses("Related jobs")
    while title not in labels(reply):
        reply = student.presses("more")
    return student.presses(title)


def rows(reply: Reply, label: str) -> list[str]:
    return [row["value"] for card in reply["cards"] for row in card["rows"] if row["label"] == label]


def test_work_of_the_pack_is_told_with_what_people_do_and_what_is_near(guard: Student) -> None:
    reply = guard.replies[-1]
    assert cards(reply, "occupation") == ["Security guard"]
    assert rows(reply, "What people do") == ["Task 1 of Gate Guards. Task 2 of Gate Guards. Task 3 of Gate Guards."]
    assert rows(reply, "Related jobs")[0].startswith("Night Rangers; Chief Wardens")


def test_every_fact_names_its_source_and_day(guard: Student) -> None:
    reply = opened(guard, "Night Rangers")
    known = {source["id"]: source for source in reply["sources"]}
    for row in reply["cards"][0]["rows"]:
        assert row["sources"], row
        assert all(known[key]["as_of"] == nation.DAY.isoformat() for key in row["sources"]), row
    assert {source["publisher"] for source in reply["sources"]} == {"Invented Bureau"}


def test_pay_outlook_schooling_and_strengths(guard: Student) -> None:
    reply = opened(guard, "Night Rangers")
    assert "$50,200" in said(reply)
    assert "between $40,100 and $60,300" in said(reply)
    assert rows(reply, "Outlook, ten years") == ["Growing 5.5%, about 3,900 openings a year in the U.S."]
    assert rows(reply, "Usual schooling") == ["Certificate after high school"]
    assert rows(reply, "What people in it say it takes") == ["a certificate after high school (61%)"], "what few say is left out"
    assert "computers and electronics" in rows(reply, "What it asks you to be good at")[0]
    assert rows(reply, "Software and tools") == ["Night Map Maker"], "what every office has tells nothing"


def test_pay_at_or_above_a_figure_is_said_so(guard: Student) -> None:
    assert "between $150,100 and $239,200 or more" in said(opened(guard, "Sleep Nurses"))
    guard.says("how much does a security guard make")
    assert "$239,200 or more a year" in said(opened(guard, "Heart Doctors"))


def test_pay_of_a_group_is_said_to_be_the_group_s(guard: Student) -> None:
    assert "only for the group of jobs" in said(opened(guard, "Animal Clinic Technicians"))


def test_where_no_pay_is_published_none_is_made_up(guard: Student) -> None:
    reply = opened(guard, "Air Crew Flyers")
    assert "no pay is published" in said(reply)
    assert "$" not in reads(reply)


def test_work_beyond_this_college_gets_an_honest_word_and_a_stepping_stone(guard: Student) -> None:
    reply = opened(guard, "Sleep Nurses")
    assert "usually asks for a master's degree" in said(reply)
    assert "registered nurse" in said(reply), "it is close to it and taught here"
    assert "Steps to: Registered nurse" in labels(reply)


def test_work_far_from_all_that_is_taught_promises_no_way(guard: Student) -> None:
    reply = opened(guard, "Heart Doctors")
    assert "doctoral or professional degree" in said(reply)
    assert "more than you can finish here" in said(reply)
    assert "you can start here" not in said(reply)


def test_what_is_not_taught_here_is_found_at_colleges_of_the_student_s_state(guard: Student) -> None:
    reply = opened(guard, "Animal Clinic Technicians")
    assert "don't know of a program here" in said(reply)
    assert "which state do you live in?" in said(reply)
    reply = guard.says("Ohio")
    assert reply["topic"] == "occupation_info"
    assert cards(reply, "program") == ["Buckeye Invented College"]
    assert rows(reply, "Program") == ["Animal Care: Associate degree"]
    assert rows(reply, "Finished in a year") == ["41 awards"]
    assert not questions(reply), "it is not asked again"


def test_the_way_to_work_not_taught_here_is_drawn_at_a_college_that_teaches_it(guard: Student) -> None:
    opened(guard, "Animal Clinic Technicians")
    guard.says("skip")
    guard.presses("Steps to: Animal Clinic Technicians")
    reply = guard.says("Ohio")
    assert "could go at Buckeye Invented College" in " ".join(reply["messages"])
    (drawn,) = [card["ladder"] for card in reply["cards"] if card.get("ladder")]
    assert [step["title"] for step in drawn["steps"]] == ["Animal Care"]
    assert "Not in the list I have" in str(drawn), "a price nobody told is not made up"


def test_a_state_told_before_is_not_asked_for(guard: Student) -> None:
    opened(guard, "Night Rangers")
    guard.says("i live in texas")
    guard.says("how much does a security guard make")
    reply = opened(guard, "Animal Clinic Technicians")
    assert cards(reply, "program") == ["Lone Star Invented College"]
    assert not questions(reply)


def test_a_place_told_after_such_work_brings_its_colleges(guard: Student) -> None:
    opened(guard, "Animal Clinic Technicians")
    guard.says("skip")
    assert cards(guard.says("i live in texas"), "program") == ["Lone Star Invented College"]


def test_a_state_without_such_a_college_is_told_so(guard: Student) -> None:
    opened(guard, "Animal Clinic Technicians")
    assert "no public two-year college in nv" in said(guard.says("nevada"))


def test_a_program_that_nobody_finished_is_marked(guard: Student) -> None:
    opened(guard, "Night Rangers")
    reply = guard.says("OH")
    assert rows(reply, "Finished in a year") == ["Offered, but nobody finished it that year"]


def test_the_state_may_be_left_unsaid(guard: Student) -> None:
    opened(guard, "Animal Clinic Technicians")
    reply = guard.says("skip")
    assert "Steps to: Animal Clinic Technicians" in labels(reply)
    guard.says("how much does a security guard make")
    assert not questions(opened(guard, "Animal Clinic Technicians")), "what was skipped is not asked again"


@pytest.mark.parametrize("words", ["how do i become one", "steps to get there"])
def test_the_way_to_work_that_is_not_taught_here_is_not_made_up(guard: Student, words: str) -> None:
    opened(guard, "Animal Clinic Technicians")
    guard.says("ohio")
    reply = guard.says(words)
    assert reply["topic"] == "next_step"
    assert "don't teach all the way" in said(reply)
    assert cards(reply, "program") == ["Buckeye Invented College"], "but where it is taught is said"


def test_in_spanish_what_is_published_in_english_is_marked(student: Student) -> None:
    reply = student.says("¿cuánto gana un guardia de seguridad?")
    assert rows(reply, "Qué se hace")[0].endswith("(en inglés)")


@pytest.mark.parametrize("words", ["do u teach that", "who does", "where else can i learn that"])
def test_what_is_not_taught_here_is_looked_for_elsewhere(guard: Student, words: str) -> None:
    opened(guard, "Night Rangers")
    reply = guard.says(words)
    assert "which field" not in said(reply)
    assert "Which state do you live in?" in " ".join(reply["messages"]) or "college" in said(reply)


def test_a_state_named_in_other_words_is_an_answer(guard: Student) -> None:
    opened(guard, "Night Rangers")
    reply = guard.says("what about closer to home, ohio")
    assert "outside what i know" not in said(reply)
    assert "which state do you live in" not in said(reply)
