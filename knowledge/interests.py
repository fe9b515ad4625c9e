"""Free words about likes and dislikes to occupations that fit them.

A like counts where the occupation has that trait or where it belongs to one of its Holland letters (RIASEC, O*NET's
interest profiler); a dislike rules an occupation out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.catalog import Catalog
from knowledge.model import Occupation

# Which Holland letter a plain liking speaks for, after O*NET's descriptions of the six interests.
LETTERS = {"hands": "R", "outdoors": "R", "physical": "R", "machines": "R", "fixing": "R", "building": "R", "driving": "R", "electricity": "R",
           "science": "I", "computers": "I", "tech": "I", "creative": "A", "helping": "S", "patients": "S", "children": "S", "teaching": "S", "people": "S",
           "leading": "E", "selling": "E", "numbers": "C", "detail": "C", "desk": "C", "quiet": "C"}  # fmt: skip
# What a dislike rules out besides occupations that carry its own trait.
RULES_OUT = {
    "desk": {"desk", "computers"},
    "blood": {"patients", "emergency"},
    "people": {"people", "selling"},
    "children": {"children"},
    "outdoors": {"outdoors"},
}


@dataclass(frozen=True)
class Match:
    """An occupation and the likes it answers; ``letters`` the Holland letters shared."""

    occupation: Occupation
    traits: tuple[str, ...]
    letters: str
    score: float

    @property
    def shrinking(self) -> bool:
        """Whether fewer such jobs are expected than there are."""
        return self.occupation.outlook.growth_percent < 0


def match(
    catalog: Catalog, likes: Iterable[str], dislikes: Iterable[str] = (), clusters: Iterable[str] = (), highest_zone: int = 3
) -> list[Match]:
    """Occupations that fit, best first and shrinking ones last, up to the highest O*NET Job Zone that a college below the
    bachelor's teaches."""
    liked, wanted_clusters = list(dict.fromkeys(likes)), set(clusters)
    out = {trait for d in dislikes for trait in RULES_OUT.get(d, {d})} - set(liked)
    letters = {LETTERS[t] for t in liked if t in LETTERS}
    found = []
    for job in catalog.occupations.values():
        if out & set(job.traits) or job.job_zone > highest_zone or (wanted_clusters and job.cluster not in wanted_clusters):
            continue
        shared = tuple(t for t in liked if t in job.traits)
        common = "".join(letter for letter in job.riasec if letter in letters)
        score = 2 * len(shared) + sum(1 / (job.riasec.index(letter) + 1) for letter in common)
        if shared or not liked:
            found.append(Match(job, shared, common, score))
    if not liked:  # only dislikes were told: what remains, most openings first
        return sorted(found, key=lambda m: (m.shrinking, -m.occupation.outlook.openings_per_year, m.occupation.id))
    return sorted(found, key=lambda m: (m.shrinking, -m.score, -m.occupation.pay.median, m.occupation.id))


def without_work(catalog: Catalog, likes: Iterable[str]) -> list[str]:
    """The likes that no occupation answers."""
    answered = {trait for job in catalog.occupations.values() for trait in job.traits}
    return [trait for trait in likes if trait not in answered]
