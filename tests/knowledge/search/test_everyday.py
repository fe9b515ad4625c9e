"""Everyday words find work that its trade writes of in others, and other words are left alone."""

from __future__ import annotations

import pytest

from knowledge.search.everyday import with_trade_words


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("the person who puts people to sleep in surgery", "anesthesiologist"),
        ("whoever puts you under", "anesthesiologist"),
        ("takes x-rays", "radiologic technologist"),
        ("cleans people's teeth", "dental hygienist"),
        ("drives 18 wheelers", "truck driver"),
        ("answers 911 calls", "dispatcher"),
        ("a kids doctor", "pediatrician"),
        ("types everything they say in court", "court reporter"),
    ],
)
def test_the_words_of_the_trade_are_added(said: str, means: str) -> None:
    told = with_trade_words(said)
    assert told.startswith(said)
    assert means in told


@pytest.mark.parametrize(
    "said",
    [
        "welder",
        "puts fires out",
        "put the trash out",
        "puts dogs to sleep",
        "works the nights and sleeps all day",
        "i have two kids, drive a truck",
        "loves kids, drawing",
        "eye drops and glasses",
        "bone dry",
        "ex construction worker",
        "jobs for felons",
        "jobs for ex-cons",
        "semi-retired",
        "semi-skilled factory work",
        "who is hiring people without a diploma",
        "operate on a schedule",
        "opens a restaurant up",
        "work from home after surgery",
        "fixes dents on cars after an accident",
        "new handyman work",
        "with student loans and work from home",
        "shrink wrap machine operator",
        "i wear braces",
        "pay my taxes",
        "my kids are in foster care",
    ],
)
def test_nothing_is_added_to_what_means_something_else(said: str) -> None:
    assert with_trade_words(said) == said
