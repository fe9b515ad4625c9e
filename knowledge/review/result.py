"""What a review says, as plain data: the terminal, the page and the JSON are drawn from this alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    """An error strands a student; a warning makes the way harder or its facts weaker."""

    ERROR = "error"
    WARNING = "warning"


class Status(StrEnum):
    MET = "met"
    PARTLY = "partly"
    NOT_FOUND = "not_found"
    NOT_KNOWN = "not_known"  # what it would take to tell is not among the records


@dataclass(frozen=True)
class Evidence:
    """A record that something is told by. ``note`` is what of it was looked at."""

    kind: str
    id: str
    name: str
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found, with the records it found it in."""

    code: str
    severity: Severity
    name: str
    words: str
    why: str
    mend: str
    source: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class NotKnown:
    """What a rule could not tell, since the fact is not among the records. Not a fault of the pathway."""

    code: str
    name: str
    words: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Sign:
    """One thing to see in the records; ``found`` is None where it is not known. ``words`` say what was seen or what to mend."""

    key: str
    found: bool | None
    words: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Practice:
    """A practice of AMTEC's tool kit; ``score`` is how many of its three signs were found, ``word`` that in a word."""

    key: str
    name: str
    score: int
    not_known: int
    word: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Element:
    """An element of the law's definition, or a lesson of NCEE's."""

    key: str
    name: str
    status: Status
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Job:
    """Work that a step opens. ``pay`` is the median a year in US dollars, None where it is not known."""

    id: str
    name: str
    pay: int | None


@dataclass(frozen=True)
class Award:
    """A credential of a step. ``opens`` are the step's exits that it is for; ``stacks_into`` credentials of this pathway."""

    id: str
    name: str
    dead_end: bool
    exam: bool  # earned by passing an exam that the program prepares for
    opens: tuple[str, ...]
    stacks_into: tuple[str, ...]


@dataclass(frozen=True)
class Rung:
    """A step of the pathway. ``transfers`` are the universities that take its credit."""

    id: str
    name: str
    reachable: bool
    awards: tuple[Award, ...]
    exits: tuple[Job, ...]
    transfers: tuple[str, ...]


@dataclass(frozen=True)
class Door:
    """A way in for people without a diploma or with little English. ``open``: what it asks can be met."""

    id: str
    name: str
    open: bool


@dataclass(frozen=True)
class PathwayReview:
    """One pathway: its shape, its scores, and what was found."""

    id: str
    name: str
    cluster: str  # empty where it is not known
    goal: Job | None
    source: str
    as_of: date
    review_by: date | None
    doors: tuple[Door, ...]
    steps: tuple[Rung, ...]
    practices: tuple[Practice, ...]
    elements: tuple[Element, ...]
    messages: tuple[Element, ...]
    findings: tuple[Finding, ...]
    not_known: tuple[NotKnown, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    @property
    def score(self) -> int:
        """All practices together, 0 to 18."""
        return sum(practice.score for practice in self.practices)


@dataclass(frozen=True)
class Review:
    """All pathways of a pack or a database, as they stood on ``today``. ``colleges`` are those that teach them."""

    of: str
    colleges: tuple[str, ...]
    today: date
    pathways: tuple[PathwayReview, ...]

    @property
    def errors(self) -> int:
        return sum(pathway.errors for pathway in self.pathways)

    @property
    def warnings(self) -> int:
        return sum(pathway.warnings for pathway in self.pathways)
