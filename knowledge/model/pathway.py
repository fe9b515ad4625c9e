"""A published pathway: an ordered way from entry to a goal, as CTDL's Pathway with its components."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from knowledge.model.basics import Record, Ref, words


@dataclass(frozen=True, kw_only=True)
class PathwayStep:
    """One step: a program, the work it opens (exit), and the supports that go with it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    program: Annotated[str, Ref("program")]
    exits: tuple[Annotated[str, Ref("occupation")], ...] = words()
    note: str = ""


class ComponentKind(StrEnum):
    """CTDL's classes of pathway component."""

    BASIC = "basic"  # anything that is none of the others: a stage, a semester, a career path
    ASSESSMENT = "assessment"
    COCURRICULAR = "cocurricular"
    COLLECTION = "collection"
    COMPETENCY = "competency"
    COURSE = "course"
    CREDENTIAL = "credential"
    EXTRACURRICULAR = "extracurricular"
    JOB = "job"
    MULTI = "multi"
    SELECTION = "selection"
    WORK_EXPERIENCE = "work_experience"


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """A comparison that has to hold, as its publisher wrote it: names and values are addresses or plain words.

    ``left_action`` and ``right_action`` say what is done with several values first (``Sum``, ``Mean``, ``AnyOf``).
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    left: tuple[str, ...] = ()
    comparator: str = ""
    right: tuple[str, ...] = ()
    left_action: str = ""
    right_action: str = ""
    name: str = ""
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class ComponentCondition:
    """What finishes a component: ``required`` (None: all) of its ``components`` and ``conditions``.

    ``components`` are ids within the pathway. ``operator`` (``And``, ``Or``, ``Not``) joins the ``constraints``.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    name: str = ""
    description: str = ""
    required: int | None = None
    components: tuple[str, ...] = ()
    conditions: tuple[ComponentCondition, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    operator: str = ""


@dataclass(frozen=True, kw_only=True)
class PathwayComponent:
    """A node of a pathway that is more than a row of programs. Its ``id`` is unique within the pathway.

    ``course``, ``credential``, ``program`` and ``occupation`` name the record it stands for, where there is one.
    ``children``, ``precedes`` and ``preceded_by`` are ids within the pathway. ``levels`` are stages of a progression, in words.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    id: str
    kind: ComponentKind
    name: str
    description: str = ""
    category: str = ""
    code: str = ""
    levels: tuple[str, ...] = ()
    term: str = ""
    points: float | None = None
    credits: float | None = None
    url: str | None = None
    course: Annotated[str, Ref("course")] | None = None
    credential: Annotated[str, Ref("credential")] | None = None
    program: Annotated[str, Ref("program")] | None = None
    occupation: Annotated[str, Ref("occupation")] | None = None
    conditions: tuple[ComponentCondition, ...] = ()
    children: tuple[str, ...] = ()
    precedes: tuple[str, ...] = ()
    preceded_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pathway(Record):
    """``steps`` are the programs to take, in order. A pathway of courses or credentials, or one with conditions between its parts,
    stands whole in ``components``; ``destination`` is the id of the component it ends in. A ``cluster`` or ``goal`` of None is not known.
    """

    KIND: ClassVar[str] = "pathway"

    name: str
    name_es: str
    description: str
    description_es: str
    cluster: Annotated[str, Ref("cluster")] | None
    goal: Annotated[str, Ref("occupation")] | None
    steps: tuple[PathwayStep, ...]
    entries: tuple[Annotated[str, Ref("program")], ...] = words()  # doors for people without a diploma or with little English
    services: tuple[Annotated[str, Ref("service")], ...] = words()
    employers: tuple[Annotated[str, Ref("employer")], ...] = words()
    transfers: tuple[Annotated[str, Ref("transfer")], ...] = words()
    funding: tuple[Annotated[str, Ref("service")], ...] = words()
    components: tuple[PathwayComponent, ...] = ()
    destination: str | None = None

    def __post_init__(self) -> None:
        known = {part.id for part in self.components}
        if len(known) < len(self.components):
            raise ValueError("two components of a pathway have the same id")
        if self.destination is not None and self.destination not in known:
            raise ValueError(f"the destination {self.destination!r} is none of the pathway's components")
