"""Typed values in a student's words: amounts, dates, family, schooling, English, time of day, needs, likes.

Patterns work on :func:`bot.nlu.words.plain` text of the message with its spelling mended; what they find is told of the
message as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from spacy.tokens import Doc

from bot.nlu.linking.amounts import WORKING, find_hours, find_money
from bot.nlu.linking.dates import find_dates
from bot.nlu.linking.family import find_age, find_children
from bot.nlu.linking.found import Found, found
from bot.nlu.linking.levels import ENGLISH, SCHOOLING, find_grade
from bot.nlu.linking.numbers import ANY, number
from bot.nlu.linking.states import find_states
from bot.nlu.spelling import MENDED, Mended
from bot.nlu.words import plain

PHRASES = Path(__file__).parent / "phrases.yml"

_EXPERIENCE = re.compile(
    rf"\b(?P<n>{ANY})\s*\+?\s*(?:years?|yrs?|anos)\s*(?:of )?(?:experience|doing|working|as an?|at |here|there|in (?:the )?|de experiencia|trabajando|on the job)\b"
)
_SHIFT = re.compile(
    r"\b(?:(?:2nd|second|swing|3rd|third|graveyard|night|overnight|midnight)s? shifts?|graveyard|overnights|segundo turno|tercer turno|turno de noche)\b"
)
_DAY_SHIFT = re.compile(
    r"\b(?:(?:1st|first|day) shift|primer turno|turno de dia|"
    r"(?:9|nine|8|eight) ?(?:am)? ?(?:to|-|a|till|until) ?(?:5|five|4|four) ?(?:pm)?(?! ?(?:weeks?|months?|hours?|hrs?|years?|dollars|bucks|semanas|meses|horas|anos)))\b"
)
_CLOCK = re.compile(
    r"\b(?P<how>after|before|from|between|despues de las?|antes de las?|de)\s+(?P<h>\d{1,2})(?::\d\d)?\s*(?P<half>am|pm|a\.m\.|p\.m\.)?(?:\s*(?:-|to|and|until|till|a|y)\s*(?P<to>\d{1,2})(?::\d\d)?\s*(?P<half2>am|pm)?)?(?!\s*(?:\d|years?|hours?|hrs?|months?|weeks?|kids?|th|of|/|%|anos|horas|k\b|dollars|bucks|an hour))\b"
)
# "done w work at 4", "i get off at 5": what comes after is free
_OFF = re.compile(
    r"\b(?:(?:done|off|out|finished?|through|free)(?: (?:w|with|of|from))?(?: my)?(?: (?:work|job|shift))? (?:at|around|by|after)|(?:salgo|termino|libre)(?: (?:del|de|de mi))?(?: (?:trabajo|turno))?"
    r" (?:a|como a|despues de) las?) (?P<h>[3-7])(?::\d\d)?(?! ?(?:am|a\.m|\d|years?|weeks?|months?|hours?))\b"
)
_INDOORS = re.compile(r"\b(?:indoors?|(?:inside|desk|office) (?:job|work)|bajo techo|trabajo de oficina)\b")
_ONLY_AFTER = re.compile(r"\s*(?:only|solo|nada mas|would be|work best|are best)\b")
_NOT_BEFORE = re.compile(r"\b(?:not|no|don'?t|dont|never|can'?t(?: do| make)?|cant(?: do| make)?|hate|without|no puedo|nunca|sin|odio|except|isn'?t|dislike|no me gustan?|nada de|avoid|anything but|everything but|todo menos)\s*(?:want(?: to)? |like |do |have |the |a |an |any |in |on |be |being |working |work |sitting |sit |at |with |my |go |around |(?:at )?a |los |las |la |el |un |una |en |con |por la |por las |de |much |stuck |behind |see |seeing |touch |touching |deal |dealing |ver )*$")  # fmt: skip
# a need is ruled out only where the words say it is met: "no daycare" is a need
_MET_BEFORE = re.compile(
    r"\b(?:(?:don'?t|dont|do not|doesn'?t|didn'?t|no longer|never) (?:really |actually |even )?need|no need for|already (?:have|got)|no necesito|no me hace falta|ya tengo)"
    r"\s*(?:a |an |any |the |my |help |with |for |un |una |la |el |ayuda |con |de )*$"
)


@cache
def _phrases() -> list[tuple[str, str, re.Pattern[str]]]:
    content: dict[str, dict[str, list[str]]] = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    patterns = []
    for label, values in content.items():
        for value, phrases in values.items():
            ordered = sorted((plain(p) for p in phrases), key=len, reverse=True)
            patterns.append(
                (label, value, re.compile(r"\b(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in ordered) + r")\b"))
            )
    return patterns


def find_values(doc: Doc, today: date) -> Iterator[Found]:
    """Every typed value in the message, in the roles of :class:`~bot.nlu.linking.found.Found`; dates relative to ``today``."""
    mended: Mended | None = doc.user_data.get(MENDED)
    for item in _in_text(plain(mended.text if mended else doc.text), today):
        start, end = mended.as_typed(item.start, item.end) if mended else (item.start, item.end)
        yield replace(item, start=start, end=end)
    yield from find_states(doc.text)


def _in_text(text: str, today: date) -> Iterator[Found]:
    yield from find_hours(text)
    yield from find_money(text)
    yield from find_age(text)
    yield from find_children(text)
    for match in _EXPERIENCE.finditer(text):
        yield found("experience_years", number(match["n"]), match)
    yield from _first(text, "education", SCHOOLING)
    yield from find_grade(text)
    yield from _first(text, "english", ENGLISH)
    yield from find_dates(text, today)
    yield from _shifts(text)
    for match in _INDOORS.finditer(text):
        yield found("trait", "outdoors", match, "not")
    for label, value, pattern in _phrases():
        for match in pattern.finditer(text):
            yield found(label, value, match, _role(text, label, match))


def _role(text: str, label: str, match: re.Match[str]) -> str | None:
    before = text[max(0, match.start() - 40) : match.start()]
    if label == "need":
        return "not" if _MET_BEFORE.search(before) else None
    if _NOT_BEFORE.search(before):
        return "not"
    if (
        label == "time"
        and not _ONLY_AFTER.match(text[match.end() :])
        and WORKING.search(text[max(0, match.start() - 60) : match.start()])
    ):
        return "now"  # "I work nights" is when they can't come
    return None


def _shifts(text: str) -> Iterator[Found]:
    """Work shifts, at which one can't come to class (role ``now``), when they end, and hours of the clock."""
    for match in _SHIFT.finditer(text):
        yield found("time", "evening", match, "now")
    for match in _DAY_SHIFT.finditer(text):
        yield found("time", "day", match, "now")
    for match in _OFF.finditer(text):
        yield found("time", "evening", match)
    for match in _CLOCK.finditer(text):
        if (value := _time_of(match)) is not None:
            role = "now" if WORKING.search(text[max(0, match.start() - 60) : match.start()]) else None
            yield found("time", value, match, role)


def _time_of(match: re.Match[str]) -> str | None:
    """The time of day of an hour of the clock; None for a number that need not be one."""
    how, hour, half = match["how"], int(match["h"]), match["half"] or match["half2"]
    if hour > 12 or (how in ("from", "between", "de") and not match["to"]) or (how == "de" and not half):
        return None
    if how.startswith(("after", "despues")):
        return "evening" if hour >= 4 and not (half or "").startswith("a") and hour < 12 else None
    if how.startswith(("before", "antes")):
        return "day" if half or hour in (12, 1, 2, 3) else None
    last = int(match["to"])
    if 5 <= hour < 9 and 8 <= last <= 11 and not (half or "").startswith("a"):
        return "evening"
    return "day" if 7 <= hour <= 11 else None


def _first(text: str, label: str, patterns: list[tuple[str, re.Pattern[str]]]) -> Iterator[Found]:
    """The first level whose pattern matches; what says less stands before what it could be taken for."""
    for value, pattern in patterns:
        if match := pattern.search(text):
            yield found(label, value, match)
            return
