"""From one job to another with the open data: the gap, and the jobs that are near."""

from __future__ import annotations

from tests.app import Student
from tests.conversations.opendata.test_work_in_full import rows
from tests.conversations.reading import Reply, cards, labels, questions, reads, said


def near(student: Student) -> Reply:
    return student.says("what can i do next from security guard")


def test_the_near_jobs_pay_more_and_are_at_most_one_step_up(student: Student) -> None:
    reply = near(student)
    assert reply["topic"] == "skill_gap"
    assert "Night Rangers" in cards(reply, "occupation")
    assert "Chief Wardens" not in cards(reply, "occupation"), "two zones up"
    assert "Sleep Nurses" not in cards(reply, "occupation"), "three zones up"
    assert "not a promise" in said(reply)
    assert reply["sources"]


def test_the_raise_is_the_difference_of_the_two_medians(student: Student) -> None:
    # the pack's own pay of a guard counts, since it is what the student is shown for that work
    shown = next(
        row["value"]
        for row in student.says("how much does a security guard make")["cards"][0]["rows"]
        if row["label"] == "Pay (U.S.)"
    )
    middle = int(shown.split()[0].strip("$").replace(",", ""))
    assert f"$50,200 a year, ${50_200 - middle:,} more" in said(near(student))


def test_what_carries_over_is_one_press_away(student: Student) -> None:
    near(student)
    reply = student.presses("What carries over: Night Rangers")
    assert "from security guard to night rangers: of 4 main things that work asks for, 2 carry over" in said(reply)
    assert "to learn: computers and electronics" in said(reply)
    assert any(
        value.startswith("computers and electronics: your job uses a little, this one a lot") for value in rows(reply, "To learn")
    )
    assert rows(reply, "Tools to learn") == ["Night Map Maker"]
    assert "not you" in said(reply)


def test_what_is_not_taught_here_is_said_in_the_gap_too(student: Student) -> None:
    near(student)
    assert "don't know of a program here" in said(student.presses("What carries over: Night Rangers"))


def test_classes_that_lead_there_are_named(student: Student) -> None:
    reply = student.says("what skills carry over from security guard to registered nurse")
    assert "medicine and dentistry" in said(reply)
    assert "classes here that lead to registered nurse" in said(reply)
    assert any(label.startswith("Steps to: Registered nurse") for label in labels(reply))


def test_work_that_nobody_rated_is_not_compared(student: Student) -> None:
    reply = student.says("what skills carry over from security guard to welder")
    assert "nobody has published skill ratings for welder" in said(reply)
    assert reply["outcome"] == "unanswerable_unknown"


def test_without_the_present_work_it_is_asked_for(student: Student) -> None:
    student.says("what does a registered nurse do")
    reply = student.presses("What skills carry over")
    assert questions(reply) == ["What work do you do now, or did you do last?"]
    reply = student.says("security guard")
    assert "from security guard to registered nurse" in said(reply)


def test_the_work_that_was_told_is_not_asked_again(student: Student) -> None:
    student.says("i'm a security guard and i want to be a welder, i have my ged")
    student.says("skip")
    student.says("skip")
    student.says("what does a registered nurse do")
    assert "from security guard to registered nurse" in said(student.presses("What skills carry over"))


def test_pay_that_was_told_counts_rather_than_the_middle(student: Student) -> None:
    student.says("i'm a security guard and i make 49000 a year")
    reply = student.says("what can i do next from security guard")
    assert "$1,200 more" in said(reply), said(reply)


def test_moving_up_at_work_offers_the_near_roles(student: Student) -> None:
    reply = student.says("i'm a security guard and my company pays for school. how do i move up at my job")
    assert reply["topic"] == "organizational_path"
    assert "Night Rangers" in labels(reply), labels(reply)


def test_in_spanish(student: Student) -> None:
    reply = student.says("soy guardia de seguridad, ¿a qué trabajo puedo pasar que pague más?")
    assert (reply["topic"], reply["language"]) == ("skill_gap", "es")
    assert "night rangers" in reads(reply)
    assert "no una promesa" in said(reply)
