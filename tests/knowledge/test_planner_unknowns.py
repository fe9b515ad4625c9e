"""Where a price, a time or a wage is not known: nothing is ruled out by it, and nothing is said that nobody knows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from knowledge.planner import Index, LadderKind, Plans, plan
from tests.knowledge.build import TODAY
from tests.knowledge.ladders import named
from tests.knowledge.random_worlds import Case, half_known, plans_of
from tests.knowledge.test_planner_properties import cases, in_every_world


def plans(world: Case) -> Plans:
    return plan(Index(world.catalog), world.student, TODAY)


@in_every_world
@given(cases)
def test_what_nobody_told_rules_nothing_out(world: Case) -> None:
    if plans_of(world.number).ladders:
        assert plans(half_known(world.number)).ladders


@in_every_world
@given(cases)
def test_a_sum_with_an_unknown_price_is_not_known(world: Case) -> None:
    world = half_known(world.number)
    for ladder in plans(world).ladders:
        prices = [world.catalog.programs[step.program].cost for step in ladder.steps]
        assert (ladder.cost_before is None) == (None in prices) == (ladder.cost_after is None)
        for step, price in zip(ladder.steps, prices, strict=True):
            assert (step.cost_before is None) == (price is None) == (step.cost_after is None)


@in_every_world
@given(cases)
def test_only_a_ladder_whose_price_is_known_is_called_the_cheapest(world: Case) -> None:
    world = half_known(world.number)
    found = plans(world)
    priced = [
        ladder.cost_before for ladder in found.ladders if ladder.goal in world.student.goals and ladder.cost_before is not None
    ]
    cheapest = named(found, LadderKind.CHEAPEST)
    if cheapest is None:
        assert not priced
    else:
        assert cheapest.cost_before is not None
        assert all(cheapest.cost_before <= price for price in priced)


@in_every_world
@given(cases)
def test_a_class_whose_times_nobody_told_has_no_start(world: Case) -> None:
    world = half_known(world.number)
    for ladder in plans(world).ladders:
        for step in ladder.steps:
            if not world.catalog.programs[step.program].deliveries:
                assert (step.delivery, step.start) == (None, None)


@in_every_world
@given(cases)
def test_work_whose_pay_nobody_told_is_never_called_a_better_job(world: Case) -> None:
    world = half_known(world.number)
    unpaid = {key: replace(job, pay=None) for key, job in world.catalog.occupations.items()}
    world = Case(world.number, replace(world.catalog, occupations=unpaid), world.student)
    found = plans(world)
    assert found.open_now == ()
    for ladder in found.ladders:
        assert ladder.first_job_weeks is None
        assert all(step.pay_after == world.student.pay_now for step in ladder.steps)
