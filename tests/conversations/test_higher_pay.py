"""The plan in hand towards better pay."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import ladder, said


@pytest.mark.parametrize(
    "words", ["which one pays the most", "i want to make more money", "the highest paying one", "el que pague mejor"]
)
def test_it_pays_more_at_the_end_or_says_that_nothing_does(planned: Student, words: str) -> None:
    before = ladder(planned.replies[-1])["steps"][-1]["pay_after"]
    reply = planned.says(words)
    assert reply["topic"] == "higher_pay"
    assert ladder(reply)["steps"][-1]["pay_after"] > before or "best pay" in said(reply) or "mejor pago" in said(reply)
    assert any("Bureau of Labor Statistics" in source["publisher"] for source in reply["sources"])


def test_by_the_button(planned: Student) -> None:
    reply = planned.presses("Highest pay")
    assert "Highest pay" in ladder(reply)["names"]
