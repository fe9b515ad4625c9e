"""Holland's six interests: answers to the interest questions to scores, and scores to the work whose profile is shaped like them.

A student's six scores and an occupation's six are compared by their correlation, as O*NET's own interest tools do (McCloy,
Campbell, Oswald, Lewis and Rivkin, "Linking Client Assessment Profiles to O*NET Occupational Profiles", National Center for O*NET
Development, 1999): what counts is which interests stand out, not how much a person says "like".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

LETTERS = "RIASEC"
# The correlation of six pairs that chance gives to one person in ten (one-sided, four degrees of freedom).
GOOD_FIT = 0.608
ROUNDS = 3  # of one question for each letter; a fourth and a fifth only where a tie is to be broken
MOST_LETTERS = 3
_SAME = 1e-9


class Liking(StrEnum):
    """An answer to one question."""

    LIKE = "like"
    UNSURE = "unsure"
    DISLIKE = "dislike"


_WORTH = {Liking.LIKE: 1.0, Liking.UNSURE: 0.5, Liking.DISLIKE: 0.0}


@dataclass(frozen=True)
class Item:
    """One question: a thing people do at work."""

    id: str
    letter: str
    text: str
    text_es: str


Answers = Mapping[str, Liking]  # by the item's id
Scores = Mapping[str, float]  # by letter


def scores(answers: Answers, items: Sequence[Item]) -> dict[str, float]:
    """The mean answer of every letter that was asked, from 0 (dislikes all) to 1 (likes all)."""
    told = {letter: [_WORTH[answers[i.id]] for i in items if i.letter == letter and i.id in answers] for letter in LETTERS}
    return {letter: sum(worth) / len(worth) for letter, worth in told.items() if worth}


def strongest(found: Scores) -> str:
    """The one to three letters that stand out, strongest first; four where the last two are alike; none where nothing stands out."""
    if len(found) < len(LETTERS):
        return ""
    mean = sum(found.values()) / len(found)
    above = sorted((x for x in LETTERS if found[x] > mean + _SAME), key=lambda x: -found[x])
    if len(above) <= MOST_LETTERS:
        return "".join(above)
    last = found[above[MOST_LETTERS - 1]]
    with_ties = [x for x in above if found[x] >= last - _SAME]
    return "".join(with_ties if len(with_ties) <= MOST_LETTERS + 1 else [x for x in above if found[x] > last + _SAME])


def undecided(found: Scores) -> str:
    """The letters of which it is not clear which is third and which is fourth, where they stand out at all."""
    ranked = sorted(found.values(), reverse=True)
    if len(ranked) < len(LETTERS) or ranked[2] - ranked[3] > _SAME or ranked[2] <= sum(ranked) / len(ranked) + _SAME:
        return ""
    return "".join(x for x in LETTERS if abs(found[x] - ranked[2]) <= _SAME)


def planned(answers: Answers, items: Sequence[Item]) -> list[Item]:
    """The questions to ask, in order: three rounds, then one or two more for letters that tie."""
    rounds = in_rounds(items)
    asked = [item for each in rounds[:ROUNDS] for item in each]
    for further in rounds[ROUNDS:]:
        if any(item.id not in answers for item in asked):
            break
        ties = undecided(scores({i.id: answers[i.id] for i in asked}, asked))
        asked += [item for item in further if item.letter in ties]
    return asked


def in_rounds(items: Sequence[Item]) -> list[list[Item]]:
    """The first question of every letter, then the second, and so on."""
    by_letter = {letter: [item for item in items if item.letter == letter] for letter in LETTERS}
    place = {item.id: by_letter[item.letter].index(item) for item in items}
    return [[item for item in items if place[item.id] == number] for number in range(max(place.values()) + 1)]


def fit(found: Scores, profile: Scores) -> float:
    """How alike the shapes of two sets of six scores are: their correlation, -1 to 1; 0 where either is flat or not whole."""
    if any(letter not in found or letter not in profile for letter in LETTERS):
        return 0.0
    ours = [found[letter] - sum(found[x] for x in LETTERS) / 6 for letter in LETTERS]
    theirs = [profile[letter] - sum(profile[x] for x in LETTERS) / 6 for letter in LETTERS]
    spread = sqrt(sum(x * x for x in ours) * sum(y * y for y in theirs))
    return sum(x * y for x, y in zip(ours, theirs, strict=True)) / spread if spread > _SAME else 0.0


def profile_of(letters: str) -> dict[str, float]:
    """Six scores in the place of O*NET's where only the letters of an occupation are known, strongest first."""
    return {letter: float(MOST_LETTERS - letters.index(letter)) if letter in letters else 0.0 for letter in LETTERS}
