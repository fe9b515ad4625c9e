"""Six interests from a student's answers, and the work that is shaped like them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.interest_items import answer_in, item, items
from knowledge.riasec import (
    GOOD_FIT,
    LETTERS,
    ROUNDS,
    Liking,
    fit,
    in_rounds,
    planned,
    profile_of,
    scores,
    strongest,
    undecided,
)

USUAL = ROUNDS * len(LETTERS)
LEAST = 12
likings = st.sampled_from(list(Liking))
all_answers = st.fixed_dictionaries({one.id: likings for one in items()})
six = st.fixed_dictionaries({letter: st.floats(0, 7) for letter in LETTERS})


def first(number: int) -> list[str]:
    """Ids of the first questions that everyone is asked."""
    return [one.id for one in planned({}, items())[:number]]


def only_likes(letters: str, among: int = USUAL) -> dict[str, Liking]:
    """The answers of a student who likes what belongs to these letters and nothing else."""
    asked = planned({}, items())[:among]
    return {one.id: Liking.LIKE if one.letter in letters else Liking.DISLIKE for one in asked}


# the questions


def test_five_questions_of_each_letter_in_two_languages() -> None:
    assert len(items()) == 30
    assert sorted(one.letter for one in items()) == sorted(LETTERS * 5)
    assert len({one.id for one in items()} | {one.text for one in items()} | {one.text_es for one in items()}) == 90


def test_a_question_is_short_and_begins_with_something_to_do() -> None:
    for one in items():
        assert len(one.text.split()) <= 13, one.text
        assert len(one.text_es.split()) <= 15, one.text_es
        assert one.text[0].isupper()
        assert one.text[-1] not in ".?", one.text


def test_every_six_questions_hold_each_letter_once() -> None:
    asked = planned({}, items())
    assert len(asked) == USUAL
    for start in range(0, USUAL, 6):
        assert {one.letter for one in asked[start : start + 6]} == set(LETTERS)


# scores


@given(all_answers, st.randoms())
def test_the_order_of_the_answers_does_not_matter(answers: dict[str, Liking], chance: random.Random) -> None:
    mixed = list(answers.items())
    chance.shuffle(mixed)
    assert scores(dict(mixed), items()) == scores(answers, items())
    assert planned(dict(mixed), items()) == planned(answers, items())


@given(all_answers)
def test_a_further_like_never_lowers_its_letter(answers: dict[str, Liking]) -> None:
    before = scores(answers, items())
    for one in items()[:6]:
        after = scores(answers | {one.id: Liking.LIKE}, items())
        assert after[one.letter] >= before[one.letter]


@pytest.mark.parametrize("liking", list(Liking))
@pytest.mark.parametrize("number", [LEAST, USUAL])
def test_the_same_answer_to_all_tells_nothing(liking: Liking, number: int) -> None:
    found = scores(dict.fromkeys(first(number), liking), items())
    assert strongest(found) == ""
    assert all(fit(found, profile_of(letters)) == 0 for letters in ("R", "SIA", "CE"))


def test_the_same_answer_to_all_asks_nothing_further() -> None:
    assert len(planned(dict.fromkeys(first(USUAL), Liking.LIKE), items())) == USUAL


@pytest.mark.parametrize("letters", ["R", "S", "IA", "EC", "RIC"])
@pytest.mark.parametrize("number", [LEAST, USUAL])
def test_what_is_liked_stands_out(letters: str, number: int) -> None:
    found = scores(only_likes(letters, number), items())
    assert set(strongest(found)) == set(letters)
    assert fit(found, profile_of(letters)) >= GOOD_FIT


def test_the_most_liked_stands_first() -> None:
    answers = only_likes("S") | {key: Liking.UNSURE for key in first(USUAL) if (one := item(key)) and one.letter == "A"}
    assert strongest(scores(answers, items())) == "SA"


def test_too_few_answers_tell_nothing() -> None:
    assert strongest(scores(dict.fromkeys(first(5), Liking.LIKE), items())) == ""
    assert fit({"R": 1.0}, profile_of("R")) == 0


# ties


def test_a_tie_for_the_third_place_asks_more_of_the_tied_letters_alone() -> None:
    answers = only_likes("RISA")
    assert set(undecided(scores(answers, items()))) == set("RISA")
    further = planned(answers, items())[USUAL:]
    assert {one.letter for one in further} == set("RISA")
    assert len(further) == 4


def test_a_tie_that_is_broken_asks_no_more() -> None:
    answers = only_likes("RISA")
    further = planned(answers, items())[USUAL:]
    answers |= {one.id: Liking.DISLIKE if one.letter == "A" else Liking.LIKE for one in further}
    assert set(strongest(scores(answers, items()))) == set("RIS")
    assert len(planned(answers, items())) == USUAL + 4


@given(all_answers)
def test_never_more_than_thirty_and_never_one_twice(answers: dict[str, Liking]) -> None:
    asked = [one.id for one in planned(answers, items())]
    assert USUAL <= len(asked) <= 30
    assert len(set(asked)) == len(asked)


@given(all_answers)
def test_at_most_four_letters_stand_out_and_each_above_the_mean(answers: dict[str, Liking]) -> None:
    found = scores(answers, items())
    letters = strongest(found)
    assert len(letters) <= 4
    assert all(found[letter] > sum(found.values()) / 6 for letter in letters)
    assert [found[x] for x in letters] == sorted((found[x] for x in letters), reverse=True)


# fit


@given(six, six)
def test_fit_lies_between_one_and_minus_one_and_is_the_same_both_ways(a: dict[str, float], b: dict[str, float]) -> None:
    assert -1.000001 <= fit(a, b) <= 1.000001
    assert fit(a, b) == pytest.approx(fit(b, a))


def test_fit_looks_at_the_shape_and_not_at_how_much_is_liked() -> None:
    shy = {"R": 0.5, "I": 0.3, "A": 0.0, "S": 0.0, "E": 0.0, "C": 0.2}
    eager = {letter: 0.4 + score for letter, score in shy.items()}
    profile = {"R": 6.5, "I": 4.0, "A": 1.2, "S": 1.5, "E": 2.1, "C": 3.9}
    assert fit(shy, profile) == pytest.approx(fit(eager, profile))
    assert fit(shy, profile) > GOOD_FIT


def test_opposite_interests_do_not_fit() -> None:
    assert fit(profile_of("RIC"), profile_of("SAE")) < 0


def test_one_s_own_profile_fits_best() -> None:
    everyone = in_rounds(items())
    found = scores({one.id: Liking.LIKE if one.letter in "SA" else Liking.UNSURE for row in everyone for one in row}, items())
    ranked = sorted(["R", "SA", "EC", "IC", "RI"], key=lambda letters: -fit(found, profile_of(letters)))
    assert ranked[0] == "SA"


# typed answers


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("like", "like"),
        ("Yes!", "like"),
        ("yeah i like that", "like"),
        ("i'd love to", "like"),
        ("yeah i think i would really like doing that a lot", "like"),
        ("Sí, me gustaría", "like"),
        ("no", "dislike"),
        ("nope not for me", "dislike"),
        ("i don't like that", "dislike"),
        ("I hate it", "dislike"),
        ("i would hate that", "dislike"),
        ("no, I don't really like that kind of thing", "dislike"),
        ("no es para mí", "dislike"),
        ("no me gusta", "dislike"),
        ("not sure", "unsure"),
        ("idk maybe", "unsure"),
        ("yes and no", "unsure"),
        ("i like it but it's boring", "unsure"),
        ("No sé", "unsure"),
        ("más o menos", "unsure"),
        ("stop", "stop"),
        ("that's enough", "stop"),
        ("ya no quiero", "stop"),
    ],
)
def test_typed_answers(typed: str, meant: str) -> None:
    assert answer_in(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "how much does a welder make",
        "is there child care?",
        "no, what does it pay?",
        "i want to be a nurse",
        "notebook",
        "i like computers and i hate math and i also like dogs a lot",
        "i like fixing cars",
        "like fixing things",
        "i hate desks",
        "no desk jobs",
        "no money for school",
        "no problem",
        "ok what jobs pay the most",
        "next week is better",
        "me gusta arreglar carros",
        "odio las oficinas",
        "para mí",
        "really",
    ],
)
def test_what_is_no_answer(typed: str) -> None:
    assert answer_in(typed) is None
