"""From likes and dislikes to work worth a look."""

from __future__ import annotations

import pytest

from knowledge.catalog import Catalog
from tests.app import Student
from tests.conversations.reading import cards, labels, offers, questions, reads, said


def test_one_question_first(student: Student) -> None:
    reply = student.says("i have no idea what i want to be")
    assert reply["topic"] == "explore_interests"
    assert len(questions(reply)) == 1 or "for example" in said(reply)
    assert offers(reply, "Skip")
    assert offers(reply, "hands")


def test_an_answer_in_words(student: Student) -> None:
    student.says("i have no idea what i want to be")
    reply = student.says("helping people i guess")
    assert cards(reply, "occupation")
    assert "helping people" in said(reply)


def test_a_pressed_answer(student: Student) -> None:
    student.says("i have no idea what i want to be")
    reply = student.presses("Be outside")
    assert 3 <= len(cards(reply, "occupation")) <= 5


def test_what_is_hated_is_left_out(student: Student) -> None:
    reply = student.says("i love fixing things but i hate being outside and heights")
    assert reply["topic"] == "explore_interests"
    assert "Electrical lineworker" not in cards(reply, "occupation")
    assert "Wind turbine technician" not in cards(reply, "occupation")


def test_a_later_dislike_changes_the_list(student: Student) -> None:
    first = student.says("i like computers")
    later = student.says("but no desk job")
    assert cards(later, "occupation")
    assert cards(first, "occupation") != cards(later, "occupation")


def test_only_a_dislike_still_gives_ideas(student: Student) -> None:
    reply = student.says("i just know i hate working with computers")
    assert cards(reply, "occupation") or questions(reply), said(reply)


def test_each_idea_says_why_and_leads_on(student: Student) -> None:
    reply = student.says("i like working with kids")
    assert "children" in said(reply) or "kids" in said(reply)
    assert any("Fits" in (card["text"] or "") for card in reply["cards"])
    plan = student.presses("Steps to")
    assert plan["topic"] == "next_step"


def test_more_ideas_on_request(student: Student) -> None:
    first = cards(student.says("i like to drive and be on my own"), "occupation")
    more = cards(student.says("what else"), "occupation")
    assert more
    assert not set(first) & set(more)


def test_skip_is_no_dead_end(student: Student) -> None:
    student.says("i have no idea what i want to be")
    reply = student.presses("Skip")
    assert len(labels(reply)) >= 2


def test_these_are_ideas_and_no_verdict(student: Student) -> None:
    assert "ideas" in said(student.says("i like working with my hands"))


def test_en_espanol(student: Student) -> None:
    reply = student.says("me gusta cocinar y trabajar con gente")
    assert (reply["topic"], reply["language"]) == ("explore_interests", "es")
    assert "cocin" in reads(reply)


def test_where_nothing_fits_it_says_so(student: Student) -> None:
    reply = student.says("i like animals")
    assert "don't have any work here with: animals" in said(reply)
    assert not cards(reply, "occupation")
    assert len(labels(reply)) >= 2


def test_what_fits_no_work_is_named_beside_what_does(student: Student) -> None:
    reply = student.says("i like animals and being outside")
    assert "don't have any work here with: animals" in said(reply)
    assert "because you said being outside" in said(reply)


@pytest.mark.parametrize(
    "words", ["i like computers and working alone", "i like working with numbers and computers", "i like working with machines"]
)
def test_shrinking_work_comes_last_and_is_named(student: Student, catalog: Catalog, words: str) -> None:
    shrinking = {o.name for o in catalog.occupations.values() if o.outlook.growth_percent < 0}
    shown = cards(student.says(words), "occupation")
    shown += cards(student.says("what else"), "occupation")
    assert shown
    assert [title in shrinking for title in shown] == sorted(title in shrinking for title in shown)
