"""How cases are asked for: who looks, at which queue, with which filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.cases.model import Priority, State


class Queue(StrEnum):
    MINE = "mine"  # held by the viewer, and not put off
    UNASSIGNED = "unassigned"  # nobody holds it
    MY_TEAM = "my_team"  # all that is not resolved, of the viewer's teams
    URGENT = "urgent"  # urgent and not resolved
    WAITING = "waiting"  # on the student
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


@dataclass(frozen=True)
class Viewer:
    """An advisor as far as cases go: they see those of their teams and those they hold; a lead or admin sees all."""

    id: int
    teams: frozenset[str] = frozenset()
    sees_all: bool = False

    def sees(self, team: str, holder: int | None) -> bool:
        """Whether a case of that team and holder may be seen."""
        return self.sees_all or team in self.teams or holder == self.id


@dataclass(frozen=True, kw_only=True)
class CaseQuery:
    """Cases to find; what is None or empty filters nothing.

    ``text`` finds cases that hold every one of its words, in any case and without accents, or the case of that number.
    ``viewer`` None is for the system itself, which sees all.
    """

    viewer: Viewer | None = None
    queue: Queue | None = None
    text: str = ""
    team: str | None = None
    language: str | None = None
    topic: str | None = None
    priority: Priority | None = None
    state: State | None = None
    holder: int | None = None
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True)
class QueueCount:
    """How many cases a queue holds, and when the oldest of them was opened."""

    number: int
    oldest: datetime | None
