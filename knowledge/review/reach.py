"""What someone can get to: everything that programs lead to, and what still stands in the way."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.model import Education, English, Program, Requirement
from knowledge.planner import Index
from knowledge.planner.search import take
from knowledge.planner.state import Held, meets, soft


def newcomer(education: Education = Education.HIGH_SCHOOL, english: English = English.FLUENT) -> Held:
    """Someone with no credential and no courses. Age is not known, and so stands against nothing."""
    return Held(frozenset(), frozenset(), education, english, 0.0, None)


def after_all(programs: Iterable[Program], held: Held, index: Index) -> Held:
    """What is held when every program was taken that can be, in whatever order they open."""
    left = list(programs)
    while ready := [program for program in left if meets(held, program.asks)]:
        for program in ready:
            held = take(program, held, index)
        left = [program for program in left if program not in ready]
    return held


def missing(held: Held, requirement: Requirement | None) -> Requirement | None:
    """What of the requirement stands in the way, as a tree without what is met or only told."""
    if requirement is None or soft(requirement) or meets(held, requirement):
        return None
    branches = requirement.all_of or requirement.any_of
    if branches is None:
        return requirement
    left = tuple(part for branch in branches if (part := missing(held, branch)) is not None)
    if len(left) == 1:
        return left[0]
    return Requirement(all_of=left) if requirement.all_of else Requirement(any_of=left)


def lacking(held: Held, requirement: Requirement | None) -> tuple[Requirement, ...]:
    """The leaves that stand in the way; of an any-of that is not met, those of all its ways."""
    tree = missing(held, requirement)
    return tuple(dict.fromkeys(tree.leaves())) if tree else ()
