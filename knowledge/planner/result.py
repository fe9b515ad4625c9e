"""What the planner answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.model import Delivery, Pay, Requirement


class LadderKind(StrEnum):
    FASTEST = "fastest"  # soonest to a job that pays more than the present one
    CHEAPEST = "cheapest"  # least to pay before aid, since no aid is sure until it is granted
    HIGHEST_PAY = "highest_pay"  # ends in the best-paid work that can be reached


class Reason(StrEnum):
    """Why a step comes where it does; the words for each stand in domain.yml."""

    EQUIVALENCY = "equivalency"  # later steps need a diploma or its equal
    INTEGRATED = "integrated"  # basic skills and job training together, no diploma needed
    ENGLISH = "english"  # later steps need more English
    FIRST_JOB = "first_job"  # it opens a better job soonest
    NEEDED_NEXT = "needed_next"  # the next step asks for what it gives
    GOAL = "goal"  # it gives what the goal asks for


class Constraint(StrEnum):
    """What of the student's can stand in the way; the last is the college's."""

    TIMES = "times"
    MODALITY = "modality"
    CAMPUS = "campus"
    HOURS = "hours"
    BUDGET = "budget"
    AGE = "age"
    NOT_TAUGHT_HERE = "not_taught_here"


@dataclass(frozen=True)
class Exit:
    """A job that a step opens, with its pay (None: not known) and what else is asked for it."""

    occupation: str
    pay: Pay | None
    still_required: tuple[Requirement, ...]


@dataclass(frozen=True)
class Step:
    """One program on the ladder.

    ``weeks`` at the student's hours; costs in US dollars, None where the college's price is not known, ``cost_after`` what is left if the aid in ``aid`` is
    granted; ``credits_counted`` those an earlier step already earned. ``still_required`` are conditions no record can
    prove or that are only advised. ``delivery`` is None where times are not known.
    """

    program: str
    reason: Reason
    gains: tuple[str, ...]
    weeks: int
    cost_before: int | None
    cost_after: int | None
    aid: tuple[str, ...]
    credits_counted: float
    still_required: tuple[Requirement, ...]
    delivery: Delivery | None
    start: date | None
    exits: tuple[Exit, ...]
    pay_before: int | None
    pay_after: int | None
    doors: tuple[str, ...]  # credentials this one stacks into
    transfers: tuple[str, ...]
    work_based: tuple[tuple[str, int], ...]  # employer id and the number of its offer


@dataclass(frozen=True)
class Ladder:
    """Steps in order from where the student stands to ``goal``."""

    kinds: tuple[LadderKind, ...]
    goal: str
    steps: tuple[Step, ...]
    first_job_weeks: int | None
    services: tuple[str, ...]

    @property
    def weeks(self) -> int:
        return sum(step.weeks for step in self.steps)

    @property
    def cost_before(self) -> int | None:
        """The whole price before aid; None where that of a step is not known."""
        return _sum([step.cost_before for step in self.steps])

    @property
    def cost_after(self) -> int | None:
        return _sum([step.cost_after for step in self.steps])


def _sum(parts: list[int | None]) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


@dataclass(frozen=True)
class Skip:
    """Steps left out because of what the student already has: ``rule`` or ``credential`` says why."""

    programs: tuple[str, ...]
    rule: str | None = None
    credential: str | None = None


@dataclass(frozen=True)
class Blocked:
    """Nothing fits: what blocks (one constraint wherever one alone does), and the nearest ladder without it."""

    constraints: tuple[Constraint, ...]
    nearest: Ladder | None


@dataclass(frozen=True)
class Plans:
    """Up to three ladders, or what blocks; ``qualified`` are goals the student already meets, and
    ``open_now`` better-paid work that what they hold opens today."""

    ladders: tuple[Ladder, ...] = ()
    blocked: Blocked | None = None
    skips: tuple[Skip, ...] = ()
    qualified: tuple[str, ...] = ()
    open_now: tuple[str, ...] = ()
    assumed_diploma: bool = False
