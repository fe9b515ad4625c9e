"""From what a student likes to work that fits: by free words, by the scores of the interest questions, or by both.

A like counts where the occupation has that trait or belongs to one of its Holland letters; a dislike rules an occupation out. Scores
are compared with an occupation's profile by their shape (:func:`knowledge.riasec.fit`). What is not known of an occupation never
rules it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.riasec import GOOD_FIT, Scores, fit, strongest
from knowledge.traits import letters_of, ruled_out
from knowledge.works import Work

FAIR_FIT = 0.3  # shown only where fewer than ENOUGH fit well
ENOUGH = 5
_LIKED = 0.1  # what a like adds to a fit


@dataclass(frozen=True)
class Match:
    """An occupation and the likes it answers; ``letters`` the Holland letters shared, ``fit`` -1 to 1 where scores were told.

    ``band`` ranks before everything but a shrinking field: 0 for what is to be shown first.
    """

    work: Work
    traits: tuple[str, ...]
    letters: str
    score: float
    fit: float | None = None
    band: int = 0


def match(
    works: Sequence[Work],
    likes: Iterable[str] = (),
    dislikes: Iterable[str] = (),
    clusters: Iterable[str] = (),
    highest_zone: int = 3,
    scores: Scores | None = None,
) -> list[Match]:
    """Occupations that fit, best first and shrinking ones last, up to the highest O*NET Job Zone.

    The college's own stand before the nation's others where they fit as well, and what is taught here before what is not.
    """
    liked, wanted = list(dict.fromkeys(likes)), set(clusters)
    out = ruled_out(dislikes) - set(liked)
    left = [
        work
        for work in works
        if not out & work.traits and (work.job_zone or 0) <= highest_zone and (not wanted or work.cluster in wanted)
    ]
    if scores is not None:
        found = _by_scores(left, liked, scores)
    elif liked:
        found = _by_likes(left, liked)
    else:  # only dislikes were told: what remains of the college's own, most openings first
        found = [Match(work, (), "", work.openings or 0.0) for work in left if work.own]
    return sorted(found, key=lambda m: (m.work.shrinking, m.band, -m.score, -(m.work.median or 0), m.work.id))


def _by_likes(left: Sequence[Work], liked: Sequence[str]) -> list[Match]:
    letters = letters_of(liked)
    found = []
    for work in left:
        if shared := tuple(t for t in liked if t in work.traits):
            common = "".join(letter for letter in work.letters if letter in letters)
            found.append(Match(work, shared, common, 2 * len(shared) + sum(1 / (work.letters.index(x) + 1) for x in common)))
    best = max((len(m.traits) for m in found if m.work.own), default=0)
    return [_in_band(m, 0 if m.work.own or len(m.traits) > best else 1) for m in found]


def _by_scores(left: Sequence[Work], liked: Sequence[str], scores: Scores) -> list[Match]:
    letters = strongest(scores)
    found = []
    for work in left:
        alike = fit(scores, work.profile)
        shared = tuple(t for t in liked if t in work.traits)
        if alike >= FAIR_FIT:
            common = "".join(letter for letter in letters if letter in work.letters)
            band = (0 if alike >= GOOD_FIT else 2) + (0 if work.taught else 1)
            found.append(Match(work, shared, common, alike + _LIKED * len(shared), alike, band))
    well = [m for m in found if m.band < 2]
    return well if len(well) >= ENOUGH else found


def _in_band(item: Match, band: int) -> Match:
    return Match(item.work, item.traits, item.letters, item.score, item.fit, band)


def varied(found: Sequence[Match]) -> list[Match]:
    """The best two of each field of work before the third of any, so that the first few show different doors; shrinking work last."""
    rounds: dict[str, int] = {}
    ranked = []
    for place, item in enumerate(found):
        turn_of = rounds.get(item.work.field, 0)
        rounds[item.work.field] = turn_of + 1
        ranked.append((item.work.shrinking, item.band, turn_of // 2, place))
    return [found[place] for *_, place in sorted(ranked)]


def without_work(works: Sequence[Work], likes: Iterable[str]) -> list[str]:
    """The likes that no occupation answers."""
    answered = frozenset().union(*(work.traits for work in works)) if works else frozenset()
    return [trait for trait in likes if trait not in answered]
