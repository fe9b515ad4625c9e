"""Spanish or English, whenever the student likes."""

from __future__ import annotations

from tests.app import Student
from tests.conversations.reading import goal, said


def test_into_spanish_with_the_plan_in_hand(planned: Student) -> None:
    reply = planned.says("en español por favor")
    assert reply["language"] == "es"
    shown = planned.says("show my plan")
    assert "robótica" in goal(shown)
    assert "10 horas" in said(shown)


def test_and_back(planned_es: Student) -> None:
    reply = planned_es.says("english please")
    assert reply["language"] == "en"
    assert "robotics" in goal(planned_es.says("show my plan"))


def test_spanish_is_answered_in_spanish_without_asking(student: Student) -> None:
    for words in ("hola", "quiero ser plomero", "no tengo diploma", "12 horas", "gracias"):
        reply = student.says(words)
        assert reply["language"] == "es", words


def test_words_of_both_languages_do_not_turn_it_over(planned_es: Student) -> None:
    for words in ("CPT", "ok", "FAFSA", "no", "cna"):
        assert planned_es.says(words)["language"] == "es", words


def test_an_english_word_in_spanish_stays_spanish(student: Student) -> None:
    assert student.says("quiero una clase de welding en la noche")["language"] == "es"
