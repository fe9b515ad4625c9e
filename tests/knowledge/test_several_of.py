"""A requirement may ask for several of its branches: the planner looks for that many, and a student is told so."""

from __future__ import annotations

import pytest

from knowledge.model import Education, English, Requirement
from knowledge.planner import Index, LadderKind, Student, plan
from knowledge.planner.state import Held, meets, still_required
from tests.knowledge.build import TODAY, World, credential, english
from tests.knowledge.ladders import named

TWO = Requirement(any_of=(credential("a"), credential("b"), credential("c")), at_least=2)


def holding(*credentials: str) -> Held:
    return Held(frozenset(credentials), frozenset(), Education.HIGH_SCHOOL, English.FLUENT, 0, 30)


@pytest.mark.parametrize(("held", "met"), [((), False), (("a",), False), (("a", "c"), True), (("a", "b", "c"), True)])
def test_two_of_three_needs_two(held: tuple[str, ...], met: bool) -> None:
    assert meets(holding(*held), TWO) is met
    assert (list(still_required(holding(*held), TWO)) == []) is met


def test_a_branch_that_nothing_proves_is_no_way_past_it() -> None:
    told = Requirement(any_of=(credential("a"), credential("b"), Requirement(other="A letter")), at_least=2)
    assert not meets(holding("a"), told)
    assert meets(holding("a", "b"), told)


@pytest.mark.parametrize(("branches", "at_least"), [(2, 2), (3, 1), (3, 0), (3, 4)])
def test_one_and_all_are_said_otherwise(branches: int, at_least: int) -> None:
    with pytest.raises(ValueError, match="at_least goes with any_of"):
        Requirement(any_of=(english(English.ADVANCED),) * branches, at_least=at_least)
    with pytest.raises(ValueError, match="at_least goes with any_of"):
        Requirement(all_of=(credential("a"),) * 3, at_least=2)


def test_a_ladder_earns_as_many_as_are_asked() -> None:
    world = World()
    for key, weeks in (("a", 4), ("b", 30), ("c", 5)):
        world.credential(key)
        world.program(f"{key}-class", weeks=weeks, awards=(key,))
    world.occupation("keeper", 50_000, TWO)
    student = Student(goals=("keeper",), education=Education.HIGH_SCHOOL, english=English.FLUENT)
    fastest = named(plan(Index(world.catalog()), student, TODAY), LadderKind.FASTEST)
    assert fastest is not None
    assert {step.program for step in fastest.steps} == {"a-class", "c-class"}
