"""Small random colleges and students, each by its number, for properties that hold in every world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import TypeVar

from knowledge.catalog import Catalog
from knowledge.model import (
    Award,
    AwardLevel,
    Cost,
    CredentialType,
    Delivery,
    Education,
    English,
    Modality,
    PriorLearningKind,
    ProgramKind,
    Requirement,
    TimeOfDay,
)
from knowledge.planner import Index, Plans, Student, plan
from tests.knowledge.build import TODAY, World, age, all_of, any_of, course, credential, delivery, education, english

T = TypeVar("T")

TIMES = (TimeOfDay.DAY, TimeOfDay.EVENING, TimeOfDay.WEEKEND)
PLACES = ("main", "east")
LEVELS = (AwardLevel.NONCREDIT, AwardLevel.CERTIFICATE_UNDER_1_YEAR, AwardLevel.ASSOCIATE)
KINDS = (
    ProgramKind.CREDIT,
    ProgramKind.CREDIT,
    ProgramKind.NONCREDIT,
    ProgramKind.NONCREDIT,
    ProgramKind.INTEGRATED,
    ProgramKind.APPRENTICESHIP,
    ProgramKind.DUAL_ENROLLMENT,
)
TYPES = (CredentialType.CERTIFICATE, CredentialType.CERTIFICATION, CredentialType.ASSOCIATE_DEGREE)


@dataclass(frozen=True)
class Case:
    """A college and one who wants to learn there."""

    number: int
    catalog: Catalog
    student: Student

    def __repr__(self) -> str:
        return f"case({self.number})"


@cache
def case(number: int) -> Case:
    """The world of that number, the same on every machine."""
    dice = Dice(number)
    world = World()
    world.campus("east")
    credentials = [f"c{i}" for i in range(dice.between(3, 6))]
    occupations = [f"o{i}" for i in range(dice.between(1, 4))]
    courses = ["k0", "k1"]
    services = ["s0", "s1"]
    for key in courses:
        world.course(key, credits=dice.between(0, 6))
    for i, key in enumerate(credentials):
        world.credential(
            key,
            type=dice.one(TYPES),
            requires=dice.requirement(credentials[:i], [], 0.4),
            stacks_into=dice.some(credentials[i + 1 :]),
            prepares_for=dice.some(occupations),
        )
    world.credential("ged", type=CredentialType.SECONDARY_SCHOOL, confers_education=Education.HIGH_SCHOOL)
    for i, key in enumerate(occupations):
        schooling = dice.one(("No formal educational credential", "High school diploma or equivalent"))
        world.occupation(
            key,
            dice.between(20, 90) * 1000,
            dice.requirement(credentials[i:], [], 0.9),
            advances_to=dice.some(occupations[i + 1 :]),
            entry_education=schooling,
        )
    for key in services:
        most = dice.between(0, 3000) if dice.chance(0.7) else None
        asks = dice.one((None, education(Education.HIGH_SCHOOL), Requirement(other="Need")))
        world.service(
            key,
            Award(
                max_per_year=most,
                covers=dice.some(("tuition", "fees", "books", "tools", "exams"), 5),
                repay=dice.chance(0.3),
                likely=dice.chance(0.7),
                requires=asks,
            ),
        )
    for i in range(len(credentials) + dice.between(0, 4)):
        hours = dice.between(2, 40)
        gives = tuple(dict.fromkeys((*credentials[i : i + 1], *dice.some(credentials, 2))))
        awards = dice.between(0, len(gives))
        earlier = [key for key in (credentials if dice.chance(0.3) else credentials[:i]) if key not in gives]
        world.program(
            f"p{i}", kind=dice.one(KINDS), award_level=dice.one(LEVELS), credits=dice.one((None, 6.0, 15.0, 30.0, 60.0)),
            weeks=dice.between(1, 80), hours=hours, min_hours=dice.between(1, max(1, hours // 3)), cost=dice.cost(),
            requires=dice.requirement(earlier, courses, 0.7), awards=gives[:awards], prepares_for=gives[awards:],
            courses=dice.some(courses), aid=dice.some(services), occupations=dice.some(occupations), deliveries=dice.deliveries(),
        )  # fmt: skip
    if dice.chance(0.6):
        world.program(
            "ged-class",
            kind=ProgramKind.HIGH_SCHOOL_EQUIVALENCY,
            award_level=AwardLevel.BASIC_EDUCATION,
            prepares_for=("ged",),
            tuition=0,
        )
    if dice.chance(0.6):
        world.program(
            "english-class",
            kind=ProgramKind.ENGLISH,
            award_level=AwardLevel.BASIC_EDUCATION,
            confers_english=English.ADVANCED,
            tuition=0,
            weeks=20,
        )
    world.prior_learning("army", PriorLearningKind.MILITARY, grants=dice.some(credentials), courses=dice.some(courses))
    return Case(number, world.catalog(), dice.student(credentials, occupations))


@cache
def half_known(number: int) -> Case:
    """The same world, where nobody has told some of the prices, times and wages."""
    whole, dice = case(number), Dice(-number - 1)
    programs = {
        key: replace(
            program, cost=None if dice.chance(0.4) else program.cost, deliveries=() if dice.chance(0.4) else program.deliveries
        )
        for key, program in whole.catalog.programs.items()
    }
    occupations = {key: replace(job, pay=None if dice.chance(0.4) else job.pay) for key, job in whole.catalog.occupations.items()}
    return Case(number, replace(whole.catalog, programs=programs, occupations=occupations), whole.student)


@cache
def plans_of(number: int) -> Plans:
    """What the planner answers in that world."""
    return plan(Index(case(number).catalog), case(number).student, TODAY)


class Dice:
    """Seeded chance, with the throws a world needs."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def between(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, items: Sequence[T]) -> T:
        return self.random.choice(items)

    def some(self, items: Sequence[T], most: int = 2) -> tuple[T, ...]:
        """A few of the items, each once, in their own order."""
        picked = self.random.sample(range(len(items)), self.between(0, min(most, len(items))))
        return tuple(items[i] for i in sorted(picked))

    def requirement(self, credentials: list[str], courses: list[str], often: float) -> Requirement | None:
        """A condition or none, at most two levels deep, on what the world has; most often a credential."""
        if not self.chance(often):
            return None
        leaves = [
            education(Education.HIGH_SCHOOL),
            english(English.ADVANCED),
            age(18),
            Requirement(experience_years=2),
            Requirement(other="A test"),
        ]
        leaves += [Requirement(credential=key, recommended=True) for key in credentials[:1]] + [
            course(key) for key in courses[:1]
        ]
        asked = [credential(key) for key in credentials] or leaves
        pick = [self.one(asked if self.chance(0.6) else leaves) for _ in range(2)]
        return self.one((pick[0], pick[0], all_of(*pick), any_of(*pick)))

    def cost(self) -> Cost:
        return Cost(
            tuition=self.between(0, 2500),
            fees=self.between(0, 300),
            books=self.between(0, 300),
            tools=self.between(0, 300),
            exams=self.between(0, 300),
        )

    def deliveries(self) -> tuple[Delivery, ...]:
        return tuple(delivery(self.one(TIMES), self.one(tuple(Modality)), self.one(PLACES)) for _ in range(self.between(1, 3)))

    def student(self, credentials: list[str], occupations: list[str]) -> Student:
        return Student(
            goals=self.some(occupations) or (occupations[0],),
            education=self.one((None, Education.NO_DIPLOMA, Education.HIGH_SCHOOL, Education.CERTIFICATE)),
            english=self.one((None, English.BEGINNING, English.FLUENT)),
            credentials=frozenset(self.some(credentials, 1)) if self.chance(0.4) else frozenset(),
            prior_learning=("army",) if self.chance(0.2) else (),
            experience_years=self.one((None, 1, 5)),
            pay_now=self.between(15, 60) * 1000 if self.chance(0.5) else None,
            hours_per_week=self.between(3, 40) if self.chance(0.7) else None,
            times=frozenset(self.some(TIMES)) if self.chance(0.3) else frozenset(),
            modalities=frozenset(self.some(tuple(Modality))) if self.chance(0.2) else frozenset(),
            campuses=frozenset(self.some(PLACES, 1)) if self.chance(0.2) else frozenset(),
            budget=self.between(0, 8000) if self.chance(0.3) else None,
            age=self.one((None, 16, 40)),
            in_high_school=self.chance(0.3),
        )
