"""Typing mistakes and text-speak are bridged; what is right, foreign or a name of a person is left alone."""

from __future__ import annotations

import pytest

from bot.nlu.spelling import MENDED, Mended, Speller, textspeak
from knowledge.search.sound import sound
from tests.nlu.linked import pipeline


def mended(text: str) -> str:
    return str(pipeline()(text).user_data[MENDED].text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cna progam", "cna program"),
        ("wat abt u", "what about you"),
        ("wanna be a weldr", "want to be a welder"),
        ("do u teech fleebotomy", "do you teach phlebotomy"),
        ("elektrishun sertificate", "electrician certificate"),
        ("nursin skool", "nursing school"),
        ("mom w/ kids w/o a car", "mom with kids without a car"),
        ("evenings n wknds", "evenings and weekends"),
        ("10 hrs a wk", "10 hours a week"),
        ("plummer", "plumber"),
        ("kiero ser soldador xfa", "quiero ser soldador por favor"),
    ],
)
def test_it_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "hr assistant",  # human resources
        "x-ray tech",
        "ya tengo mi ged",
        "solo llegue al noveno grado",
        "my friend Kayleigh said ok",
        "asap",
        "401 k",
        "trabaje en una tienda",
    ],
)
def test_it_is_left_alone(text: str) -> None:
    assert mended(text) == text


def test_units_count_only_after_a_number() -> None:
    assert mended("15/hr") == "15/hour"
    assert mended("hr job") == "hr job"


def test_some_words_count_only_alone() -> None:
    assert mended("ya") == "yes"
    assert mended("ya no quiero") == "ya no quiero"


def test_every_short_form_stands_for_words() -> None:
    for section in ("always", "after_number", "alone"):
        for short, meant in textspeak(section).items():
            assert meant.lower() not in ("true", "false", "none"), short  # what YAML makes of a bare yes


@pytest.mark.parametrize(
    ("heard", "right"),
    [("fleebotomy", "phlebotomy"), ("elektrishun", "electrician"), ("teknishun", "technician"), ("nite", "knight")],
)
def test_words_that_sound_the_same_have_one_key(heard: str, right: str) -> None:
    assert sound(heard) == sound(right)


def test_the_nearer_word_wins_then_the_more_usual_one() -> None:
    speller = Speller({"teach": 1, "tech": 50, "welding": 9, "wedding": 1})
    assert speller.correct("teech") == "teach"
    assert speller.correct("weldingg") == "welding"


def test_a_place_in_the_mended_text_is_found_in_what_was_typed() -> None:
    text: Mended = pipeline()("idk abt it").user_data[MENDED]
    at = text.text.index("about")
    assert text.as_typed(at, at + 5) == (4, 7)
