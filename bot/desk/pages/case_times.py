"""Moments to put a case off until, on the clock of its team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.cases.model import IllegalMove
from knowledge.model import Team

MORNING = time(8)


@dataclass(frozen=True)
class Snooze:
    """A moment that is offered: ``key`` is what the form sends."""

    key: str
    until: datetime


def zone_of(team: Team | None) -> tzinfo:
    """The clock of a team; UTC where the content has lost it since."""
    return team.zone if team else UTC


def offered(now: datetime, zone: tzinfo) -> list[Snooze]:
    """In an hour, tomorrow morning, and Monday morning where that is another day."""
    local = now.astimezone(zone)
    tomorrow = local.date() + timedelta(days=1)
    monday = local.date() + timedelta(days=7 - local.weekday())
    moments = [Snooze("hour", now + timedelta(hours=1)), Snooze("tomorrow", _morning(tomorrow, zone))]
    return moments if monday == tomorrow else [*moments, Snooze("monday", _morning(monday, zone))]


def chosen(key: str, at: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment a form asks for: one that is offered, or a date and time of the team's clock as browsers write them.

    Raises:
        IllegalMove: when it is neither.
    """
    for moment in offered(now, zone):
        if moment.key == key:
            return moment.until
    try:
        return datetime.fromisoformat(at).replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise IllegalMove("Choose a date and a time until when to snooze it, such as 2026-12-01 and 9:00 am.") from None


def _morning(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, MORNING, zone).astimezone(UTC)
