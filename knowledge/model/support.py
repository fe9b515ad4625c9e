"""Support services, money for college among them, after HSDS."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from knowledge.model.basics import Need, Record, Ref, words
from knowledge.model.college import Contact
from knowledge.model.requirement import Requirement


class ServiceCategory(StrEnum):
    ADVISING = "advising"
    TUTORING = "tutoring"
    CHILD_CARE = "child_care"
    TRANSPORT = "transport"
    FOOD = "food"
    HOUSING = "housing"
    EMERGENCY_MONEY = "emergency_money"
    HEALTH = "health"
    COUNSELING = "counseling"
    DISABILITY = "disability"
    VETERANS = "veterans"
    LANGUAGE = "language"
    TECHNOLOGY = "technology"
    LEGAL = "legal"
    REENTRY = "reentry"
    CAREER_SERVICES = "career_services"
    BASIC_EDUCATION = "basic_education"
    FINANCIAL_AID = "financial_aid"


@dataclass(frozen=True, kw_only=True)
class Award:
    """What a kind of financial aid may pay.

    ``max_per_year`` is the most it pays one student in a year, in US dollars; ``covers`` the parts of a program's
    :class:`~knowledge.model.learning.Cost` it may pay for. ``repay`` marks loans, which never count as lowering a
    cost. ``likely`` marks aid a typical student of an eligible program may count on after applying; only likely aid
    is counted in an "after aid" figure.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    max_per_year: int | None
    covers: tuple[str, ...] = ("tuition", "fees", "books", "tools", "exams")
    repay: bool = False
    likely: bool = False
    requires: Requirement | None = None


@dataclass(frozen=True, kw_only=True)
class SupportService(Record):
    """A service a student can use: who may, when, how to reach it, what to bring."""

    KIND: ClassVar[str] = "service"

    name: str
    name_es: str
    category: ServiceCategory
    needs: tuple[Need, ...]
    description: str
    description_es: str
    eligibility: str
    eligibility_es: str
    hours: str
    hours_es: str
    contact: Contact
    how: str
    how_es: str
    bring: tuple[str, ...] = words()
    bring_es: tuple[str, ...] = words()
    cost: str = "Free"
    cost_es: str = "Gratis"
    languages: tuple[str, ...] = ("en",)
    provider: Annotated[str, Ref("provider")] | None = None
    campus: Annotated[str, Ref("campus")] | None = None
    award: Award | None = None
    taxonomy: tuple[str, ...] = words()  # Open Eligibility ids
    aliases: tuple[str, ...] = words()
    aliases_es: tuple[str, ...] = words()
