"""By when an answer is meant to come, from the team's hours and reply times. A target, never a promise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.cases.model import Priority
from knowledge.hours import after_open_minutes
from knowledge.model import Team

# Clock minutes for a team that the pack does not know (any more), so that its cases are late rather than forgotten.
UNKNOWN_TEAM = {Priority.URGENT: 30, Priority.HIGH: 4 * 60, Priority.NORMAL: 24 * 60}


def minutes_for(team: Team, priority: Priority) -> int:
    """Within how many minutes the team usually answers."""
    return int(getattr(team.reply_minutes, priority.value))


def runs_at_night(team: Team, priority: Priority) -> bool:
    """Whether the time counts clock minutes: an urgent case of a team that has someone on call."""
    return priority is Priority.URGENT and team.after_hours is not None


def target(team: Team | None, priority: Priority, since: datetime) -> datetime:
    """By when the student, who waits since a moment, is meant to be answered; in UTC."""
    if team is None:
        return since.astimezone(UTC) + timedelta(minutes=UNKNOWN_TEAM[priority])
    minutes = minutes_for(team, priority)
    if runs_at_night(team, priority):
        return since.astimezone(UTC) + timedelta(minutes=minutes)
    return after_open_minutes(team, since, minutes)
