"""The demo as it is written in ``demo.yml``, where its keys are explained."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("demo.yml")


@dataclass(frozen=True, kw_only=True)
class Person:
    """An invented advisor."""

    username: str
    name: str
    role: str
    teams: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def short(self) -> str:
        """What the steps of a student call them."""
        return self.username.partition("@")[0]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """An invented student's conversation and what people make of it."""

    student: str
    hours_ago: float
    says: tuple[str, ...] = ()
    asks: str | None = None
    reason: str | None = None
    name: str | None = None
    contact: str | None = None
    team: str | None = None
    priority: str | None = None
    begun_by: str | None = None
    about: str = ""
    then: tuple[dict[str, Any], ...] = field(default=())


def read(file: Path = FILE) -> tuple[list[Person], list[Scene]]:
    """The advisors and the scenes."""
    written = yaml.safe_load(file.read_text(encoding="utf-8"))
    people = [Person(**{**p, "teams": tuple(p["teams"]), "languages": tuple(p["languages"])}) for p in written["accounts"]]
    scenes = [Scene(**{**s, "says": tuple(s.get("says", ())), "then": tuple(s.get("then", ()))}) for s in written["students"]]
    return people, scenes
