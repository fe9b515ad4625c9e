"""Until when a case can be put off: on the clock of its team, whatever the season."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cases.model import IllegalMove
from bot.desk.pages.case_times import chosen, offered

CHICAGO = ZoneInfo("America/Chicago")


def local(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=CHICAGO)  # type: ignore[arg-type,misc]


def test_an_hour_tomorrow_and_monday_are_offered() -> None:
    now = local(2026, 11, 18, 14, 30)  # a Wednesday
    moments = {one.key: one.until.astimezone(CHICAGO) for one in offered(now, CHICAGO)}
    assert moments == {"hour": now + timedelta(hours=1), "tomorrow": local(2026, 11, 19, 8), "monday": local(2026, 11, 23, 8)}


def test_on_a_sunday_monday_is_tomorrow() -> None:
    assert [one.key for one in offered(local(2026, 11, 22, 9), CHICAGO)] == ["hour", "tomorrow"]


def test_late_in_the_evening_it_is_already_tomorrow_in_utc_and_not_for_the_team() -> None:
    now = datetime(2026, 11, 19, 2, tzinfo=UTC)  # 8 in the evening of the 18th in Chicago
    assert chosen("tomorrow", "", now, CHICAGO) == local(2026, 11, 19, 8)


def test_tomorrow_morning_is_eight_on_the_day_the_clocks_change() -> None:
    until = chosen("tomorrow", "", local(2027, 3, 13, 12), CHICAGO)
    assert until.astimezone(CHICAGO).hour == 8
    assert until == datetime(2027, 3, 14, 13, tzinfo=UTC)


def test_a_date_and_time_is_read_on_the_clock_of_the_team() -> None:
    assert chosen("at", "2026-12-01T09:15", local(2026, 11, 18, 9), CHICAGO) == datetime(2026, 12, 1, 15, 15, tzinfo=UTC)


@pytest.mark.parametrize("at", ["", "soon", "2026-13-01T09:00", "0001-01-01T00:00"])
def test_what_is_no_moment_is_refused_with_an_example(at: str) -> None:
    with pytest.raises(IllegalMove, match="such as 2026-12-01"):
        chosen("at", at, local(2026, 11, 18, 9), ZoneInfo("Asia/Tokyo"))
