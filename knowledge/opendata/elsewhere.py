"""Plans at other colleges: the same planner over what each of them teaches that leads to the student's goals.

There are a thousand colleges and few kinds of them: all that IPEDS tells of a program that can change a ladder is its award level, and
which of the jobs on the way its field leads to. A college that offers nothing better than a nearer one does can have no better ladder, so
only the others are planned for. Nearer is more awards where no place is given to measure from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from knowledge.catalog import Catalog
from knowledge.opendata.college_scope import CollegeScope
from knowledge.opendata.model import College
from knowledge.opendata.opendata import OpenData
from knowledge.planner import Plans, Student, plan
from knowledge.planner.index import Index

MOST = 3

# what a college offers: for the jobs on the way that a field leads to, the sets of levels it has fields at
Offer = frozenset[tuple[frozenset[str], int]]


class At(NamedTuple):
    """Plans at a college, and the records that they speak of."""

    college: College
    plans: Plans
    catalog: Catalog


def plans_at(
    data: OpenData,
    catalog: Catalog,
    student: Student,
    today: date,
    *,
    states: Iterable[str] = (),
    unitids: Iterable[int] = (),
    near: int | None = None,
    most: int | None = MOST,
) -> list[At]:
    """Ladders to the student's goals at other colleges, nearest first; a farther one only if it is sooner to work or leads to better paid.

    ``catalog`` is the college's own, as :func:`knowledge.opendata.joined.joined` gives it: what the student holds is counted by its
    records, and its classes for a diploma and for English come before what is taught elsewhere. Every ladder has a program of the
    college that leads to the goal, even to work that asks for no schooling. Prices, times and what a license asks are not known; the
    last is told as still required. ``near`` is a UNITID to measure miles from; ``most`` how many colleges are wanted.

    Raises:
        StoreError: when the database can't be read.
    """
    scope = CollegeScope(data, catalog, student)
    # the services the catalog has are its own college's
    asked = replace(student, goals=tuple(scope.goals), needs=frozenset())
    found: list[At] = []
    for college, offer in _worth_a_look(scope, data, states, unitids, near):
        if most is not None and len(found) == most:
            break
        if any(_can_be_no_better(scope, offer, nearer) for nearer in found):
            continue
        there = scope.at(college)
        at = At(college, plan(Index(there), asked, today), there)
        if at.plans.ladders and not any(_no_better(at, nearer) for nearer in found):
            found.append(at)
    return found


def _worth_a_look(
    scope: CollegeScope, data: OpenData, states: Iterable[str], unitids: Iterable[int], near: int | None
) -> list[tuple[College, Offer]]:
    """The colleges that teach towards a goal and offer something that no nearer one offers, nearest first."""
    among = {c.unitid for c in data.colleges(states=states, unitids=unitids)} - scope.home if states or unitids else None
    offers: dict[int, set[tuple[frozenset[str], int]]] = defaultdict(set)
    awards: dict[int, int] = defaultdict(int)
    for jobs, cips in scope.fields.items():
        for unitid, sets in data.levels_of(cips, among).items():
            offers[unitid] |= {(jobs, telling) for levels in sets if (telling := scope.telling(jobs, levels))}
            awards[unitid] += sum(sets.values())
    miles = data.miles(near) if near is not None else {}
    ordered = sorted(
        (key for key, offer in offers.items() if key not in scope.home and any(scope.enough(*field) for field in offer)),
        key=lambda key: (miles.get(key, float("inf")), -awards[key], key),
    )
    kept: list[Offer] = []
    worth: list[int] = []
    seen: set[Offer] = set()
    for key in ordered:
        offer = frozenset(offers[key])
        if offer in seen:
            continue
        seen.add(offer)
        if not any(_covers(nearer, offer) for nearer in kept):
            kept.append(offer)
            worth.append(key)
    return [(data.college(key, near), offer) for key, offer in zip(worth, kept, strict=True)]


def _covers(nearer: Offer, offer: Offer) -> bool:
    """Whether for every field of the one there is a field of the other that leads to the same jobs, at those levels and maybe more."""
    return all(any(jobs == others and levels & more == levels for others, more in nearer) for jobs, levels in offer)


def _can_be_no_better(scope: CollegeScope, offer: Offer, nearer: At) -> bool:
    """Whether the shortest awards of an offer are no sooner than a plan found, and its best paid goal pays no more."""
    first, weeks, pay = scope.at_best(offer)
    found = _soonest(nearer)
    return (first if found[0] else 0.0, weeks) >= found and pay <= _best_paid(nearer)


def _no_better(at: At, nearer: At) -> bool:
    return _soonest(at) >= _soonest(nearer) and _best_paid(at) <= _best_paid(nearer)


def _soonest(at: At) -> tuple[float, int]:
    """Weeks to a better job, then to a goal, of the fastest ladder."""
    ladder = at.plans.ladders[0]
    return float("inf") if ladder.first_job_weeks is None else ladder.first_job_weeks, ladder.weeks


def _best_paid(at: At) -> int:
    """What the best paid goal pays."""
    return max(at.catalog.occupations[ladder.goal].median for ladder in at.plans.ladders)
