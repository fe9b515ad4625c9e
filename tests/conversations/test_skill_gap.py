"""From one job to another, where only the pack is known: near jobs by what it says work leads to; nothing made up."""

from __future__ import annotations

import pytest

from knowledge.catalog import Catalog
from tests.app import Student
from tests.conversations.reading import a_person_is_near, cards, labels, pay, questions, said


@pytest.mark.parametrize(
    "words",
    [
        "what can i do next from warehouse worker",
        "i'm a warehouse worker, which better paid jobs are close to what i do",
        "soy almacenista, ¿qué trabajo mejor pagado queda cerca del mío?",
    ],
)
def test_near_jobs_of_the_work_named(student: Student, catalog: Catalog, words: str) -> None:
    reply = student.says(words)
    assert reply["topic"] == "skill_gap", said(reply)
    leads_to = [catalog.occupations[key] for key in catalog.occupations["warehouse-worker"].advances_to]
    assert set(cards(reply, "occupation")) & {name for job in leads_to for name in (job.name, job.name_es)}


def test_each_near_job_says_what_it_pays(student: Student, catalog: Catalog) -> None:
    reply = student.says("what can i do next from warehouse worker")
    by_name = {job.name: key for key, job in catalog.occupations.items()}
    assert cards(reply, "occupation")
    for title in cards(reply, "occupation"):
        assert pay(by_name[title]) in said(reply)


def test_without_any_work_it_asks_for_the_present_one(student: Student) -> None:
    reply = student.says("which of my skills carry over to another job")
    assert questions(reply) == ["What work do you do now, or did you do last?"]
    reply = student.says("warehouse worker")
    assert reply["topic"] == "skill_gap"
    assert cards(reply, "occupation")


def test_the_present_work_is_no_wish_for_it(student: Student) -> None:
    student.says("which of my skills carry over to another job")
    student.says("warehouse worker")
    assert not any(card["ladder"] for card in student.says("show my plan")["cards"]), "no plan to what one does already"


def test_where_no_ratings_were_imported_it_does_not_compare(student: Student) -> None:
    reply = student.says("what skills carry over from cook to welder")
    assert reply["topic"] == "skill_gap"
    assert reply["outcome"] == "unanswerable_unknown"
    assert "carry over" not in said(reply)
    assert a_person_is_near(reply)
    assert any(label.startswith("Steps to: Welder") for label in labels(reply))


def test_a_side_question_leaves_the_question_open(student: Student) -> None:
    student.says("which of my skills carry over to another job")
    reply = student.says("how much do welders make")
    assert reply["topic"] == "occupation_info"
    assert questions(reply) == ["What work do you do now, or did you do last?"]


def test_a_cry_for_help_is_heard_in_the_middle_of_it(student: Student) -> None:
    student.says("which of my skills carry over to another job")
    assert student.says("i want to end my life")["topic"] == "crisis"
