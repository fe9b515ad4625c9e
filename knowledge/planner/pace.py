"""Weeks, money and fit of one program for one student."""

from __future__ import annotations

import math
from datetime import date

from knowledge.model import Delivery, Modality, Program, ProgramKind, TimeOfDay
from knowledge.planner.index import Index
from knowledge.planner.state import Held, meets
from knowledge.planner.student import Student

# Accreditors ask that a share of a credential be earned at the college that awards it; a quarter is the usual rule.
RESIDENCY = 0.25
UNKNOWN = 1_000_000  # US dollars: above any price of a program


def deliveries_that_fit(program: Program, student: Student) -> list[Delivery]:
    """The deliveries at a time, in a way and at a place the student can do."""
    return [d for d in program.deliveries if _fits(d, student)]


def _fits(delivery: Delivery, student: Student) -> bool:
    time = not student.times or delivery.time is TimeOfDay.ANYTIME or delivery.time in student.times
    modality = not student.modalities or delivery.modality in student.modalities
    place = not student.campuses or delivery.modality is Modality.ONLINE or delivery.campus in student.campuses
    return time and modality and place


def possible(program: Program, student: Student) -> bool:
    """Whether the student can take it at all: hours enough, a delivery that fits, not what
    they hold already, and dual enrollment only while in high school. Times that are not known rule nothing out."""
    hours = student.hours_per_week is None or student.hours_per_week >= program.min_hours_per_week
    if program.kind is ProgramKind.DUAL_ENROLLMENT and not student.in_high_school:
        return False
    gives = program.awards or program.prepares_for
    held = bool(gives) and student.credentials.issuperset(gives)
    return (
        hours
        and not held
        and program.id not in student.avoid
        and (not program.deliveries or bool(deliveries_that_fit(program, student)))
    )


def credits_counted(program: Program, held: Held, index: Index) -> float:
    """Credits of this program already earned: those of its courses that are done.

    Where a program lists no courses, the credits behind held credentials that stack into what it awards count; of
    credentials that stack into each other only the highest, so that no credit is counted twice.
    """
    if not program.credits:
        return 0.0
    if program.courses:
        counted = sum(index.catalog.courses[key].credits for key in held.courses.intersection(program.courses))
    else:
        below = {key for award in program.awards for key in index.stacks_from.get(award, ())} & held.credentials
        top = {key for key in below if not any(key in index.stacks_from.get(other, ()) for other in below)}
        counted = sum(dict(index.credits_behind[key] for key in top if key in index.credits_behind).values())  # each program once
    return min(counted, program.credits * (1 - RESIDENCY))


def share_left(program: Program, held: Held, index: Index) -> float:
    """The part of the program still to be done, 0.25 to 1."""
    return 1 - credits_counted(program, held, index) / program.credits if program.credits else 1.0


def weeks(program: Program, share: float, hours_per_week: int | None) -> int:
    """Weeks to finish ``share`` of the program at the student's hours; never faster than it is taught."""
    if hours_per_week is None or hours_per_week >= program.hours_per_week:
        exact = program.weeks * share
    else:
        exact = program.effort_hours * share / hours_per_week
    return math.ceil(round(exact, 6))  # a share of 2/3 of 36 weeks is 24, not 24.000000000000004


def cost_before(program: Program, share: float) -> int | None:
    """US dollars before aid for ``share`` of the program; exams and tools are paid whole. None where the price is not known."""
    cost = program.cost
    if cost is None:
        return None
    return round((cost.tuition + cost.fees + cost.books) * share) + cost.tools + cost.exams


def ranked_cost(program: Program, share: float) -> int:
    """The cost before aid, for comparing ladders: what nobody told a price of ranks behind all that has one."""
    cost = cost_before(program, share)
    return UNKNOWN if cost is None else cost


def cost_after(program: Program, share: float, held: Held, index: Index) -> tuple[int | None, tuple[str, ...]]:
    """US dollars left if the likely aid is granted, and the ids of that aid.

    Years are counted at the program's usual pace: a grant is shared out by the load taken, so studying slower
    brings no more of it. Aid that must be repaid never counts. None where the price is not known.
    """
    cost = program.cost
    if cost is None:
        return None, ()
    parts = {"tools": cost.tools, "exams": cost.exams}
    whole, told = 0, 0
    for part in ("tuition", "fees", "books"):  # rounded so that no part is negative and they add up to the cost before aid
        whole += getattr(cost, part)
        parts[part] = round(whole * share) - told
        told += parts[part]
    years = max(1, math.ceil(round(program.weeks * share / 52, 6)))
    used = []
    for key in program.aid:
        award = index.catalog.services[key].award
        if award is None or not award.likely or award.repay or not meets(held, award.requires):
            continue
        left = award.max_per_year * years if award.max_per_year is not None else sum(parts.values())
        paid = 0
        for part in award.covers:
            amount = min(parts.get(part, 0), left)
            parts[part] = parts.get(part, 0) - amount
            left -= amount
            paid += amount
        if paid:
            used.append(key)
    return sum(parts.values()), tuple(used)


def next_start(deliveries: list[Delivery], today: date) -> tuple[Delivery | None, date | None]:
    """The delivery that begins soonest from today on, and its day (None where it may begin any week)."""
    rolling = next((d for d in deliveries if d.rolling), None)
    if rolling:
        return rolling, None
    coming = sorted(((day, i) for i, d in enumerate(deliveries) for day in d.starts if day >= today))
    if coming:
        return deliveries[coming[0][1]], coming[0][0]
    return (deliveries[0], None) if deliveries else (None, None)
