"""The plan in hand in less time."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import goal, ladder, said


@pytest.mark.parametrize("words", ["faster", "that takes too long", "whats the quickest way", "need it quicker"])
def test_the_first_better_job_comes_sooner_or_it_says_that_it_cannot(student: Student, words: str) -> None:
    student.says("i want to be a welder, no diploma, 20 hours a week, daytime")
    cheap = student.says("cheaper")
    reply = student.says(words)
    assert reply["topic"] == "faster"
    assert "welder" in goal(reply)
    first_better = next(i for i, step in enumerate(ladder(reply)["steps"], 1) if step["exits"])
    before = next(i for i, step in enumerate(ladder(cheap)["steps"], 1) if step["exits"])
    weeks = [sum(s["weeks"] for s in ladder(r)["steps"][:n]) for r, n in ((reply, first_better), (cheap, before))]
    assert weeks[0] <= weeks[1]
    assert weeks[0] < weeks[1] or "fastest" in said(reply)


def test_the_fastest_already_says_so(planned: Student) -> None:
    assert "fastest" in said(planned.says("faster"))


def test_mas_rapido(planned_es: Student) -> None:
    reply = planned_es.says("más rápido")
    assert (reply["topic"], reply["language"]) == ("faster", "es")
