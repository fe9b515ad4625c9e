"""Opening hours of a directory's schedules, in the short form in which they are shown: ``Mon-Thu 9:00-17:00, Fri 9:00-12:00``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import get_day_names

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ICAL = ("mo", "tu", "we", "th", "fr", "sa", "su")
TIME = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?\s*(am|pm)?", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Span:
    """Open on a day (0 is Monday) from one time to another, as ``9:00``."""

    day: int
    opens: str
    closes: str


def spans(days: str, opens: str, closes: str) -> list[Span]:
    """A schedule's row; ``days`` is a weekday's name or number (1.x) or a list like ``MO,TU`` (2 and later). Empty where it is closed,
    or open on days of the month, which no week tells."""
    if not (begins := _time(opens)) or not (ends := _time(closes)):
        return []
    found = (_day(part) for part in re.split(r"[,;\s]+", days.strip()) if part)
    return [Span(day, begins, ends) for day in found if day is not None]


def in_words(week: Iterable[Span], language: str) -> str:
    """A week's hours; days in a row with the same hours stand together."""
    times: dict[int, list[str]] = {}
    for span in sorted(set(week), key=lambda s: (s.day, _minutes(s.opens))):
        times.setdefault(span.day, []).append(f"{span.opens}-{span.closes}")
    runs: list[tuple[int, int, str]] = []
    for day, told in times.items():
        hours = " & ".join(told)
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == hours:
            runs[-1] = (runs[-1][0], day, hours)
        else:
            runs.append((day, day, hours))
    names = {day: name.rstrip(".") for day, name in get_day_names("abbreviated", locale=language).items()}
    return ", ".join(f"{names[first]}{f'-{names[last]}' if last > first else ''} {hours}" for first, last, hours in runs)


def _day(part: str) -> int | None:
    word = part.casefold()
    if word in ICAL:
        return ICAL.index(word)
    if word.isdigit():  # ISO 8601: 1 is Monday
        return int(word) - 1 if 1 <= int(word) <= 7 else None
    return next((i for i, day in enumerate(DAYS) if len(word) > 2 and day.startswith(word.rstrip("."))), None)


def _time(text: str) -> str | None:
    if not (found := TIME.match(text.strip())):
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return f"{hour}:{found[2]}"


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
