"""Opening hours as people type them: ``mon-thu 08:00-18:00, fri 08:00-16:30``."""

from __future__ import annotations

import re

from knowledge.model.desk import minutes_of
from knowledge.start.college import WEEKDAYS

_PART = re.compile(r"([a-z]{3})(?:\s*-\s*([a-z]{3}))?\s+(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})")


def read_hours(text: str) -> dict[str, str]:
    """Spans by weekday: ``{"mon": "08:00-18:00", ...}``.

    Raises:
        ValueError: naming the part that can't be read, a day that stands twice, or a span that ends before it begins.
    """
    hours: dict[str, str] = {}
    for part in filter(None, (p.strip().lower() for p in text.split(","))):
        match = _PART.fullmatch(part)
        if not match or match[1] not in WEEKDAYS or (match[2] or match[1]) not in WEEKDAYS:
            raise ValueError(f"{part!r} is not understood; write it as 'mon-thu 08:00-18:00, fri 08:00-16:30'")
        first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2] or match[1])
        if last < first:
            raise ValueError(f"{part!r} goes backwards; begin with the earlier day")
        span = f"{match[3]:0>5}-{match[4]:0>5}"
        minutes_of(span)
        for day in WEEKDAYS[first : last + 1]:
            if day in hours:
                raise ValueError(f"{day} stands twice")
            hours[day] = span
    if not hours:
        raise ValueError("no hours given; write them as 'mon-thu 08:00-18:00, fri 08:00-16:30'")
    return hours
