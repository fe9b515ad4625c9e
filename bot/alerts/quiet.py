"""Quiet hours: what is not urgent waits until they end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

_WRITTEN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class QuietHours:
    """From one time of day to another, on the clock of a team; over midnight where the first is later."""

    begin: time
    end: time

    @classmethod
    def read(cls, text: str) -> QuietHours | None:
        """Quiet hours as settings have them, ``21:00-07:00``; None for none.

        Raises:
            ValueError: when they are written otherwise or last no time.
        """
        if not text.strip():
            return None
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise ValueError("is not a span of the day such as 21:00-07:00")
        begin, end = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
        if begin == end:
            raise ValueError("begins when it ends; leave it empty for no quiet hours")
        return cls(begin, end)

    def until(self, now: datetime, zone: tzinfo) -> datetime | None:
        """When the quiet hours end that ``now`` falls in; None outside of them."""
        local = now.astimezone(zone)
        clock = local.time()
        if not (self.begin <= clock < self.end if self.begin < self.end else clock >= self.begin or clock < self.end):
            return None
        day = local.date() if clock < self.end else local.date() + timedelta(days=1)
        return datetime.combine(day, self.end, zone).astimezone(now.tzinfo)
