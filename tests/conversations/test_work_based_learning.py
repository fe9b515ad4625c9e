"""Learning at work, with employers by name."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import a_person_is_near, cards, reads, said


@pytest.mark.parametrize(
    ("words", "employer"),
    [
        ("any electrician apprenticeships", "Millbrook Valley Building Trades Training Center"),
        ("i want a paid machinist apprenticeship", "Hollis and Finch Precision"),
        ("internships in robotics", "Ternhollow Automation"),
        ("hay aprendizajes de plomero", "Millbrook Valley Building Trades Training Center"),
    ],
)
def test_the_employer_that_offers_it(student: Student, words: str, employer: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "work_based_learning"
    assert employer in cards(reply, "employer"), cards(reply, "employer")
    assert "demonstra" in reads(reply) or "demostra" in reads(reply)
    assert a_person_is_near(reply)


def test_an_employer_named_is_the_one_shown(student: Student) -> None:
    assert cards(student.says("does oxbow drive systems take apprentices"), "employer") == ["Oxbow Drive Systems"]


def test_no_spot_is_promised(student: Student) -> None:
    assert "isn't a sure spot" in said(student.says("apprenticeships for welding")) or "choose" in said(student.replies[-1])


def test_pay_and_how_to_apply(student: Student) -> None:
    text = reads(student.says("electrician apprenticeship"))
    assert "an hour" in text
    assert "apply" in text


def test_in_mid_plan_it_is_about_the_goal(planned: Student) -> None:
    reply = planned.says("can i get paid while i learn this")
    assert reply["topic"] == "work_based_learning"
    assert "Ternhollow Automation" in cards(reply, "employer")
