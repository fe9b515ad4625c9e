"""What holds of every plan, for any student at any college."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from knowledge.model import Education, Modality, ProgramKind, TimeOfDay
from knowledge.planner import Constraint, Index, Student, plan
from tests.knowledge.build import TODAY
from tests.knowledge.ladders import allows, asks_diploma, at_start, best, climb, share, usual_weeks
from tests.knowledge.random_worlds import Case, case, plans_of

WORLDS = 600

# The same worlds in every run, so that a red run is red again; `case(7)` in a red test is world 7 of random_worlds. Nothing is
# shrunk, since a smaller number is no smaller world.
in_every_world = settings(
    max_examples=WORLDS,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
cases = st.integers(0, WORLDS - 1).map(case)

ENTRY = {ProgramKind.HIGH_SCHOOL_EQUIVALENCY, ProgramKind.INTEGRATED, ProgramKind.BASIC_EDUCATION, ProgramKind.ENGLISH}


@in_every_world
@given(cases)
def test_no_step_comes_before_what_it_asks_for(world: Case) -> None:
    for ladder in plans_of(world.number).ladders:
        for has, step, _ in climb(world.catalog, world.student, ladder):
            assert allows(has, world.catalog.programs[step.program].asks), step.program


@in_every_world
@given(cases)
def test_no_exam_is_passed_before_what_it_asks_for(world: Case) -> None:
    for ladder in plans_of(world.number).ladders:
        for _, step, gained in climb(world.catalog, world.student, ladder):
            for key in set(step.gains) - set(world.catalog.programs[step.program].awards):
                assert allows(gained, world.catalog.credentials[key].requires), key


@in_every_world
@given(cases)
def test_at_the_top_of_a_ladder_the_goal_is_open(world: Case) -> None:
    for ladder in plans_of(world.number).ladders:
        *_, (_, _, at_the_top) = climb(world.catalog, world.student, ladder)
        assert allows(at_the_top, world.catalog.occupations[ladder.goal].requires)


@in_every_world
@given(cases)
def test_totals_add_up(world: Case) -> None:
    for ladder in plans_of(world.number).ladders:
        assert ladder.weeks == sum(step.weeks for step in ladder.steps)
        assert ladder.cost_before == sum(step.cost_before for step in ladder.steps)
        assert ladder.cost_after == sum(step.cost_after for step in ladder.steps)
        ends = [sum(step.weeks for step in ladder.steps[: i + 1]) for i in range(len(ladder.steps))]
        assert ladder.first_job_weeks in (None, 0, *ends)
        for step, following in zip(ladder.steps, ladder.steps[1:], strict=False):
            assert step.pay_after == following.pay_before


@in_every_world
@given(cases)
def test_weeks_and_cost_are_those_of_the_program_at_the_students_hours(world: Case) -> None:
    for ladder in plans_of(world.number).ladders:
        for step in ladder.steps:
            program = world.catalog.programs[step.program]
            left = share(program, step.credits_counted)
            assert step.weeks == usual_weeks(program, left, world.student.hours_per_week)
            taught = program.cost.tuition + program.cost.fees + program.cost.books
            assert step.cost_before == pytest.approx(taught * left + program.cost.tools + program.cost.exams, abs=0.51)


@in_every_world
@given(cases)
def test_a_held_credential_is_never_asked_for_again(world: Case) -> None:
    for ladder in plans_of(world.number).ladders:
        for has, step, _ in climb(world.catalog, world.student, ladder):
            program = world.catalog.programs[step.program]
            assert not has.credentials & set(step.gains)
            assert step.gains or not program.awards or not has.courses >= set(program.courses), (
                f"{step.program} gives nothing that is not held"
            )
            assert not (program.awards and world.student.credentials >= set(program.awards)), (
                f"{step.program} awards only what was held from the start"
            )


@in_every_world
@given(cases)
def test_every_step_brings_something_and_none_comes_twice(world: Case) -> None:
    for ladder in plans_of(world.number).ladders:
        assert len({step.program for step in ladder.steps}) == len(ladder.steps) >= 1
        for has, _, gained in climb(world.catalog, world.student, ladder):
            assert gained != has


@in_every_world
@given(cases)
def test_every_step_fits_the_students_hours_times_ways_and_places(world: Case) -> None:
    student = world.student
    for ladder in plans_of(world.number).ladders:
        for step in ladder.steps:
            program = world.catalog.programs[step.program]
            assert student.hours_per_week is None or program.min_hours_per_week <= student.hours_per_week
            assert step.delivery in program.deliveries
            assert not student.times or step.delivery.time in {*student.times, TimeOfDay.ANYTIME}
            assert not student.modalities or step.delivery.modality in student.modalities
            assert not student.campuses or step.delivery.modality is Modality.ONLINE or step.delivery.campus in student.campuses
            assert student.in_high_school or program.kind is not ProgramKind.DUAL_ENROLLMENT


@in_every_world
@given(cases)
def test_no_plan_costs_more_than_the_student_can_pay(world: Case) -> None:
    for ladder in plans_of(world.number).ladders:
        assert world.student.budget is None or ladder.cost_after <= world.student.budget


Freer = tuple[Student, Student]  # one who is bound, and the same with more; from 31 on with no bound at all


def more_hours(student: Student, more: int) -> Freer:
    bound = replace(student, hours_per_week=student.hours_per_week or 12)
    return bound, replace(student, hours_per_week=None if more > 30 else (student.hours_per_week or 12) + more)


def more_budget(student: Student, more: int) -> Freer:
    bound = replace(student, budget=student.budget or 1000)
    return bound, replace(student, budget=None if more > 30 else (student.budget or 1000) + 100 * more)


def more_times(student: Student, more: int) -> Freer:
    times = student.times or {TimeOfDay.EVENING}
    return replace(student, times=frozenset(times)), replace(
        student, times=frozenset() if more > 30 else frozenset({*times, list(TimeOfDay)[more % 3]})
    )


def more_ways(student: Student, more: int) -> Freer:
    ways = student.modalities or {Modality.IN_PERSON}
    return replace(student, modalities=frozenset(ways)), replace(
        student, modalities=frozenset() if more > 30 else frozenset({*ways, list(Modality)[more % 3]})
    )


def more_places(student: Student, more: int) -> Freer:
    places = student.campuses or {"main"}
    return replace(student, campuses=frozenset(places)), replace(
        student, campuses=frozenset() if more > 30 else frozenset({"main", "east"})
    )


@pytest.mark.parametrize("more_of", [more_hours, more_budget, more_times, more_ways, more_places])
def test_more_time_or_money_never_makes_the_best_plan_worse(more_of: Callable[[Student, int], Freer]) -> None:
    @in_every_world
    @given(cases, st.integers(1, 40))
    def check(world: Case, more: int) -> None:
        index = Index(world.catalog)
        bound, freer = (best(index, plan(index, student, TODAY)) for student in more_of(world.student, more))
        assert all(b <= a for a, b in zip(bound, freer, strict=True)), f"{bound} became {freer} with {more_of.__name__}"

    check()


@in_every_world
@given(cases)
def test_without_a_diploma_a_way_that_asks_for_one_begins_at_equivalency_or_integrated_entry(world: Case) -> None:
    student = replace(world.student, education=Education.NO_DIPLOMA)
    assume(at_start(world.catalog, student).education is Education.NO_DIPLOMA)
    for ladder in plan(Index(world.catalog), student, TODAY).ladders:
        asked = [world.catalog.programs[step.program].asks for step in ladder.steps]
        if any(map(asks_diploma, [*asked, world.catalog.occupations[ladder.goal].requires])):
            assert world.catalog.programs[ladder.steps[0].program].kind in ENTRY


@in_every_world
@given(cases)
def test_credits_are_counted_once_and_never_above_three_quarters(world: Case) -> None:
    catalog = world.catalog
    for ladder in plans_of(world.number).ladders:
        for has, step, _ in climb(catalog, world.student, ladder):
            program = catalog.programs[step.program]
            assert 0 <= step.credits_counted <= 0.75 * (program.credits or 0)
            # all the credit there is: of the programs whose awards are held, each once, or of their courses and those of prior learning
            behind = [p for p in catalog.programs.values() if has.credentials & set(p.awards)]
            earned = sum(p.credits or 0 for p in behind)
            known = has.courses.union(*(p.courses for p in behind))
            courses = sum(catalog.courses[key].credits for key in known & set(program.courses))
            assert step.credits_counted <= max(earned, courses)


@in_every_world
@given(cases)
def test_aid_never_makes_a_cost_negative_and_loans_never_count(world: Case) -> None:
    for ladder in plans_of(world.number).ladders:
        for has, step, _ in climb(world.catalog, world.student, ladder):
            assert 0 <= step.cost_after <= step.cost_before
            assert step.aid or step.cost_after == step.cost_before
            assert set(step.aid) <= set(world.catalog.programs[step.program].aid)
            for key in step.aid:
                award = world.catalog.services[key].award
                assert award is not None
                assert award.likely
                assert not award.repay
                assert allows(has, award.requires)


@in_every_world
@given(cases)
def test_what_blocks_is_named_and_easing_it_opens_the_nearest_plan(world: Case) -> None:
    index, student = Index(world.catalog), world.student
    blocked = plan(index, student, TODAY).blocked
    assume(blocked is not None)
    assert blocked is not None
    assert blocked.constraints
    if blocked.constraints == (Constraint.NOT_TAUGHT_HERE,):
        everything = replace(
            student, times=frozenset(), modalities=frozenset(), campuses=frozenset(), hours_per_week=None, budget=None, age=None
        )
        assert not plan(index, everything, TODAY).ladders
        return
    eased = student
    for constraint in blocked.constraints:
        eased = without(eased, constraint)
    opened = plan(index, eased, TODAY)
    assert blocked.nearest in opened.ladders or (blocked.nearest is None and blocked.constraints == (Constraint.AGE,))
    if len(blocked.constraints) > 1:
        assert not any(
            plan(index, without(student, alone), TODAY).ladders for alone in Constraint if alone is not Constraint.NOT_TAUGHT_HERE
        )


def without(student: Student, constraint: Constraint) -> Student:
    fields = {
        Constraint.TIMES: "times",
        Constraint.MODALITY: "modalities",
        Constraint.CAMPUS: "campuses",
        Constraint.HOURS: "hours_per_week",
        Constraint.BUDGET: "budget",
        Constraint.AGE: "age",
    }
    field = fields[constraint]
    return replace(student, **{field: getattr(Student(), field)})


@in_every_world
@given(cases)
def test_prior_learning_is_told_and_what_it_spares_is_on_no_ladder(world: Case) -> None:
    plans = plan(Index(world.catalog), replace(world.student, prior_learning=("army",)), TODAY)
    if plans.ladders:
        assert "army" in {skip.rule for skip in plans.skips}
    spared = {program for skip in plans.skips for program in skip.programs}
    assert not spared & {step.program for ladder in plans.ladders for step in ladder.steps}


@in_every_world
@given(cases)
def test_each_of_the_three_names_is_given_once(world: Case) -> None:
    plans = plans_of(world.number)
    kinds = [kind.value for ladder in plans.ladders for kind in ladder.kinds]
    assert sorted(kinds) in ([], ["cheapest", "fastest", "highest_pay"])
    assert not (plans.ladders and plans.blocked)
    _, cost, pay = best(Index(world.catalog), plans)
    for ladder in plans.ladders:
        assert ladder.goal not in world.student.goals or cost <= ladder.cost_before
        assert world.catalog.occupations[ladder.goal].pay.median <= -pay


@in_every_world
@given(cases)
def test_the_same_question_has_the_same_answer(world: Case) -> None:
    warm = Index(world.catalog)
    plan(warm, replace(world.student, hours_per_week=None), TODAY)
    assert plan(warm, world.student, TODAY) == plan(Index(world.catalog), world.student, TODAY) == plans_of(world.number)
