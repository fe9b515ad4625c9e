"""Plans at other colleges are the planner's own, and none that a nearer college could give as well is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, delete, insert

from knowledge.catalog import Catalog
from knowledge.model import CredentialType, Education, English, ProgramKind, Requirement
from knowledge.opendata import tables
from knowledge.opendata.awards import USUAL
from knowledge.opendata.elsewhere import At, plans_at
from knowledge.opendata.joined import joined
from knowledge.opendata.opendata import OpenData
from knowledge.planner import LadderKind, Student
from tests import nation
from tests.knowledge.build import TODAY, World, all_of, credential
from tests.knowledge.databases import Databases, migrated
from tests.knowledge.ladders import named
from tests.nation import ANIMALS, GUARD, VET

BOTH = "01.8399"  # leads to the goal and to a first job on the way to it
HERE = 1
Offered = list[tuple[int, str, int]]


@pytest.fixture(scope="module")
def url(databases: Databases) -> Iterator[str]:
    """A nation whose colleges each test sets up anew."""
    with migrated(databases) as made:
        nation.fill(made)
        engine = create_engine(made)
        with engine.begin() as connection:
            connection.execute(insert(tables.CIP_SOC), [{"cip": BOTH, "soc": soc} for soc in (VET[:7], GUARD[:7])])
        engine.dispose()
        yield made


def offering(url: str, offered: Offered, east: dict[int, float] | None = None) -> OpenData:
    """The open data where colleges offer these programs; each college as many degrees east as is said, else as its number is."""
    engine = create_engine(url)
    with engine.begin() as connection:
        _replace(connection, offered, east or {})
    engine.dispose()
    return OpenData(url)


def _replace(connection: Connection, offered: Offered, east: dict[int, float]) -> None:
    connection.execute(delete(tables.PROGRAMS))
    connection.execute(delete(tables.COLLEGES))
    colleges = [
        {"unitid": key, "name": f"College {key}", "city": "Town", "state": "OH" if key % 2 else "TX", "url": None}
        | {"latitude": 40.0, "longitude": east.get(key, float(key))}
        for key in sorted({HERE, *(unitid for unitid, _, _ in offered)})
    ]
    connection.execute(insert(tables.COLLEGES), colleges)
    rows = [{"unitid": u, "cip": cip, "level": level, "title": f"{cip} {level}", "awards": 5} for u, cip, level in offered]
    if rows:
        connection.execute(insert(tables.PROGRAMS), rows)


def college() -> Catalog:
    """A college that teaches English and for a diploma, and knows the vet's work, of which it teaches nothing."""
    world = World()
    world.occupation("vet", 60_000, all_of(credential("license"), Requirement(other="A check")), onet_code=VET, entry_education="Associate's degree")  # fmt: skip
    world.occupation("guard", 40_000, onet_code=GUARD, advances_to=("vet",), entry_education="Postsecondary nondegree award")
    world.occupation("cleaner", 20_000, onet_code="37-2011.00", entry_education="No formal educational credential")
    world.credential("license", type=CredentialType.LICENSE)
    world.credential("ged", type=CredentialType.SECONDARY_SCHOOL, confers_education=Education.HIGH_SCHOOL)
    world.program("english-class", kind=ProgramKind.ENGLISH, confers_english=English.ADVANCED, tuition=0)
    world.program("metal-class", occupations=("guard",))
    return world.catalog()


def ask(data: OpenData, student: Student, **where: object) -> list[At]:
    return plans_at(data, joined(college(), data), student, TODAY, **where)  # type: ignore[arg-type]


def test_the_nearest_college_that_teaches_far_enough_has_the_plan(url: str) -> None:
    data = offering(url, [(2, ANIMALS, 21), (3, ANIMALS, 3), (4, ANIMALS, 3)])
    (at,) = ask(data, Student(goals=("vet",)), near=HERE)
    assert (at.college.name, round(at.college.miles or 0)) == ("College 3", 106)
    (ladder,) = at.plans.ladders
    assert [step.program for step in ladder.steps] == [f"ipeds-3-{ANIMALS}-3"]
    assert (ladder.cost_before, ladder.steps[0].delivery, ladder.weeks) == (None, None, USUAL[3].weeks)


def test_a_farther_college_is_told_of_where_it_is_sooner(url: str) -> None:
    data = offering(url, [(2, ANIMALS, 5), (3, ANIMALS, 5), (4, ANIMALS, 3)])
    assert [at.college.unitid for at in ask(data, Student(goals=("vet",)), near=HERE)] == [2, 4]


def test_a_first_job_on_the_way_makes_a_farther_college_better(url: str) -> None:
    data = offering(url, [(2, ANIMALS, 3), (3, BOTH, 21), (3, BOTH, 3)])
    near, far = ask(data, Student(goals=("vet",)), near=HERE)
    assert [step.program for ladder in far.plans.ladders[:1] for step in ladder.steps] == [
        f"ipeds-3-{BOTH}-21",
        f"ipeds-3-{BOTH}-3",
    ]
    assert (near.plans.ladders[0].first_job_weeks, far.plans.ladders[0].first_job_weeks) == (USUAL[3].weeks, USUAL[21].weeks)
    assert far.plans.ladders[0].steps[1].credits_counted == USUAL[21].credits


def test_a_license_is_told_as_still_required(url: str) -> None:
    data = offering(url, [(2, ANIMALS, 3)])
    (at,) = ask(data, Student(goals=("vet",)))
    (exit_,) = at.plans.ladders[0].steps[-1].exits
    assert [(r.credential, r.other) for r in exit_.still_required] == [("license", None), (None, "A check")]


def test_english_comes_before_and_is_taken_at_home(url: str) -> None:
    data = offering(url, [(2, ANIMALS, 3)])
    (at,) = ask(data, Student(goals=("vet",), english=English.BEGINNING))
    assert at.plans.ladders[0].steps[0].program == "english-class"
    assert "metal-class" not in at.catalog.programs


def test_work_by_its_code_is_planned_for_like_the_packs(url: str) -> None:
    data = offering(url, [(2, ANIMALS, 3)])
    (at,) = ask(data, Student(goals=(VET,)))
    assert at.plans.ladders[0].goal == "vet"
    (at,) = plans_at(data, joined(World().catalog(), data), Student(goals=(VET,)), TODAY)
    assert at.plans.ladders[0].goal == VET


def test_only_colleges_in_the_states_asked_for_count_and_never_the_own(url: str) -> None:
    data = offering(url, [(2, ANIMALS, 3), (3, ANIMALS, 3)])
    assert [at.college.unitid for at in ask(data, Student(goals=("vet",)), states=("OH",))] == [3]
    assert [at.college.unitid for at in ask(data, Student(goals=("vet",)), unitids=(2,))] == [2]
    home = college()
    mine = replace(home, providers={"college": replace(home.providers["college"], unitid=3)})
    assert plans_at(data, joined(mine, data), Student(goals=("vet",)), TODAY, states=("OH",)) == []


def test_where_nothing_leads_there_is_no_plan(url: str) -> None:
    assert ask(offering(url, []), Student(goals=("vet",))) == []
    assert ask(offering(url, [(2, ANIMALS, 21)]), Student(goals=("vet",))) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, 10_000))
def test_no_college_that_is_left_out_has_a_better_ladder_than_a_nearer_one_told_of(url: str, number: int) -> None:
    chance = Random(number)
    kinds = [(cip, level) for cip in (ANIMALS, BOTH) for level in USUAL]
    offered = [(key, *kind) for key in range(2, 9) for kind in chance.sample(kinds, chance.randint(0, 4))]
    east = {key: chance.uniform(0, 20) for key in range(2, 9)}
    data = offering(url, offered, east)
    student = Student(
        goals=chance.choice((("vet",), ("guard",), ("vet", "guard"))),
        education=chance.choice((None, Education.NO_DIPLOMA, Education.ASSOCIATE)),
        english=chance.choice((None, English.BEGINNING)),
        hours_per_week=chance.choice((None, 6, 20, 40)),
        pay_now=chance.choice((None, 30_000, 50_000)),
    )
    told = ask(data, student, near=HERE, most=None)
    for key in range(2, 9):
        for alone in ask(data, student, unitids=(key,), near=HERE):
            nearer = [at for at in told if (at.college.miles or 0) <= (alone.college.miles or 0)]
            assert min(map(soonest, nearer)) <= soonest(alone)
            assert max(map(best_paid, nearer)) >= best_paid(alone)
    assert [at.college.miles for at in told] == sorted(at.college.miles or 0 for at in told)


def soonest(at: At) -> tuple[float, int]:
    """Weeks to a better job and to a goal, of the ladder named the fastest."""
    ladder = named(at.plans, LadderKind.FASTEST)
    assert ladder is not None
    return float("inf") if ladder.first_job_weeks is None else ladder.first_job_weeks, ladder.weeks


def best_paid(at: At) -> int:
    return max(at.catalog.occupations[ladder.goal].median for ladder in at.plans.ladders)
