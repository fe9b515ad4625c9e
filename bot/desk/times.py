"""Moments and reply times as a student reads them, in their language and the team's time zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from babel.dates import format_date

from bot.cases.model import Priority
from bot.cases.targets import minutes_for, runs_at_night, target
from knowledge.hours import closing
from knowledge.model import Team

DAYS = {"en": ("en_US", "EEEE, MMMM d"), "es": ("es_US", "EEEE d 'de' MMMM")}  # locale and form of a day
QUARTER = 15 * 60  # seconds: nobody answers to the minute

Say = Callable[..., str]  # Wording.say with the language in it


def at(moment: datetime, team: Team, now: datetime, language: str, say: Say) -> str:
    """A moment as "today at 2:15 pm", "tomorrow at 8:00 am" or "Monday, November 30 at 8:00 am"."""
    local, today = moment.astimezone(team.zone), now.astimezone(team.zone).date()
    hour = local.hour % 12 or 12
    bare = f"{hour}:{local:%M} {'am' if local.hour < 12 else 'pm'}"
    clock = say("utter_desk_clock_one" if hour == 1 else "utter_desk_clock", clock=bare)
    if local.date() == today:
        return say("utter_desk_today", clock=clock)
    if local.date() == today + timedelta(days=1):
        return say("utter_desk_tomorrow", clock=clock)
    locale, form = DAYS[language]
    return say("utter_desk_on_day", day=format_date(local.date(), form, locale=locale), clock=clock)


def usually(team: Team, priority: Priority, now: datetime, language: str, say: Say) -> str:
    """By when an answer usually comes: "within 2 hours" where they are there as long, else "by tomorrow at 10:15 am"."""
    due, closes = target(team, priority, now), closing(team, now)
    minutes = minutes_for(team, priority)
    if minutes <= 120 and (runs_at_night(team, priority) or (closes and due <= closes)):
        return say("utter_desk_within", time=_length(minutes, say))
    rounded = datetime.fromtimestamp(-(-due.timestamp() // QUARTER) * QUARTER, due.tzinfo)
    return say("utter_desk_by", moment=at(rounded, team, now, language, say))


def _length(minutes: int, say: Say) -> str:
    if minutes % 60:
        return say("utter_desk_minutes", n=minutes)
    return say("utter_desk_hour") if minutes == 60 else say("utter_desk_hours", n=minutes // 60)
