"""The state a student tells, however it is written, and no state where a job or a word is meant."""

from __future__ import annotations

import pytest

from bot.nlu.linking.states import find_states


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Ohio", "OH"),
        ("ca", "CA"),
        ("i live in CA", "CA"),
        ("i live in west virginia, near the river", "WV"),
        ("vivo en Nueva York", "NY"),
        ("is there a school for that in north carolina", "NC"),
        ("somewhere near Washington DC", "DC"),
        ("Dayton, OH", "OH"),
    ],
)
def test_a_state_is_heard(words: str, state: str) -> None:
    assert [found.value for found in find_states(words)] == [state]


@pytest.mark.parametrize(
    "words",
    [
        "how do i get started in IT",
        "i want to be a PA or an MA",
        "HELP ME FIND WORK IN IT OR HR",
        "my name is Virginia and i need help",
        "ok what do i do",
        "i got my AA in 2020",
    ],
)
def test_no_state_is_heard(words: str) -> None:
    assert list(find_states(words)) == []


def test_it_stands_where_it_was_typed() -> None:
    (found,) = find_states("programs in Texas please")
    assert "programs in Texas please"[found.start : found.end] == "Texas"
