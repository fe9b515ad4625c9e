"""What the open data says, in plain records; every one knows where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.model import Source


@dataclass(frozen=True, kw_only=True)
class Import:
    """One import: what was read, from where, when. ``as_of`` is the day of the edition."""

    id: str
    format: str
    source: Source
    edition: str
    as_of: date


class ElementKind(StrEnum):
    SKILL = "skill"
    KNOWLEDGE = "knowledge"


@dataclass(frozen=True, kw_only=True)
class Rated:
    """A skill or a field of knowledge as an occupation needs it: ``importance`` 1 to 5, ``level`` 0 to 7 (None: not rated)."""

    element: str
    kind: ElementKind
    name: str
    importance: float | None
    level: float | None


@dataclass(frozen=True, kw_only=True)
class Related:
    """A related occupation; ``tier`` as O*NET calls it (Primary-Short, Primary-Long, Supplemental)."""

    code: str
    title: str
    tier: str
    rank: int


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A technology; ``hot`` and ``in_demand`` as O*NET marks them."""

    name: str
    hot: bool
    in_demand: bool


@dataclass(frozen=True, kw_only=True)
class Wages:
    """US dollars a year, national. A figure named in ``at_least`` is "at or above". ``published_as`` is the code BLS gave them under:
    another than ``soc`` where BLS rolls several occupations into one."""

    soc: str
    employment: int | None
    pct10: int | None
    pct25: int | None
    median: int | None
    pct75: int | None
    pct90: int | None
    at_least: tuple[str, ...]
    published_as: str


@dataclass(frozen=True, kw_only=True)
class Projection:
    """BLS Employment Projections: ``employment`` in thousands of jobs, ``openings`` in thousands a year."""

    soc: str
    title: str
    employment: float | None
    employment_then: float | None
    change_percent: float | None
    openings: float | None
    education: str | None
    experience: str | None
    training: str | None
    published_as: str


@dataclass(frozen=True, kw_only=True)
class OccupationFacts:
    """Everything the open data says of one O*NET-SOC occupation. Lists stand most important first.

    ``interests`` holds the six RIASEC scores (letter to 1..7), empty where O*NET has none; ``education`` the percent of workers
    asked by O*NET's category 1 to 12.
    """

    code: str
    soc: str
    title: str
    description: str
    job_zone: int | None
    interests: dict[str, float]
    letters: str
    tasks: tuple[str, ...]
    skills: tuple[Rated, ...]
    knowledge: tuple[Rated, ...]
    education: tuple[tuple[int, float], ...]
    related: tuple[Related, ...]
    tools: tuple[Tool, ...]
    clusters: tuple[tuple[str, str], ...]  # career cluster and career pathway
    wages: Wages | None
    projection: Projection | None


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The little of an occupation that matching over all of them looks at."""

    code: str
    soc: str
    title: str
    job_zone: int | None
    interests: dict[str, float]
    letters: str
    median: int | None
    growth_percent: float | None
    openings: float | None
    education: str | None
    experience: str | None = None  # BLS's work experience in a related occupation
    training: str | None = None  # BLS's typical on-the-job training
    pct10: int | None = None
    pct90: int | None = None
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class College:
    """A college as IPEDS lists it; ``miles`` from the college asked about, where both places are known."""

    unitid: int
    name: str
    city: str
    state: str
    url: str | None
    miles: float | None = None

    @property
    def provider(self) -> str:
        """The id it has as a provider, where no pack gives it another."""
        return f"ipeds-{self.unitid}"


@dataclass(frozen=True, kw_only=True)
class ProgramAt:
    """A program of study at a college: ``level`` is IPEDS's award level, ``awards`` how many were conferred in the year (0: offered,
    none that year; None: not told)."""

    college: College
    cip: str
    title: str
    level: int
    awards: int | None

    @property
    def id(self) -> str:
        """Its id as a program, and as the credential it ends in, in a catalog."""
        return f"{self.college.provider}-{self.cip}-{self.level}"
