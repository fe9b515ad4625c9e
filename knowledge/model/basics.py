"""What every record shares: where its facts come from, the ordered levels, and the words for time and place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar


class OrderedEnum(StrEnum):
    """A string enum whose members are ordered as they are written, lowest first."""

    rank: int

    def __init__(self, _: str) -> None:
        self.rank = len(type(self).__members__)

    def reaches(self, needed: OrderedEnum) -> bool:
        """Whether this level is at least ``needed``."""
        return self.rank >= needed.rank


class Education(OrderedEnum):
    """Highest education finished. ``high_school`` stands for a diploma or an equivalency such as the GED."""

    NO_DIPLOMA = "no_diploma"
    HIGH_SCHOOL = "high_school"
    SOME_COLLEGE = "some_college"
    CERTIFICATE = "certificate"
    ASSOCIATE = "associate"
    BACHELOR = "bachelor"
    MASTER = "master"


class English(OrderedEnum):
    """English level in the four bands the National Reporting System's ESL levels fold into."""

    BEGINNING = "beginning"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    FLUENT = "fluent"


class AwardLevel(StrEnum):
    """IPEDS award levels up to the bachelor's, and the two kinds of learning IPEDS does not count."""

    NONCREDIT = "noncredit"
    CERTIFICATE_UNDER_12_WEEKS = "certificate_under_12_weeks"  # IPEDS 1a: under 300 clock hours or 9 credits
    CERTIFICATE_UNDER_1_YEAR = "certificate_under_1_year"  # IPEDS 1b: 9 to 29 credits
    CERTIFICATE_1_TO_2_YEARS = "certificate_1_to_2_years"  # IPEDS 2
    ASSOCIATE = "associate"  # IPEDS 3
    CERTIFICATE_2_TO_4_YEARS = "certificate_2_to_4_years"  # IPEDS 4
    BACHELOR = "bachelor"  # IPEDS 5
    BASIC_EDUCATION = "basic_education"


class TimeOfDay(StrEnum):
    DAY = "day"
    EVENING = "evening"
    WEEKEND = "weekend"
    ANYTIME = "anytime"  # online with no set meeting time


class Modality(StrEnum):
    IN_PERSON = "in_person"
    HYBRID = "hybrid"
    ONLINE = "online"


class Need(StrEnum):
    """What may stand between a student and a class; a support service names the needs it meets."""

    ADVISING = "advising"
    TUTORING = "tutoring"
    CHILD_CARE = "child_care"
    TRANSPORT = "transport"
    FOOD = "food"
    HOUSING = "housing"
    EMERGENCY_MONEY = "emergency_money"
    PAYING_FOR_COLLEGE = "paying_for_college"
    HEALTH = "health"
    COUNSELING = "counseling"
    DISABILITY = "disability"
    VETERANS = "veterans"
    ENGLISH = "english"
    TECHNOLOGY = "technology"
    LEGAL = "legal"
    IMMIGRATION = "immigration"
    REENTRY = "reentry"
    CAREER = "career"
    BASIC_EDUCATION = "basic_education"
    CLOTHING = "clothing"
    SAFETY = "safety"


class SourceKind(StrEnum):
    STATISTICS = "statistics"
    STANDARD = "standard"
    ISSUER = "issuer"
    GOVERNMENT = "government"
    RESEARCH = "research"
    DEMONSTRATION = "demonstration"  # invented for the demonstration college; labelled so wherever shown


@dataclass(frozen=True)
class Ref:
    """Marks a field, as ``Annotated[str, Ref("occupation")]``, as holding the id of another record."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """A thing in the knowledge base.

    ``source`` is the id of a :class:`Source` and ``as_of`` the day its facts were true there; both hold for every
    fact of the record that does not carry its own.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}
    KIND: ClassVar[str]

    id: str
    source: str
    as_of: date
    review_by: date | None = None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One figure or statement with a source of its own, where it differs from its record's."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    source: str
    as_of: date


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where facts come from. ``published`` is the day of the edition read, ``retrieved`` the day it was read."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}
    KIND: ClassVar[str] = "source"

    id: str
    title: str
    publisher: str
    kind: SourceKind
    published: date
    url: str | None = None
    retrieved: date | None = None
    terms: str | None = None
    note: str | None = None

    @property
    def invented(self) -> bool:
        return self.kind is SourceKind.DEMONSTRATION


def words() -> Any:
    """A tuple-of-words field that is empty unless given."""
    return field(default=())
