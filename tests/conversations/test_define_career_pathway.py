"""What a career pathway is, and how others have built theirs."""

from __future__ import annotations

from tests.app import Student
from tests.conversations.reading import publishers, reads, said


def test_the_law_is_its_source(student: Student) -> None:
    reply = student.says("what is a career pathway")
    assert "United States Congress" in publishers(reply)
    assert "small steps" in reads(reply)


def test_personal_and_organizational_paths_are_told_apart(student: Student) -> None:
    text = reads(student.says("whats the difference between a personal path and an organizational path"))
    assert "your own plan" in text
    assert "manager" in text


def test_the_six_practices_of_amtec(student: Student) -> None:
    reply = student.says("tell me about the amtec model")
    text = reads(reply)
    for practice in (
        "employer engagement",
        "transformation",
        "support services",
        "partnerships",
        "continuous improvement",
        "sustainability",
    ):
        assert practice in text, practice
    assert "automotive" in text
    assert any("Automotive Manufacturing" in publisher for publisher in publishers(reply))


def test_the_lessons_of_ncee(student: Student) -> None:
    text = reads(student.says("what did ncee learn about career pathways around the world"))
    for lesson in ("econom", "security", "skills frameworks", "whole life"):
        assert lesson in text, lesson


def test_vicksburg(student: Student) -> None:
    text = reads(student.says("what about that school district in vicksburg mississippi"))
    assert "academies" in text
    assert "entrepreneur" in text


def test_from_the_words_to_a_plan(student: Student) -> None:
    student.says("what even is a career pathway")
    reply = student.presses("Steps to a job")
    assert "work" in said(reply)
    assert reply["choices"]


def test_en_espanol(student: Student) -> None:
    reply = student.says("¿qué es una trayectoria profesional?")
    assert (reply["topic"], reply["language"]) == ("define_career_pathway", "es")
    assert "pasos pequeños" in reads(reply)
