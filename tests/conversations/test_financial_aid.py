"""Paying for college."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import a_person_is_near, cards, offers, publishers, reads, said


def test_where_to_begin(student: Student) -> None:
    reply = student.says("how am i gonna pay for school")
    assert (reply["topic"], reply["outcome"]) == ("financial_aid", "answered")
    assert "fafsa" in said(reply)
    assert len(cards(reply, "service")) <= 5


def test_the_pell_grant_s_own_figure(student: Student) -> None:
    reply = student.says("how much is the pell grant")
    assert "$7,395" in said(reply)
    assert any("Federal Student Aid" in publisher for publisher in publishers(reply))


def test_a_felony_and_the_pell_grant(student: Student) -> None:
    reply = student.says("can i get pell grant with a felony")
    assert reply["topic"] == "financial_aid"
    assert "conviction" in said(reply) or "felony" in said(reply), "the question itself is answered first"


@pytest.mark.parametrize(
    ("words", "aid"),
    [
        ("im a vet with gi bill", "gi bill"),
        ("can i get a loan", "loan"),
        ("work study", "work-study"),
        ("can i get aid without a diploma", "ability to benefit"),
        ("scholarships for single moms", "single parent"),
        ("hay becas para indocumentados", "open doors"),
        ("is there a payment plan", "payment plan"),
    ],
)
def test_the_aid_meant(student: Student, words: str, aid: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "financial_aid"
    assert aid in reads(reply)


def test_nothing_is_promised(student: Student) -> None:
    text = said(student.says("will the pell grant pay for everything"))
    assert "guarantee" not in text
    assert "who can use it" in reads(student.replies[-1]) or "need" in text


def test_dates_are_one_press_away(student: Student) -> None:
    student.says("how do i get financial aid")
    assert offers(student.replies[-1], "Dates")
    assert "2027" in reads(student.presses("Dates"))
    assert a_person_is_near(student.replies[-1])


def test_aid_for_the_plan_in_hand(planned: Student) -> None:
    reply = planned.says("how can i pay for this")
    assert reply["topic"] == "financial_aid"
    assert reply["sources"]


def test_a_veteran_s_own_aid_comes_into_the_plan(student: Student) -> None:
    reply = student.says("was a 91B in the army 6 yrs, have my gi bill. want to be a diesel mechanic")
    assert "gi bill" in reads(reply)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("does a felony stop me from getting pell", "does not stop a pell grant"),
        ("i got a drug charge on my record, can i still get the pell grant", "drug convictions do not count"),
        ("tengo antecedentes penales, ¿me dan la beca pell?", "no te quita la beca pell"),
    ],
)
def test_a_conviction_is_answered_directly_and_with_its_source(student: Student, words: str, answer: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "financial_aid"
    assert answer in "\n".join(reply["messages"][:1]).lower()
    assert any("criminal convictions" in source["title"] for source in reply["sources"])
