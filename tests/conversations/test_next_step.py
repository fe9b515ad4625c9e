"""From where a student is to where they want to be: little asked, all that was told used, one next step first."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.conftest import ROBOTS
from tests.conversations.reading import (
    cards,
    goal,
    labels,
    ladder,
    offers,
    plan_cost,
    plan_weeks,
    questions,
    reads,
    said,
    step_rows,
    steps,
)


def test_without_a_goal_it_asks_for_one(student: Student) -> None:
    reply = student.says("i want a better job")
    assert len(questions(reply)) == 1 or "pick a field" in said(reply)
    assert len(labels(reply)) >= 4
    assert offers(reply, "not sure") or offers(reply, "Skip")


def test_questions_come_one_at_a_time_with_choices_and_skip(student: Student) -> None:
    reply = student.says("i want to be a welder")
    asked = []
    for _ in range(4):
        if not offers(reply, "Skip"):
            break
        assert len(questions(reply)) <= 1, questions(reply)
        assert len(labels(reply)) >= 3
        asked.append(said(reply).splitlines()[-1])
        reply = student.presses("Skip")
        assert "welder" in goal(reply)
    assert 1 <= len(asked) <= 3
    assert len(set(asked)) == len(asked), f"asked twice: {asked}"


def test_nothing_is_asked_that_was_told(student: Student) -> None:
    reply = student.says(ROBOTS)
    assert not offers(reply, "Skip"), said(reply)
    assert not questions(reply)


def test_what_was_told_before_the_goal_counts(student: Student) -> None:
    student.says("i got my ged last year and im free 20 hours a week, evenings only")
    reply = student.says("i want to be a welder")
    assert "welder" in goal(reply)
    assert not offers(reply, "Skip"), said(reply)
    assert all("evening" in when or "online" in when for when in step_rows(reply, "When"))


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("about 12", "12"), ("12", "12"), ("12 hrs", "12"), ("maybe 12 a week", "12"), ("like twelve hours", "12")],
)
def test_hours_typed_in_any_way(asked_hours: Student, typed: str, hours: str) -> None:
    reply = asked_hours.says(typed)
    assert "welder" in goal(reply)
    assert f"{hours} hours" in said(asked_hours.says("show my plan"))


@pytest.mark.parametrize(
    "typed", ["no ged", "i dropped out", "nope never finished", "no diploma", "i droped out in 10th grade", "9th grade"]
)
def test_no_diploma_typed_in_any_way(student: Student, typed: str) -> None:
    student.says("i want to be a welder")
    reply = student.says(typed)
    first = steps(reply)[0]
    assert any(word in first for word in ("Basic Skills", "GED", "Basic Education", "High School")), first


@pytest.mark.parametrize("typed", ["yes i have my diploma", "graduated in 2019", "got my ged", "hs diploma"])
def test_a_diploma_typed_in_any_way(student: Student, typed: str) -> None:
    student.says("i want to be a welder")
    reply = student.says(typed)
    assert "welder" in goal(reply)
    assert not any(word in step for step in steps(reply) for word in ("GED", "High School Diploma"))


@pytest.mark.parametrize("typed", ["idk", "i dont know", "skip", "not sure", "no se", "doesnt matter"])
def test_not_knowing_is_an_answer(asked_hours: Student, typed: str) -> None:
    reply = asked_hours.says(typed)
    assert goal(reply)
    assert "how many hours" not in said(reply)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("nights", "evening"),
        ("after work", "evening"),
        ("saturdays", "weekend"),
        ("mornings", "day"),
        ("2nd shift so mornings only", "day"),
    ],
)
def test_times_typed_in_any_way(student: Student, typed: str, time: str) -> None:
    student.says("i want to be a nursing assistant, have my diploma, 20 hours a week")
    reply = student.says(typed)
    assert all(time in when or "online" in when for when in step_rows(reply, "When")), step_rows(reply, "When")


@pytest.mark.parametrize("typed", ["phlebotomy sounds good", "phlebotomy", "actually phlebotomist"])
def test_a_goal_named_in_the_middle_of_a_question_is_the_goal(student: Student, typed: str) -> None:
    student.says("i want something in health care, i have my ged")
    reply = student.says(typed)
    assert "phlebotom" in goal(reply)


def test_a_new_field_takes_the_place_of_the_old_goal(student: Student) -> None:
    student.says("i want to be a nurse, i have my diploma")
    student.says("actually no, i like computers more")
    reply = student.says("cybersecurity")
    assert "nurse" not in reads(reply)


def test_hours_make_the_plan_longer_not_dearer(student: Student) -> None:
    few = student.says("i want to be a robotics technician. hs diploma, 8 hours a week, evenings")
    many = student.says("actually i can do 30 hours a week")
    assert plan_weeks(many) < plan_weeks(few)
    assert "stays the same" not in said(many), "it takes less time now"


def test_where_one_worked_is_not_where_one_wants_to_go(student: Student) -> None:
    reply = student.says("laid off after 22 years at the power plant, 54 yrs old, what can i do now")
    assert "power plant operator" not in said(reply), said(reply)


def test_work_now_is_where_it_starts(student: Student) -> None:
    reply = student.says("i'm a forklift driver and want to be a cnc machinist, have my diploma")
    assert "forklift" in ladder(reply)["start_title"].lower()
    assert "machin" in goal(reply) or "cnc" in goal(reply)


def test_needs_bring_their_services(student: Student) -> None:
    reply = student.says("i want to be a medical assistant. no car and 2 kids. have hs diploma")
    text = reads(reply)
    assert "child care" in text
    assert "bus pass" in text or "shuttle" in text or "gas card" in text


def test_child_care_is_open_when_the_class_meets(student: Student) -> None:
    reply = student.says("i want to be a welder, kids are 5 and 7, ged, evenings only, 20 hours a week")
    assert "evening drop-in" in reads(reply)


def test_the_number_of_children_is_kept(student: Student) -> None:
    student.says("im a single mom w/ 2 kids, want to be a nursing assistant")
    student.says("who watches my kids")
    told = said(student.says("show my plan"))
    assert "2 " in told.split("child")[0][-6:], told


def test_times_of_work_are_not_times_for_class(student: Student) -> None:
    reply = student.says("i work nights at mcdonalds and want to be a welder, ged, 20 hours a week")
    assert all("evening" not in when for when in step_rows(reply, "When")), step_rows(reply, "When")


def test_what_blocks_is_named_with_the_nearest_plan(student: Student) -> None:
    reply = student.says("i want to be a registered nurse, hs diploma, i can only do weekends, 20 hours a week")
    assert "weekend" in said(reply)
    assert "registered nurse" in said(reply)
    assert "['" not in said(reply)
    assert "none" not in said(reply)
    assert ladder(reply), "the nearest plan"
    assert len(labels(reply)) >= 2, "a way on"


def test_a_goal_that_is_not_taught_here_says_so(student: Student) -> None:
    reply = student.says("i want to become a nurse practitioner, i have a diploma")
    assert "don't teach" in said(reply) or "bachelor" in said(reply)
    assert ladder(reply) or offers(reply, "person")


def test_a_goal_one_may_not_have_yet_for_age(student: Student) -> None:
    reply = student.says("im 17 and want to be a pharmacy technician, junior in high school")
    assert "18" in reads(reply)
    assert "could change" not in said(reply), "age is not a limit that one changes"


def test_no_certificate_asked_is_not_a_claim_to_be_qualified(student: Student) -> None:
    reply = student.says("i want to be a power plant operator")
    assert "you already have" not in said(reply), said(reply)


def test_a_nurse_who_hates_blood_is_not_left_alone(student: Student) -> None:
    reply = student.says("i want to be a nurse but i hate blood")
    assert cards(reply, "occupation") or any(card["ladder"] for card in reply["cards"]) or questions(reply), said(reply)
    assert len(labels(reply)) >= 2


def test_at_most_three_ladders_named_as_such(planned: Student) -> None:
    names = set(ladder(planned.replies[0])["names"])
    others = [label for label in labels(planned.replies[0]) if label in ("Fastest way", "Cheapest way", "Highest pay")]
    assert names & {"Fastest way to a better job", "Cheapest", "Highest pay"}
    assert len(others) <= 2


def test_free_is_said_as_free(student: Student) -> None:
    reply = student.says("i need my ged and then want to be a welder")
    if plan_cost(reply) == 0:
        assert "free" in reads(reply)


def test_preguntas_y_respuestas_en_espanol(student: Student) -> None:
    student.says("quiero ser soldador")
    student.says("no tengo diploma")
    reply = student.says("como 12 horas")
    assert reply["language"] == "es"
    assert "sold" in goal(reply)
    assert "12 horas" in said(student.says("muéstrame mi plan"))


def test_a_first_message_that_tells_everything_in_noisy_spanish(student: Student) -> None:
    reply = student.says(
        "ola nesesito ayuda, tengo 3 ijos y kiero estudiar algo de salud pero no se x donde empesar, "
        "no termine la prepa en mi pais y trabajo de noche limpiando oficinas"
    )
    assert (reply["topic"], reply["language"]) == ("next_step", "es")
    assert ladder(reply)["steps"]
    later = student.says("10 horas a la semana")
    assert later["outcome"] == "answered"
    assert "10 horas" in reads(student.says("ver mi plan"))


def test_a_field_that_is_wanted_is_noted_where_the_rest_is_not_understood(student: Student) -> None:
    """Nothing but the field can be read here; it is enough for a plan, and the reply counts as the plan's."""
    reply = student.says("hmm idk maybe studying something in healthcare blah blah whatever")
    assert reply["topic"] in ("next_step", "explore_interests")
    student.says("show my plan")
    assert ladder(student.replies[-1])["steps"]


@pytest.mark.parametrize(
    "words",
    [
        "how can i use the degree i got abroad, i need work quick and my money runs out in a month",
        "my degree is from another country and im out of money, what now",
    ],
)
def test_studies_abroad_and_money_that_runs_out_are_spoken_of_before_a_goal_is_known(student: Student, words: str) -> None:
    told = reads(student.says(words))
    assert "evaluation" in told
    assert "emergency grant" in told
