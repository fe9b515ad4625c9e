"""A college's published pathway: an ordered way from entry to a goal, as CTDL's Pathway with its components."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from knowledge.model.basics import Record, Ref, words


@dataclass(frozen=True, kw_only=True)
class PathwayStep:
    """One component: a program, the work it opens (exit), and the supports that go with it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    program: Annotated[str, Ref("program")]
    exits: tuple[Annotated[str, Ref("occupation")], ...] = words()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Pathway(Record):
    KIND: ClassVar[str] = "pathway"

    name: str
    name_es: str
    description: str
    description_es: str
    cluster: Annotated[str, Ref("cluster")]
    goal: Annotated[str, Ref("occupation")]
    steps: tuple[PathwayStep, ...]
    entries: tuple[Annotated[str, Ref("program")], ...] = words()  # doors for people without a diploma or with little English
    services: tuple[Annotated[str, Ref("service")], ...] = words()
    employers: tuple[Annotated[str, Ref("employer")], ...] = words()
    transfers: tuple[Annotated[str, Ref("transfer")], ...] = words()
    funding: tuple[Annotated[str, Ref("service")], ...] = words()
