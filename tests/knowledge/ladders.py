"""What a ladder says, worked out again from the catalog by its own plain means, to hold the planner to."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.catalog import Catalog
from knowledge.model import CredentialType, Education, English, Program, Requirement
from knowledge.planner import Index, Ladder, LadderKind, Plans, Step, Student


@dataclass(frozen=True)
class Has:
    """What a student has at a point on the way."""

    credentials: frozenset[str]
    courses: frozenset[str]
    education: Education
    english: English
    years: float
    age: int | None


def at_start(catalog: Catalog, student: Student) -> Has:
    """What the student brings: what they told, and what their prior learning is worth."""
    rules = [catalog.prior_learning[key] for key in student.prior_learning]
    rules += [
        rule
        for rule in catalog.prior_learning.values()
        if rule.kind.value == "certification" and rule.held in student.credentials
    ]
    credentials = set(student.credentials)
    for rule in rules:
        credentials |= {*rule.grants, *([rule.held] if rule.held else [])}
    levels = [
        student.education or Education.HIGH_SCHOOL,
        *(rule.confers_education for rule in rules),
        *(catalog.credentials[key].confers_education for key in credentials),
    ]
    highest = max((level for level in levels if level), key=list(Education).index)
    courses = frozenset(key for rule in rules for key in rule.courses) | _courses_behind(catalog, credentials)
    return Has(
        frozenset(credentials), courses, highest, student.english or English.FLUENT, student.experience_years or 0, student.age
    )


def _courses_behind(catalog: Catalog, credentials: set[str]) -> frozenset[str]:
    """The courses that a held college award stands for: those of the shortest program that gives it."""
    awards = {
        key
        for key in credentials
        if catalog.credentials[key].type in (CredentialType.CERTIFICATE, CredentialType.ASSOCIATE_DEGREE)
    }
    by_length = sorted(catalog.programs.values(), key=lambda p: (p.weeks, p.id))
    shortest = [next((p for p in by_length if key in p.awards), None) for key in awards]
    return frozenset(key for program in shortest if program for key in program.courses)


def after(catalog: Catalog, has: Has, step: Step) -> Has:
    """What the student has when the step is done, by what the step itself says it gives."""
    program = catalog.programs[step.program]
    levels = [has.education, _level(program), *(catalog.credentials[key].confers_education for key in step.gains)]
    tongues = [has.english, program.confers_english or has.english]
    return replace(
        has,
        credentials=has.credentials | set(step.gains),
        courses=has.courses | set(program.courses),
        education=max((level for level in levels if level), key=list(Education).index),
        english=max(tongues, key=list(English).index),
    )


def _level(program: Program) -> Education | None:
    levels = {
        "associate": Education.ASSOCIATE,
        "certificate_under_1_year": Education.CERTIFICATE,
        "certificate_1_to_2_years": Education.CERTIFICATE,
        "certificate_2_to_4_years": Education.CERTIFICATE,
    }
    return levels.get(program.award_level.value)


def climb(catalog: Catalog, student: Student, ladder: Ladder) -> Iterator[tuple[Has, Step, Has]]:
    """Each step with what the student has before and after it."""
    has = at_start(catalog, student)
    for step in ladder.steps:
        gained = after(catalog, has, step)
        yield has, step, gained
        has = gained


def allows(has: Has, requirement: Requirement | None) -> bool:
    """Whether nothing that can be checked stands against it; advice, unprovable conditions and years never do by themselves."""
    if requirement is None or told_only(requirement):
        return True
    if requirement.all_of is not None:
        return all(allows(has, part) for part in requirement.all_of)
    if requirement.any_of is not None:
        return any(not told_only(part) and proves(has, part) for part in requirement.any_of)
    return requirement.experience_years is not None or proves(has, requirement)


def proves(has: Has, requirement: Requirement) -> bool:
    if requirement.all_of is not None or requirement.any_of is not None:
        return allows(has, requirement)
    if requirement.credential is not None:
        return requirement.credential in has.credentials
    if requirement.course is not None:
        return requirement.course in has.courses
    if requirement.education is not None:
        return list(Education).index(has.education) >= list(Education).index(requirement.education)
    if requirement.english is not None:
        return list(English).index(has.english) >= list(English).index(requirement.english)
    if requirement.min_age is not None:
        return has.age is None or has.age >= requirement.min_age
    return has.years >= (requirement.experience_years or 0)


def told_only(requirement: Requirement) -> bool:
    branches = requirement.all_of or requirement.any_of
    return (
        requirement.recommended
        or requirement.other is not None
        or (branches is not None and all(told_only(part) for part in branches))
    )


def asks_diploma(requirement: Requirement | None) -> bool:
    """Whether someone without a diploma is kept out by it."""
    everything_else = Has(frozenset(leaf.credential for leaf in requirement.leaves() if leaf.credential) if requirement else frozenset(),
                          frozenset(leaf.course for leaf in requirement.leaves() if leaf.course) if requirement else frozenset(), Education.NO_DIPLOMA, English.FLUENT, 99, None)  # fmt: skip
    return not allows(everything_else, requirement)


def share(program: Program, credits_counted: float) -> float:
    return 1 - credits_counted / program.credits if program.credits else 1.0


def usual_weeks(program: Program, part: float, hours: int | None) -> int:
    pace = program.hours_per_week if hours is None else min(hours, program.hours_per_week)
    return math.ceil(round(program.weeks * program.hours_per_week * part / pace, 6))  # 24.0000000001 weeks are 24


def named(plans: Plans, kind: LadderKind) -> Ladder | None:
    return next((ladder for ladder in plans.ladders if kind in ladder.kinds), None)


def best(index: Index, plans: Plans) -> tuple[float, float, float]:
    """How good the best plans are, less is better: weeks to a first job, dollars before aid, and pay of the goal, negative."""
    fastest, cheapest, highest = (named(plans, kind) for kind in LadderKind)
    first = math.inf if fastest is None or fastest.first_job_weeks is None else fastest.first_job_weeks
    cost = math.inf if cheapest is None else cheapest.cost_before
    pay = 0 if highest is None else index.catalog.occupations[highest.goal].pay.median
    return first, cost, -pay
