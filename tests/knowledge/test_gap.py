"""What carries over from one occupation to another, and what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.gap import BY_CHANCE, IMPORTANT, gap, teaching
from knowledge.opendata.model import ElementKind, OccupationFacts, Rated, Tool
from tests.knowledge.build import World

MECHANICAL = ("2.C.3.e", ElementKind.KNOWLEDGE, "Mechanical")
REPAIRING = ("2.B.3.l", ElementKind.SKILL, "Repairing")


def rated(what: tuple[str, ElementKind, str], importance: float | None, level: float | None) -> Rated:
    return Rated(element=what[0], kind=what[1], name=what[2], importance=importance, level=level)


def work(*ratings: Rated, tools: tuple[str, ...] = ()) -> OccupationFacts:
    """An occupation that asks for this."""
    return OccupationFacts(
        code="49-9041.00",
        soc="49-9041",
        title="Invented work",
        description="",
        job_zone=3,
        interests={},
        letters="",
        tasks=(),
        skills=tuple(r for r in ratings if r.kind is ElementKind.SKILL),
        knowledge=tuple(r for r in ratings if r.kind is ElementKind.KNOWLEDGE),
        education=(),
        related=(),
        tools=tuple(Tool(name=name, hot=False, in_demand=False) for name in tools),
        clusters=(),
        wages=None,
        projection=None,
    )


def test_what_the_wanted_work_needs_more_of_is_missing_and_the_rest_carries_over() -> None:
    found = gap(
        work(rated(MECHANICAL, 3, 1.0), rated(REPAIRING, 4, 4.0)), work(rated(MECHANICAL, 4, 5.0), rated(REPAIRING, 4, 4.0))
    )
    assert found is not None
    assert [p.name for p in found.carries] == ["Repairing"]
    assert [(p.name, p.have, p.need) for p in found.missing] == [("Mechanical", 1.0, 5.0)]


def test_what_the_wanted_work_does_not_count_important_is_in_neither() -> None:
    found = gap(work(rated(REPAIRING, 4, 4)), work(rated(MECHANICAL, IMPORTANT - 0.01, 6), rated(REPAIRING, IMPORTANT, 4)))
    assert found is not None
    assert (found.parts, [p.name for p in found.carries]) == (1, ["Repairing"])


@pytest.mark.parametrize("what", [MECHANICAL, REPAIRING])
def test_a_difference_that_could_be_chance_is_none(what: tuple[str, ElementKind, str]) -> None:
    wanted = work(rated(what, 4, 4.0))
    near, far = (gap(work(rated(what, 1, 4.0 - BY_CHANCE[what[1]] - more)), wanted) for more in (0.0, 0.01))
    assert near is not None
    assert far is not None
    assert near.carries
    assert far.missing


def test_the_widest_gap_in_what_matters_most_comes_first() -> None:
    wide, narrow = rated(MECHANICAL, 5, 6), rated(REPAIRING, 3, 3)
    found = gap(work(rated(MECHANICAL, 1, 0), rated(REPAIRING, 1, 0)), work(narrow, wide))
    assert found is not None
    assert [p.name for p in found.missing] == ["Mechanical", "Repairing"]


def test_technology_carries_over_by_name() -> None:
    found = gap(work(rated(REPAIRING, 3, 3), tools=("Excel", "Old")), work(rated(REPAIRING, 3, 3), tools=("Excel", "CAD")))
    assert found is not None
    assert (found.tools_known, found.tools_new) == (("Excel",), ("CAD",))


@pytest.mark.parametrize("now", [work(), work(rated(REPAIRING, 4, 4))])
def test_work_without_ratings_can_not_be_compared(now: OccupationFacts) -> None:
    assert gap(now, work()) is None
    assert gap(work(), work(rated(REPAIRING, 4, 4))) is None


ratings = st.lists(
    st.builds(
        lambda n, importance, level: rated(
            (f"e{n}", ElementKind.SKILL if n % 2 else ElementKind.KNOWLEDGE, f"E{n}"), importance, level
        ),
        st.integers(0, 6),
        st.floats(1, 5),
        st.floats(0, 7),
    ),
    min_size=1,
    unique_by=lambda r: r.element,
)


@given(ratings, ratings)
def test_every_important_part_is_in_one_of_the_two(mine: list[Rated], theirs: list[Rated]) -> None:
    found = gap(work(*mine), work(*theirs))
    important = {r.element for r in theirs if (r.importance or 0) >= IMPORTANT}
    if found is None:
        assert not important
        return
    assert {p.element for p in (*found.carries, *found.missing)} == important
    assert found.parts == len(important)


@given(ratings)
def test_nothing_is_missing_for_the_work_one_does(mine: list[Rated]) -> None:
    found = gap(work(*mine), work(*mine))
    assert found is None or not found.missing


def test_a_program_teaches_what_the_work_it_leads_to_asks_for() -> None:
    found = gap(work(rated(MECHANICAL, 1, 0)), work(rated(MECHANICAL, 4, 5)))
    assert found is not None
    strong, weak = work(rated(MECHANICAL, 4, 4.5)), work(rated(MECHANICAL, 4, 2))
    world = World()
    world.program("long", weeks=40, occupations=("strong",))
    world.program("short", weeks=4, occupations=("strong",))
    world.program("other", weeks=1, occupations=("weak", "unknown"))
    programs = world.records["programs"]
    taught = teaching(found.missing, programs.values(), {"strong": strong, "weak": weak}.get)
    assert [p.id for p in taught["2.C.3.e"]] == ["short", "long"]
    assert not teaching(found.missing, [programs["other"]], {"weak": weak}.get)
