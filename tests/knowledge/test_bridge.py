"""The bridge for people in work: next jobs that are close, one step up at most, and better paid."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.bridge import TIERS, Work, bridges

NOW = Work("cashier", 30_000, 2, -3.0)


def names(*near: Work, tiers: dict[str, str] | None = None, pay_now: int | None = None, now: Work = NOW) -> list[str]:
    return [b.id for b in bridges(now, near, tiers if tiers is not None else {w.id: TIERS[0] for w in near}, pay_now)]


def test_only_better_paid_work_at_most_one_zone_up() -> None:
    near = [
        Work("better", 31_000, 3, 1.0),
        Work("equal", 30_000, 2, 1.0),
        Work("worse", 29_000, 2, 1.0),
        Work("two-up", 90_000, 4, 1.0),
        Work("down", 40_000, 1, 1.0),
    ]
    assert names(*near) == ["down", "better"]


def test_growing_comes_before_shrinking_then_close_before_far_then_pay() -> None:
    near = [
        Work("shrinking", 99_000, 2, -0.1),
        Work("far", 80_000, 2, 1.0),
        Work("close", 40_000, 2, 1.0),
        Work("close-better", 50_000, 2, 1.0),
        Work("unknown-growth", 70_000, 2, None),
    ]
    tiers = {w.id: TIERS[0] for w in near} | {"far": TIERS[2]}
    assert names(*near, tiers=tiers) == ["close-better", "close", "far", "shrinking", "unknown-growth"]


def test_what_is_not_related_is_no_bridge() -> None:
    assert names(Work("chef", 60_000, 2, 1.0), tiers={}) == []


def test_what_one_earns_counts_before_the_median() -> None:
    assert names(Work("teller", 35_000, 2, 1.0), pay_now=36_000) == []
    assert names(Work("teller", 29_000, 2, 1.0), pay_now=20_000) == ["teller"]


def test_without_figures_nothing_is_claimed() -> None:
    teller = Work("teller", 35_000, 2, 1.0)
    assert names(teller, now=Work("cashier", None, 2, None)) == []
    assert names(teller, now=Work("cashier", 30_000, None, None)) == []
    assert names(Work("teller", None, 2, 1.0), Work("clerk", 40_000, None, 1.0)) == []


def test_the_raise_and_the_step_are_told() -> None:
    (found,) = bridges(NOW, [Work("teller", 35_500, 3, 2.0)], {"teller": "Supplemental"})
    assert (found.more, found.zones_up, found.tier, found.growing) == (5_500, 1, 2, True)


jobs = st.builds(
    Work,
    st.sampled_from(["a", "b", "c", "d"]),
    st.none() | st.integers(10_000, 99_000),
    st.none() | st.integers(1, 5),
    st.none() | st.floats(-20, 20),
)


@given(jobs, st.lists(jobs, unique_by=lambda w: w.id))
def test_every_bridge_keeps_the_promise_of_its_name(now: Work, near: list[Work]) -> None:
    for found in bridges(now, near, {w.id: TIERS[1] for w in near}):
        assert found.id != now.id
        assert now.median is not None
        assert found.median > now.median
        assert found.zones_up <= 1
