"""Opening hours as people type them."""

from __future__ import annotations

import pytest

from knowledge.start.hours import read_hours


def test_spans_of_days_and_single_days_are_read() -> None:
    assert read_hours("mon-wed 08:00-18:00, Fri 8:30-16:30") == {
        "mon": "08:00-18:00",
        "tue": "08:00-18:00",
        "wed": "08:00-18:00",
        "fri": "08:30-16:30",
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("weekdays 8-5", "'weekdays 8-5' is not understood"),
        ("mon 08:00-17:00, mon 18:00-19:00", "mon stands twice"),
        ("fri-mon 08:00-17:00", "goes backwards"),
        ("mon 17:00-08:00", "earlier time first"),
        ("mon 08:00-25:00", "not a span of a day"),
        (" , ", "no hours given"),
    ],
)
def test_hours_that_cannot_be_meant_are_named(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_hours(text)
