"""Business hours: whether a team is there, when it is there next, and the moment so many open minutes from now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.catalog import Catalog
from knowledge.hours import after_open_minutes, closed_for, closing, is_open, next_opening
from knowledge.model import ClosedDays, Contact, ReplyTimes, Team, WeeklyHours
from knowledge.pack import PackError, read_pack

CENTRAL = ZoneInfo("America/Chicago")
WEEK = {"mon": ("08:00-12:00", "13:00-17:00"), "tue": ("08:00-17:00",), "fri": ("08:00-24:00",), "sat": ("00:00-02:00",)}
THANKSGIVING = ClosedDays(first=date(2026, 11, 26), last=date(2026, 11, 27), reason="Thanksgiving", reason_es="Acción de Gracias")


def team(closed: tuple[ClosedDays, ...] = (), zone: str = "America/Chicago", **hours: tuple[str, ...]) -> Team:
    return Team(
        id="t",
        source="s",
        as_of=date(2026, 11, 1),
        name="T",
        name_es="T",
        timezone=zone,
        hours=WeeklyHours(**(hours or WEEK)),
        reply_minutes=ReplyTimes(urgent=30, high=120, normal=480),
        contact=Contact(phone="555-0100"),
        closed=closed,
    )


def local(day: int, clock: str, month: int = 11, year: int = 2026) -> datetime:
    """A moment of a day of November 2026 in Chicago; the 23rd is a Monday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(year, month, day, hour, minute, tzinfo=CENTRAL)


@pytest.mark.parametrize(
    ("moment", "there", "opens"),
    [
        (local(23, "07:59"), False, local(23, "08:00")),
        (local(23, "08:00"), True, local(23, "08:00")),
        (local(23, "12:00"), False, local(23, "13:00")),  # lunch
        (local(23, "16:59"), True, local(23, "16:59")),
        (local(23, "17:00"), False, local(24, "08:00")),
        (local(25, "10:00"), False, local(27, "08:00")),  # a weekday without hours
        (local(27, "23:59"), True, local(27, "23:59")),
        (local(28, "00:00"), True, local(28, "00:00")),  # over midnight
        (local(28, "02:00"), False, local(30, "08:00")),  # over the weekend
    ],
)
def test_a_team_is_there_within_its_hours(moment: datetime, there: bool, opens: datetime) -> None:
    assert is_open(team(), moment) is there
    assert next_opening(team(), moment) == opens


def test_on_closed_days_nobody_is_there_and_the_reason_is_known() -> None:
    closed = team(closed=(THANKSGIVING,))
    assert not is_open(closed, local(27, "10:00"))
    assert next_opening(closed, local(25, "10:00")) == local(28, "00:00")
    assert closed_for(closed, local(27, "10:00")) == THANKSGIVING
    assert closed_for(closed, local(28, "10:00")) is None


def test_the_day_is_the_teams_own_not_utcs() -> None:
    evening = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # Monday, 9 pm in Chicago
    assert next_opening(team(), evening) == local(24, "08:00")
    assert next_opening(team(zone="Asia/Tokyo"), evening) == evening  # Tuesday noon there


def test_when_it_goes_is_known_while_it_is_there() -> None:
    assert closing(team(), local(23, "09:00")) == local(23, "12:00")
    assert closing(team(), local(23, "12:30")) is None


@pytest.mark.parametrize(
    ("moment", "minutes", "expected"),
    [
        (local(23, "08:00"), 30, local(23, "08:30")),
        (local(23, "11:30"), 60, local(23, "13:30")),  # over lunch
        (local(23, "06:00"), 480, local(23, "17:00")),  # the whole day, to the minute it closes
        (local(23, "16:30"), 60, local(24, "08:30")),  # over the night
        (local(24, "16:59"), 2, local(27, "08:01")),  # over days without hours
        (local(27, "23:00"), 90, local(28, "00:30")),  # over midnight
        (local(22, "12:00"), 1, local(23, "08:01")),  # from a Sunday
    ],
)
def test_only_minutes_in_which_the_team_is_there_count(moment: datetime, minutes: int, expected: datetime) -> None:
    assert after_open_minutes(team(), moment, minutes) == expected


def test_closed_days_count_nothing() -> None:
    assert after_open_minutes(team(closed=(THANKSGIVING,)), local(24, "16:30"), 60) == local(28, "00:30")


def test_an_hour_that_comes_twice_counts_twice_and_one_that_is_skipped_counts_not() -> None:
    night = team(sun=("00:00-04:00",))
    assert after_open_minutes(night, local(1, "00:00"), 180) == local(1, "02:00")  # November 1, 2026: clocks go back
    spring = local(14, "00:00", month=3, year=2027)  # March 14, 2027: clocks go forward
    assert after_open_minutes(night, spring, 150) == local(14, "03:30", month=3, year=2027)
    skipped = team(sun=("02:15-02:45",), mon=("08:00-09:00",))
    assert next_opening(skipped, spring) == local(14, "03:15", month=3, year=2027)


def test_a_team_that_is_closed_for_good_makes_its_cases_late_rather_than_hidden() -> None:
    gone = team(closed=(ClosedDays(first=date(2026, 1, 1), last=date(2030, 1, 1), reason="moved", reason_es="mudanza"),))
    assert next_opening(gone, local(23, "10:00")) is None
    assert after_open_minutes(gone, local(23, "10:00"), 30) == local(23, "10:30")


spans = st.lists(st.integers(0, 95), min_size=0, max_size=4, unique=True).map(
    lambda marks: tuple(
        f"{a // 4:02}:{a % 4 * 15:02}-{b // 4:02}:{b % 4 * 15:02}"
        for a, b in zip(sorted(marks)[::2], sorted(marks)[1::2], strict=False)
    )
)
weeks = st.fixed_dictionaries(dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), spans)).filter(
    lambda w: any(w.values())
)
# Around both clock changes of Chicago, and of a zone that changes at midnight.
moments = st.sampled_from([datetime(2026, 10, 31, tzinfo=UTC), datetime(2027, 3, 13, tzinfo=UTC)]).flatmap(
    lambda start: st.integers(0, 72 * 12).map(lambda n: start + timedelta(minutes=5 * n))
)
zones = st.sampled_from(["America/Chicago", "America/Santiago", "Asia/Kolkata", "UTC"])
closures = st.lists(st.sampled_from([date(2026, 11, 1), date(2026, 11, 2), date(2027, 3, 14)]), max_size=2).map(
    lambda days: tuple(ClosedDays(first=day, reason="r", reason_es="r") for day in days)
)


def shown_open(which: Team, moment: datetime) -> bool:
    """Whether the clock on the wall stands within the hours; right wherever the clock shows each minute once."""
    on_wall = moment.astimezone(which.zone)
    if any(closed.holds(on_wall.date()) for closed in which.closed):
        return False
    minute = on_wall.hour * 60 + on_wall.minute
    return any(opens <= minute < closes for opens, closes in which.hours.on(on_wall.weekday()))


@settings(max_examples=60, deadline=None)
@given(week=weeks, moment=moments, minutes=st.integers(1, 600), zone=zones, closed=closures)
def test_the_moment_agrees_with_a_count_minute_by_minute(
    week: dict[str, tuple[str, ...]], moment: datetime, minutes: int, zone: str, closed: tuple[ClosedDays, ...]
) -> None:
    which = team(closed, zone, **week)
    end = after_open_minutes(which, moment, minutes)
    counted = sum(is_open(which, moment + timedelta(minutes=n)) for n in range(int((end - moment).total_seconds() // 60)))
    assert counted == minutes
    assert is_open(which, end - timedelta(minutes=1))


@settings(max_examples=150, deadline=None)
@given(week=weeks, moment=moments, zone=zones, closed=closures)
def test_the_clock_on_the_wall_agrees(
    week: dict[str, tuple[str, ...]], moment: datetime, zone: str, closed: tuple[ClosedDays, ...]
) -> None:
    which = team(closed, zone, **week)
    around = {(moment + timedelta(hours=n)).astimezone(which.zone).utcoffset() for n in range(-3, 4)}
    if len(around) == 1:  # within hours of a clock change, what the wall shows is no answer
        assert is_open(which, moment) == shown_open(which, moment)
    opens = next_opening(which, moment)
    assert opens is not None
    assert opens >= moment
    assert is_open(which, opens)
    assert opens == moment or not is_open(which, opens - timedelta(minutes=1)) or not is_open(which, moment)
    assert all(
        not is_open(which, moment + timedelta(minutes=15 * n)) for n in range(int((opens - moment).total_seconds() // 900))
    )


# --- as content ---


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("hours: {mon: ['8:00-19:00']}", "is not a span of a day"),
        ("hours: {mon: ['19:00-08:00']}", "earlier time first"),
        ("hours: {mon: ['08:00-25:00']}", "is not a span of a day"),
        ("hours: {mon: ['08:00-12:00', '11:00-13:00']}", "put spans in order"),
        ("hours: {monday: ['08:00-19:00']}", "teams.0.hours.monday: is not a known key"),
        ("hours: {}", "no hours on any day"),
        ("timezone: Chicago", "is no time zone"),
        ("timezone: ../etc/passwd", "is no time zone"),
        ("reply_minutes: {urgent: 60, high: 30, normal: 480}", "urgent is at most high"),
        ("reply_minutes: {urgent: 0, high: 30, normal: 480}", "minutes above 0"),
        ("closed: [{first: 2026-12-24, last: 2026-12-01, reason: x, reason_es: x}]", "before the first"),
        ("needs: [shelter]", "is not one of the allowed words"),
        ("contact: {}", "at least one of"),
    ],
)
def test_a_mistake_in_a_team_is_named_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    fields = {
        "timezone": "timezone: America/Chicago",
        "hours": "hours: {mon: ['08:00-19:00']}",
        "reply_minutes": "reply_minutes: {urgent: 30, high: 120, normal: 480}",
        "contact": "contact: {phone: '555-0100'}",
    }
    fields[line.split(":")[0]] = line
    body = "\n    ".join(["id: a", "name: A", "name_es: A", *fields.values()])
    head = "source: s\nas_of: 2026-11-01\nsources: [{id: s, title: T, publisher: P, kind: issuer, published: 2026-11-01}]\n"
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "desk.yml").write_text(f"{head}teams:\n  - {body}\n", encoding="utf-8")
    with pytest.raises(PackError) as refused:
        read_pack(pack)
    assert says in str(refused.value)
    assert "desk.yml:" in str(refused.value)


def test_a_canned_reply_of_a_team_that_is_not_there_is_found(tmp_path: Path) -> None:
    (tmp_path / "desk.yml").write_text(
        "source: s\nas_of: 2026-11-01\nsources: [{id: s, title: T, publisher: P, kind: issuer, published: 2026-11-01}]\n"
        "canned_replies:\n  - {id: a, title: A, text: A, text_es: A, teams: [advice]}\n",
        encoding="utf-8",
    )
    with pytest.raises(PackError, match="'advice' is the id of no team"):
        read_pack(tmp_path)


def test_the_five_teams_share_the_work_and_one_of_them_takes_what_is_no_others(millbrook: Catalog) -> None:
    teams = millbrook.teams.values()
    assert set(millbrook.teams) == {"advising", "financial_aid", "veterans", "basic_education", "counseling"}
    assert [t.id for t in teams if t.general] == ["advising"]
    assert [t.id for t in teams if t.crisis] == ["counseling"]
    assert millbrook.teams["counseling"].after_hours is not None
    needs = [need for t in teams for need in t.needs]
    assert len(needs) == len(set(needs)), "two teams answer for the same need"
    assert {t.team for t in millbrook.staff.values()} == set(millbrook.teams)


def test_every_team_has_canned_replies_in_both_languages(millbrook: Catalog) -> None:
    replies = millbrook.canned_replies.values()
    assert len(replies) >= 20
    assert {team for reply in replies for team in reply.teams} == set(millbrook.teams)
    assert [reply.id for reply in replies if "{" in reply.text + reply.text_es or reply.text == reply.text_es] == []


def test_the_college_is_closed_on_its_holidays(millbrook: Catalog) -> None:
    for which in millbrook.teams.values():
        for day in ((2026, 11, 26), (2026, 12, 31), (2027, 1, 18), (2027, 3, 10), (2027, 7, 5), (2027, 11, 26)):
            assert not is_open(which, datetime(*day, 11, 0, tzinfo=CENTRAL)), f"{which.id} on {day}"
        assert is_open(which, datetime(2026, 11, 23, 11, 0, tzinfo=CENTRAL))
