"""What the college teaches: courses, programs, when and where they run, what they cost, and where credit transfers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar

from knowledge.model.basics import AwardLevel, English, Modality, Record, Ref, TimeOfDay, words
from knowledge.model.requirement import Requirement


@dataclass(frozen=True, kw_only=True)
class Course(Record):
    """A course; ``credits`` is 0 for non-credit, whose length is in ``clock_hours``."""

    KIND: ClassVar[str] = "course"

    code: str
    name: str
    credits: float = 0
    clock_hours: int | None = None
    requires: Requirement | None = None
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One way a program is offered: when in the day, how, where, from which day."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    time: TimeOfDay
    modality: Modality
    starts: tuple[date, ...]
    campus: Annotated[str, Ref("campus")] | None = None
    meets: str = ""  # "Tue and Thu, 6:00-9:00 pm"
    meets_es: str = ""
    rolling: bool = False  # may begin any week


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a student is charged for the whole program before any aid, in US dollars.

    ``exams`` are the fees of the certification or license exams that the program prepares for.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    tuition: int
    fees: int = 0
    books: int = 0
    tools: int = 0  # uniforms, tools, medical checks
    exams: int = 0

    @property
    def total(self) -> int:
        return self.tuition + self.fees + self.books + self.tools + self.exams


class ProgramKind(StrEnum):
    CREDIT = "credit"
    NONCREDIT = "noncredit"
    BASIC_EDUCATION = "basic_education"
    HIGH_SCHOOL_EQUIVALENCY = "high_school_equivalency"
    ENGLISH = "english"
    INTEGRATED = "integrated"  # basic skills and job training taught together (I-BEST-like)
    DUAL_ENROLLMENT = "dual_enrollment"
    APPRENTICESHIP = "apprenticeship"


# Classes are taught in English: for credit at the level of college reading, for job training so that safety rules are
# understood (the National Reporting System's ESL levels). Basic education says itself what it asks.
_ENGLISH_OF = {
    ProgramKind.CREDIT: English.ADVANCED,
    ProgramKind.NONCREDIT: English.INTERMEDIATE,
    ProgramKind.APPRENTICESHIP: English.ADVANCED,
    ProgramKind.DUAL_ENROLLMENT: English.ADVANCED,
}


@dataclass(frozen=True, kw_only=True)
class Program(Record):
    """A CTDL LearningProgram.

    ``weeks`` at ``hours_per_week`` (class and study together) is its usual pace; at fewer hours it takes longer, down
    to ``min_hours_per_week``, below which it cannot be taken. ``awards`` are the credentials held on finishing;
    ``prepares_for`` those whose exam it readies for (their fees are in ``cost.exams``). No ``deliveries`` means that times and places are not
    known, not that it never runs.
    """

    KIND: ClassVar[str] = "program"

    name: str
    name_es: str
    description: str
    description_es: str
    provider: Annotated[str, Ref("provider")]
    cluster: Annotated[str, Ref("cluster")] | None
    kind: ProgramKind
    award_level: AwardLevel
    cip: str
    weeks: int
    hours_per_week: int
    min_hours_per_week: int
    cost: Cost | None  # None: not known
    deliveries: tuple[Delivery, ...]
    credits: float | None = None
    clock_hours: int | None = None
    requires: Requirement | None = None
    awards: tuple[Annotated[str, Ref("credential")], ...] = words()
    prepares_for: tuple[Annotated[str, Ref("credential")], ...] = words()
    occupations: tuple[Annotated[str, Ref("occupation")], ...] = words()
    courses: tuple[Annotated[str, Ref("course")], ...] = words()
    aid: tuple[Annotated[str, Ref("service")], ...] = words()
    confers_english: English | None = None
    url: str | None = None
    contact: str | None = None
    inferred: tuple[str, ...] = words()  # fields that were worked out by a rule and not told by anyone
    conferred: int | None = None  # awards the college conferred in the year of its source; 0: offered, none that year
    aliases: tuple[str, ...] = words()
    aliases_es: tuple[str, ...] = words()

    @cached_property
    def asks(self) -> Requirement | None:
        """What it requires, with the English that its kind of class is taught in where nothing else is said."""
        english = _ENGLISH_OF.get(self.kind)
        if english is None or (self.requires and any(leaf.english for leaf in self.requires.leaves())):
            return self.requires
        taught = Requirement(english=english)
        return Requirement(all_of=(taught, self.requires)) if self.requires else taught

    @property
    def effort_hours(self) -> int:
        """All hours of class and study, at any pace."""
        return self.weeks * self.hours_per_week


@dataclass(frozen=True, kw_only=True)
class TransferAgreement(Record):
    """A promise by another institution to take a program's credit."""

    KIND: ClassVar[str] = "transfer"

    programs: tuple[Annotated[str, Ref("program")], ...]
    institution: str
    to_program: str
    to_award: str
    credits_accepted: int
    valid_until: date
    occupations: tuple[Annotated[str, Ref("occupation")], ...] = words()
    min_gpa: float | None = None
    note: str = ""
    note_es: str = ""
