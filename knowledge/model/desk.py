"""The people behind the desk: teams with their hours and reply times, and answers they keep ready."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knowledge.model.basics import Need, Record, Ref, words
from knowledge.model.college import Contact

DAY = 24 * 60
_SPAN = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")


@dataclass(frozen=True, kw_only=True)
class WeeklyHours:
    """When a team is there: for each weekday spans such as ``"08:00-19:00"``, in order. ``24:00`` is the day's end."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    mon: tuple[str, ...] = ()
    tue: tuple[str, ...] = ()
    wed: tuple[str, ...] = ()
    thu: tuple[str, ...] = ()
    fri: tuple[str, ...] = ()
    sat: tuple[str, ...] = ()
    sun: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for day in fields(self):
            last = 0
            for span in getattr(self, day.name):
                opens, closes = minutes_of(span)
                if opens < last:
                    raise ValueError(f"{day.name}: {span!r} begins before the span in front of it ends; put spans in order")
                last = closes
        if not any(getattr(self, day.name) for day in fields(self)):
            raise ValueError("no hours on any day; give at least one, such as 'mon: [\"09:00-17:00\"]'")

    def on(self, weekday: int) -> tuple[tuple[int, int], ...]:
        """Opening and closing of each span on a weekday (0 is Monday), in minutes of the local day."""
        return tuple(minutes_of(span) for span in getattr(self, fields(self)[weekday].name))


def minutes_of(span: str) -> tuple[int, int]:
    """Opening and closing of ``"08:00-19:00"`` in minutes of the day.

    Raises:
        ValueError: when it is not such a span, or ends before it begins.
    """
    if match := _SPAN.fullmatch(span):
        hour, minute, to_hour, to_minute = map(int, match.groups())
        opens, closes = hour * 60 + minute, to_hour * 60 + to_minute
        if minute < 60 and to_minute < 60 and opens < closes <= DAY:
            return opens, closes
    raise ValueError(f"{span!r} is not a span of a day; write it as '08:00-19:00', earlier time first, at most '24:00'")


@dataclass(frozen=True, kw_only=True)
class ReplyTimes:
    """Within how many minutes a team usually answers, by a case's priority. Minutes in which the team is there."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    urgent: int
    high: int
    normal: int

    def __post_init__(self) -> None:
        if not 0 < self.urgent <= self.high <= self.normal:
            raise ValueError("reply times are minutes above 0, and urgent is at most high, high at most normal")


@dataclass(frozen=True, kw_only=True)
class ClosedDays:
    """Days on which a team is not there whatever the weekday; ``last`` is left out for a single day."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    first: date
    last: date | None = None
    reason: str
    reason_es: str

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("the last closed day comes before the first")

    def holds(self, day: date) -> bool:
        return self.first <= day <= (self.last or self.first)


@dataclass(frozen=True, kw_only=True)
class AfterHours:
    """Who is told of an urgent case while the team is not there, at any hour; their urgent time counts clock minutes."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    name: str
    name_es: str
    contact: Contact


@dataclass(frozen=True, kw_only=True)
class Team(Record):
    """People who share a queue of the desk.

    ``needs`` are the needs its people answer for. One team of a college is ``general`` and takes what is no other's; one
    takes ``crisis``. ``timezone`` is an IANA name.
    """

    KIND: ClassVar[str] = "team"

    name: str
    name_es: str
    timezone: str
    hours: WeeklyHours
    reply_minutes: ReplyTimes
    contact: Contact
    closed: tuple[ClosedDays, ...] = words()
    languages: tuple[str, ...] = ("en",)
    needs: tuple[Need, ...] = words()
    general: bool = False
    crisis: bool = False
    after_hours: AfterHours | None = None

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"{self.timezone!r} is no time zone; write one such as 'America/Chicago'") from None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, kw_only=True)
class CannedReply(Record):
    """An answer kept ready, which an advisor may change before it is sent. No teams: for all of them."""

    KIND: ClassVar[str] = "canned_reply"

    title: str
    text: str
    text_es: str
    teams: tuple[Annotated[str, Ref("team")], ...] = words()
