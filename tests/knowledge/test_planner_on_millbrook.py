"""The planner's promises, kept on the real pack for two hundred students of every kind, and kept quickly."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from knowledge.catalog import Catalog
from knowledge.model import Education, English, Modality, Need, TimeOfDay
from knowledge.pack import read_pack
from knowledge.planner import Index, Plans, Student, plan
from tests.knowledge.build import TODAY
from tests.knowledge.ladders import allows, best, climb

STUDENTS = 200
PACK = Path(__file__).resolve().parents[2] / "knowledge" / "packs" / "millbrook"


def students(catalog: Catalog) -> Iterator[Student]:
    """The same students in every run."""
    chance = Random(2026)
    jobs, cards, rules = sorted(catalog.occupations), sorted(catalog.credentials), sorted(catalog.prior_learning)
    times = [TimeOfDay.DAY, TimeOfDay.EVENING, TimeOfDay.WEEKEND]
    for _ in range(STUDENTS):
        yield Student(
            goals=tuple(chance.sample(jobs, chance.choice((1, 1, 1, 2)))),
            education=chance.choice(
                (
                    None,
                    Education.NO_DIPLOMA,
                    Education.NO_DIPLOMA,
                    Education.HIGH_SCHOOL,
                    Education.HIGH_SCHOOL,
                    Education.SOME_COLLEGE,
                    Education.CERTIFICATE,
                )
            ),
            english=chance.choice((None, None, *English)),
            credentials=frozenset(chance.sample(cards, chance.choice((0, 0, 1, 2)))),
            prior_learning=tuple(chance.sample(rules, 1)) if chance.random() < 0.15 else (),
            occupation=chance.choice((None, chance.choice(jobs))),
            hours_per_week=chance.choice((None, 6, 10, 15, 20, 30, 40)),
            times=frozenset(chance.sample(times, chance.choice((0, 0, 1, 2)))),
            modalities=frozenset(chance.sample(list(Modality), chance.choice((0, 0, 0, 1)))),
            budget=chance.choice((None, None, 500, 2000, 6000)),
            age=chance.choice((None, 17, 19, 35)),
            needs=frozenset(chance.sample(list(Need), chance.choice((0, 1, 2)))),
        )


@cache
def answers() -> tuple[Index, list[tuple[Student, Plans]]]:
    """Each student's plans."""
    index = Index(read_pack(PACK))
    return index, [(student, plan(index, student, TODAY)) for student in students(index.catalog)]


def test_every_student_is_answered() -> None:
    for student, plans in answers()[1]:
        assert plans.ladders or plans.blocked or plans.qualified, student


def test_many_students_get_a_ladder_and_many_are_told_what_blocks() -> None:
    """Else the other tests here would say little."""
    told = answers()[1]
    assert sum(bool(plans.ladders) for _, plans in told) >= STUDENTS // 4
    assert sum(plans.blocked is not None for _, plans in told) >= STUDENTS // 10


def test_no_step_comes_before_what_it_asks_for_and_totals_add_up() -> None:
    index, told = answers()
    for student, plans in told:
        for ladder in plans.ladders:
            for has, step, gained in climb(index.catalog, student, ladder):
                assert allows(has, index.catalog.programs[step.program].asks), (student, step.program)
                assert not has.credentials & set(step.gains)
                assert gained != has
                assert 0 <= step.cost_after <= step.cost_before
            assert ladder.first_job_weeks is None or ladder.first_job_weeks <= ladder.weeks == sum(
                step.weeks for step in ladder.steps
            )


def test_every_step_is_open_to_begin_or_begins_some_day() -> None:
    for _, plans in answers()[1]:
        for step in (step for ladder in plans.ladders for step in ladder.steps):
            assert step.start is None or step.start >= TODAY
            assert step.delivery is not None


@pytest.mark.parametrize(
    "more",
    [
        {"hours_per_week": None}, {"hours_per_week": 40}, {"budget": None}, {"budget": 8000}, {"times": frozenset()}, {"modalities": frozenset()}, {"campuses": frozenset()},
    ],
    ids=lambda more: "-".join(f"{field}-{value or 'free'}" for field, value in more.items()),
)  # fmt: skip
def test_more_time_or_money_never_makes_the_best_plan_worse(more: dict[str, object]) -> None:
    index, told = answers()
    worse = []
    for student, plans in told:
        before, after = best(index, plans), best(index, plan(index, replace(student, **more), TODAY))  # type: ignore[arg-type]
        if any(b > a for a, b in zip(before, after, strict=True)):
            worse.append((student, before, after))
    assert worse == []


def digest(most: int = 40) -> str:
    """The first answers in one line, to compare between processes."""
    index = Index(read_pack(PACK))
    plans = [plan(index, student, TODAY) for student in islice(students(index.catalog), most)]
    return hashlib.sha256(repr(plans).encode()).hexdigest()


def test_the_answers_do_not_hang_on_the_order_of_hashes(root: Path) -> None:
    code = "from tests.knowledge.test_planner_on_millbrook import digest; print(digest())"
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
