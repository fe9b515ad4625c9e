"""Work and what opens it: clusters, occupations, skills, credentials, employers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from knowledge.model.basics import Education, Fact, Record, Ref, words
from knowledge.model.requirement import Requirement


@dataclass(frozen=True, kw_only=True)
class Cluster(Record):
    """A career cluster: occupations that share skills."""

    KIND: ClassVar[str] = "cluster"

    name: str
    name_es: str
    description: str
    description_es: str
    aliases: tuple[str, ...] = words()


@dataclass(frozen=True, kw_only=True)
class Skill(Record):
    """A skill, knowledge or tool; ``onet_element`` is the O*NET content-model element where one matches."""

    KIND: ClassVar[str] = "skill"

    name: str
    name_es: str | None = None
    onet_element: str | None = None


@dataclass(frozen=True, kw_only=True)
class Pay(Fact):
    """Annual wage in US dollars, national, all industries (OEWS)."""

    median: int
    pct10: int | None = None
    pct90: int | None = None


@dataclass(frozen=True, kw_only=True)
class Outlook(Fact):
    """BLS Employment Projections: percent change over the decade and average openings a year (jobs, not thousands)."""

    growth_percent: float
    openings_per_year: int


@dataclass(frozen=True, kw_only=True)
class Occupation(Record):
    """An O*NET-SOC occupation in plain words.

    What is None or empty is not known: no wage is published for military work, nor a job zone for every occupation.
    ``riasec`` holds one to three Holland letters, strongest first. ``traits`` are plain tags for free-word interests
    (see ``knowledge/interests.py``). ``requires`` is what employers or the law ask of a new hire.
    """

    KIND: ClassVar[str] = "occupation"

    onet_code: str
    name: str
    name_es: str
    description: str
    description_es: str
    cluster: Annotated[str, Ref("cluster")] | None = None
    pay: Pay | None = None
    outlook: Outlook | None = None
    entry_education: str = ""  # BLS's typical education needed for entry
    job_zone: int | None = None
    riasec: str = ""
    requires: Requirement | None = None
    skills: tuple[Annotated[str, Ref("skill")], ...] = words()
    advances_to: tuple[Annotated[str, Ref("occupation")], ...] = words()
    traits: tuple[str, ...] = words()
    aliases: tuple[str, ...] = words()
    aliases_es: tuple[str, ...] = words()

    @property
    def median(self) -> int:
        """What it pays in the middle, in US dollars a year, for ranking: 0 where no wage is known."""
        return self.pay.median if self.pay else 0

    @property
    def soc_code(self) -> str:
        """The 2018 SOC code, as BLS tables are keyed."""
        return self.onet_code.split(".")[0]


class CredentialType(StrEnum):
    """CTDL credential classes used here."""

    ASSOCIATE_DEGREE = "associate_degree"
    CERTIFICATE = "certificate"  # awarded for finishing a course of study
    CERTIFICATION = "certification"  # awarded by a body for showing competence, usually by exam, often renewed
    LICENSE = "license"  # permission by government to work
    APPRENTICESHIP_CERTIFICATE = "apprenticeship_certificate"
    SECONDARY_SCHOOL = "secondary_school"  # diploma or equivalency
    MICRO_CREDENTIAL = "micro_credential"  # a short course card, such as OSHA 10
    BACHELOR_DEGREE = "bachelor_degree"


@dataclass(frozen=True, kw_only=True)
class FrameworkLevel(Fact):
    """Where a credential stands in a qualifications framework; ``basis`` says who placed it and how."""

    framework: str
    level: int
    basis: str


@dataclass(frozen=True, kw_only=True)
class Credential(Record):
    """A CTDL Credential.

    ``takes`` says what it takes to earn it; ``weeks_min`` to ``weeks_max`` is the usual time from nothing to holding
    it, None where it is not known. ``exam_cost`` is what the issuer asks for the assessment or license in US dollars (None for a college award,
    whose cost is its program's). ``valid_months`` is None where it never expires.
    """

    KIND: ClassVar[str] = "credential"

    name: str
    name_es: str
    type: CredentialType
    issuer: str
    description: str
    description_es: str
    level: FrameworkLevel | None = None
    takes: str = ""
    takes_es: str = ""
    weeks_min: int | None
    weeks_max: int | None
    renewal: str = ""
    renewal_es: str = ""
    short_name: str | None = None
    url: str | None = None
    requires: Requirement | None = None
    exam_cost: int | None = None
    valid_months: int | None = None
    confers_education: Education | None = None
    stacks_into: tuple[Annotated[str, Ref("credential")], ...] = words()
    prepares_for: tuple[Annotated[str, Ref("occupation")], ...] = words()
    inferred: tuple[str, ...] = words()  # fields that were worked out by a rule and not told by anyone
    aliases: tuple[str, ...] = words()
    aliases_es: tuple[str, ...] = words()


class WorkBasedKind(StrEnum):
    REGISTERED_APPRENTICESHIP = "registered_apprenticeship"
    INTERNSHIP = "internship"
    CO_OP = "co_op"
    CLINICAL = "clinical"
    JOB_SHADOW = "job_shadow"
    ON_THE_JOB_TRAINING = "on_the_job_training"
    TUITION_BENEFIT = "tuition_benefit"


@dataclass(frozen=True, kw_only=True)
class WorkBasedLearning:
    """What an employer offers a student: learning at work."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    kind: WorkBasedKind
    title: str
    title_es: str
    detail: str
    detail_es: str
    occupations: tuple[Annotated[str, Ref("occupation")], ...]
    paid: bool
    hourly_pay: float | None = None
    hours_per_week: int | None = None
    weeks: int | None = None
    programs: tuple[Annotated[str, Ref("program")], ...] = words()
    requires: Requirement | None = None
    how_to_apply: str = ""


@dataclass(frozen=True, kw_only=True)
class Employer(Record):
    """An employer partner and what it offers."""

    KIND: ClassVar[str] = "employer"

    name: str
    city: str
    industry: str
    clusters: tuple[Annotated[str, Ref("cluster")], ...]
    offers: tuple[WorkBasedLearning, ...]
    hires: tuple[Annotated[str, Ref("occupation")], ...] = words()
    aliases: tuple[str, ...] = words()
