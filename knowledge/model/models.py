"""Pathway models: what a career pathway is, and how others have built them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from knowledge.model.basics import Record, Ref, words


@dataclass(frozen=True, kw_only=True)
class PathwayPoint:
    """One feature of a model, in a short heading and a sentence or two."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    name: str
    name_es: str
    text: str
    text_es: str


@dataclass(frozen=True, kw_only=True)
class PathwayExample:
    """A place where the model is at work."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    name: str
    place: str
    text: str
    text_es: str
    aliases: tuple[str, ...] = words()


@dataclass(frozen=True, kw_only=True)
class PathwayModel(Record):
    KIND: ClassVar[str] = "model"

    name: str
    name_es: str
    short: str  # two sentences that answer "what is it?"
    short_es: str
    points: tuple[PathwayPoint, ...]
    examples: tuple[PathwayExample, ...] = words()
    also_sources: tuple[Annotated[str, Ref("source")], ...] = words()
    aliases: tuple[str, ...] = words()
    aliases_es: tuple[str, ...] = words()
