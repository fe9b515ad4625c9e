"""Everyday words find work that its trade writes of in others."""

from __future__ import annotations

import pytest

from knowledge.search.everyday import with_trade_words


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("the person who puts people to sleep in surgery", "anesthesiologist"),
        ("whoever puts you under", "anesthesiologist"),
        ("takes x-rays", "radiologic technologist"),
        ("drives 18 wheelers", "truck driver"),
        ("answers 911 calls", "dispatcher"),
    ],
)
def test_the_words_of_the_trade_are_added(said: str, means: str) -> None:
    told = with_trade_words(said)
    assert told.startswith(said)
    assert means in told


@pytest.mark.parametrize("said", ["puts dogs to sleep, the pet doctor", "works the nights and sleeps all day", "welder"])
def test_nothing_is_added_that_was_not_meant(said: str) -> None:
    assert "anesthesiologist" not in with_trade_words(said)
