"""Where a fact comes from, and how old it is."""

from __future__ import annotations

import pytest

from tests.app import Student
from tests.conversations.reading import publishers, said


@pytest.mark.parametrize("words", ["where do you get these numbers", "says who", "how old is that info", "de dónde sale eso"])
def test_the_sources_by_name_and_date(planned: Student, words: str) -> None:
    reply = planned.says(words)
    assert reply["topic"] == "ask_source"
    assert "U.S. Bureau of Labor Statistics" in publishers(reply)
    assert all(source["as_of"] for source in reply["sources"])
    assert "bureau of labor statistics" in said(reply) or "estadísticas laborales" in said(reply)


def test_that_the_college_is_invented_is_part_of_the_answer(planned: Student) -> None:
    reply = planned.says("where do you get these numbers")
    assert any(source["demonstration"] for source in reply["sources"]) or "demonstration" in said(reply)
