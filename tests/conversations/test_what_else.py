"""Further or different options."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import labels, reads, steps


def test_another_ladder(planned: Student) -> None:
    before = planned.replies[-1]
    reply = planned.says("what else")
    assert reply["topic"] == "what_else"
    drawn = [card for card in reply["cards"] if card["ladder"]]
    assert not drawn or steps(reply) != steps(before)
    assert reply["cards"], "other ladders or other work"


def test_when_ladders_run_out_other_work_of_the_field(planned: Student) -> None:
    seen = [planned.says("what else") for _ in range(4)]
    assert all(reply["cards"] for reply in seen)
    assert all(len(reply["cards"]) <= 5 for reply in seen)


@pytest.mark.parametrize("words", ["what else", "show me more", "anything else?", "more options", "que mas hay"])
def test_the_next_of_a_list(student: Student, words: str) -> None:
    first = {card["title"] for card in student.says("classes in construction")["cards"]}
    more = {card["title"] for card in student.says(words)["cards"]}
    assert more
    assert not first & more


def test_a_list_ends_kindly(student: Student) -> None:
    student.says("do you have welding at night")
    for _ in range(6):
        reply = student.says("more")
        assert labels(reply)
        assert reply["outcome"] != "error_internal"


def test_without_anything_it_offers_ways(student: Student) -> None:
    reply = student.says("what else")
    assert len(labels(reply)) >= 2
    assert "$" not in reads(reply)
