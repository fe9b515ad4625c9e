"""What an alert says, to whom, and what a way of telling it has to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any, Protocol

from bot.cases.model import Priority, Reason


class Kind(StrEnum):
    """Why a team is told."""

    NEW = "new"
    URGENT = "urgent"  # opened as urgent, became urgent, or urgent words again
    OVERDUE = "overdue"
    REOPENED = "reopened"
    ASSIGNED = "assigned"


def _always(moment: datetime) -> datetime | None:
    return moment


@dataclass(frozen=True)
class TeamToTell:
    """What alerts need to know of a team. ``opens`` gives the first moment it is open at or after another; None for never."""

    id: str
    name: str
    zone: tzinfo = UTC
    opens: Callable[[datetime], datetime | None] = _always


@dataclass(frozen=True, kw_only=True)
class Alert:
    """What is told. It has no room for a student's words, name or contact, so no way of telling can give them away.

    ``told`` is the moment it goes out, ``link`` the case's page.
    """

    case: int
    kind: Kind
    team: TeamToTell
    priority: Priority
    reason: Reason
    topic: str
    language: str
    opened: datetime
    told: datetime
    link: str

    @property
    def age(self) -> timedelta:
        """How long the case is open when this is told."""
        return self.told - self.opened


class Way(Protocol):
    """One way to tell people: the mail to one address, one webhook, one chat room.

    ``name`` is short, without secrets, the same in every process: it stands in keys and logs. ``shown`` is for people, without
    secrets too. ``channel`` is the outbox channel whose sender carries it. ``kind`` is its prefix in settings.
    """

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def shown(self) -> str: ...
    @property
    def channel(self) -> str: ...

    def payload(self, alert: Alert) -> dict[str, Any]:
        """What the channel's sender is given for an alert."""

    def trial(self, now: datetime, site: str) -> dict[str, Any]:
        """The same for a test of the way, which is about no case."""


def each_once(ways: Iterable[Way]) -> tuple[Way, ...]:
    """The ways without those that lead to the same place."""
    found: dict[str, Way] = {}
    for way in ways:
        found.setdefault(way.name, way)
    return tuple(found.values())


@dataclass(frozen=True)
class Told:
    """Who is told of what: ways by team (``*`` for teams without their own), and those told of every urgent case besides."""

    teams: dict[str, tuple[Way, ...]] = field(default_factory=dict)
    urgent: tuple[Way, ...] = ()

    def of(self, team: str) -> tuple[Way, ...]:
        """The ways of a team."""
        return self.teams.get(team, self.teams.get("*", ()))

    def all(self) -> tuple[Way, ...]:
        """Every way, each once."""
        return each_once(way for ways in (*self.teams.values(), self.urgent) for way in ways)
