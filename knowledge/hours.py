"""Business hours: whether a team is there, when it is there next, and the moment so many open minutes from now.

Pure: the team says its hours, closed days and time zone; moments come and go with a time zone, results are in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from knowledge.model.desk import ClosedDays, Team

HORIZON = 400  # days to look ahead; a team closed for longer has no next opening


def is_open(team: Team, moment: datetime) -> bool:
    """Whether the team is there at a moment; at the minute it closes it is not."""
    return any(opens <= moment < closes for opens, closes in _spans(team, moment, days=1))


def next_opening(team: Team, moment: datetime) -> datetime | None:
    """When the team is there next after a moment at which it is not; the moment itself while it is there.

    None where it does not open in the next 400 days.
    """
    return next((max(opens, moment).astimezone(UTC) for opens, closes in _spans(team, moment) if moment < closes), None)


def closing(team: Team, moment: datetime) -> datetime | None:
    """When the team, there at a moment, goes; None while it is not there."""
    return next((closes for opens, closes in _spans(team, moment, days=1) if opens <= moment < closes), None)


def closed_for(team: Team, moment: datetime) -> ClosedDays | None:
    """Why the team is not there on the day of a moment, where that is a closed day."""
    day = moment.astimezone(team.zone).date()
    return next((closed for closed in team.closed if closed.holds(day)), None)


def after_open_minutes(team: Team, moment: datetime, minutes: int) -> datetime:
    """The moment at which so many minutes have passed in which the team was there.

    Where it does not open for so long in the next 400 days, plain minutes from ``moment``: a target that never comes
    would hide a case.
    """
    left = timedelta(minutes=minutes)
    for opens, closes in _spans(team, moment):
        begins = max(opens, moment)
        if begins >= closes:
            continue
        if left <= closes - begins:
            return (begins + left).astimezone(UTC)
        left -= closes - begins
    return moment.astimezone(UTC) + timedelta(minutes=minutes)


def _spans(team: Team, moment: datetime, days: int = HORIZON) -> Iterator[tuple[datetime, datetime]]:
    """Spans in which the team is there, in UTC, from those of the moment's local day on; each but an empty one."""
    zone, first = team.zone, moment.astimezone(team.zone).date()
    for day in (first + timedelta(days=n) for n in range(days)):
        if any(closed.holds(day) for closed in team.closed):
            continue
        for opens, closes in team.hours.on(day.weekday()):
            begins, ends = _moment(day, opens, zone), _moment(day, closes, zone)
            if begins < ends:  # a span within the hour that a clock change skips is none
                yield begins, ends


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """A local time of day in UTC; one that comes twice is the first, one that a clock change skips is moved past it."""
    on, at = day + timedelta(days=minutes // 1440), time(minutes % 1440 // 60, minutes % 60)
    return datetime.combine(on, at, zone).astimezone(UTC)
