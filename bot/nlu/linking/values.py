"""Typed values in a student's words: hours, money, pay, age, children, schooling, English, time of day, needs, likes.

Patterns work on :func:`bot.nlu.words.plain` text (lower case, no accents), whose characters stand where they stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from spacy.tokens import Doc

from bot.nlu.linking.found import Found
from bot.nlu.linking.levels import ENGLISH, SCHOOLING
from bot.nlu.words import plain

PHRASES = Path(__file__).parent / "phrases.yml"
HOURS_A_YEAR = 2080  # 40 hours, 52 weeks: how BLS turns hourly into annual pay

_NUMBERS = {"one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
            "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
            "ocho": 8, "diez": 10, "doce": 12, "quince": 15, "veinte": 20}  # fmt: skip
_NUMBER = r"(?P<n>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"

_HOURS = re.compile(
    rf"(?:(?P<low>\d{{1,2}})\s*(?:-|to|a|o|or)\s*)?\b{_NUMBER}\s*(?:h|hr|hrs|hours?|horas?)\b\s*(?P<per>(?:a|per|/|each|every|por|a la|cada|x)\s*(?:week|wk|wks|semana|day|dia|night|shift)|weekly|semanales)?"
)
_MONEY = re.compile(r"(?:\$\s*(?P<d>\d[\d,]*(?:\.\d+)?)\s*(?P<k>k\b)?|\b(?P<d2>\d[\d,]*(?:\.\d+)?)\s*(?P<k2>k)?\s*(?:dollars?|bucks?|dolares|usd)\b|\b(?P<d3>\d{2,3})k\b)\s*(?P<per>an hour|/ ?hr|/ ?hour|per hour|hourly|la hora|por hora|an hr|a year|/ ?yr|per year|yearly|al ano|a month)?")  # fmt: skip
_AGE = re.compile(r"\b(?:(?:i'?m|i am|im|age|aged|tengo|turning|turn)\s+(?P<a>\d{2})\b(?!\s*(?:credit|hour|hr|week|minute|class|year\s*experience|kids?|hijos|%|k\b|dollar|bucks|horas))(?:\s*(?:anos|yrs? old|years? old|yo\b))?|(?P<b>\d{2})\s*(?:years? old|yrs? old|yr old|yo\b|y/o|anos de edad))")  # fmt: skip
_CHILDREN = re.compile(rf"\b{_NUMBER}\s*(?:little |small |young |year old |yr old |ninos |hijos )?(?:kids?|kiddos?|child|children|sons?|daughters?|toddlers?|bab(?:y|ies)|hij[oa]s?|nin[oa]s?|bebes?)\b")  # fmt: skip
_PARENT = re.compile(
    r"\b(single (?:mom|mother|dad|father|parent)|(?:my|mis?) (?:kids?|son|daughter|baby|children|toddler|hij[oa]s?|nin[oa]s?|bebe)|(?:madre|padre|mama|papa) solter[oa]|mom of|dad of)\b"
)
_EXPERIENCE = re.compile(
    rf"\b{_NUMBER}\s*\+?\s*(?:years?|yrs?|anos)\s*(?:of )?(?:experience|doing|working|as an?|at |here|there|in (?:the )?|de experiencia|trabajando|on the job)\b"
)
_BUDGET_BEFORE = re.compile(
    r"(?:\b(?:have|afford|budget|saved?|spend|up to|under|less than|max|only|about|around|like|got|tengo|pagar|gastar|menos de|hasta|maximo|pay)\s*(?:is |of |a |only |about |around |like |maybe |more than |is about |de )*)$"
)
_PAY_BEFORE = re.compile(
    r"(?:\b(?:make|making|earn|earning|paid|pays me|gano|ganando|me pagan|salary is|wage is)\s*(?:about |around |like |only |just |unos |como |solo )*)$"
)
_WANTED_PAY = re.compile(
    r"(?:\b(?:want|wanna|need|hope|goal|quiero|necesito)\s+(?:to )?(?:make|earn|ganar|hacer)|at least|over|more than)\s*(?:about |around |at least |like )*$"
)
_WORKING = re.compile(
    r"\b(?:work|working|job|shift|trabajo|trabajando)\b(?:(?!\bso\b|\bbut\b|\band\b|\bpero\b|\bclass)[^.,;!?]){0,40}$"
)
_ONLY_AFTER = re.compile(r"\s*(?:only|solo|nada mas|would be|work best|are best)\b")

_NOT_BEFORE = re.compile(r"\b(?:not|no|don'?t|dont|never|can'?t(?: do| make)?|cant(?: do| make)?|hate|without|no puedo|nunca|sin|odio|except|isn'?t|dislike|no me gustan?|nada de|avoid)\s*(?:want(?: to)? |like |do |have |the |a |an |any |in |on |be |being |working |work |sitting |sit |at |with |my |go |around |(?:at )?a |los |las |la |el |un |una |en |con |por la |por las |de |much |stuck |behind )*$")  # fmt: skip


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


def number(text: str) -> int:
    """The number a word or digits stand for."""
    return int(text) if text.isdigit() else _NUMBERS[text]


def find_values(doc: Doc) -> Iterator[Found]:
    """Every typed value in the message, in the roles of :class:`~bot.nlu.linking.found.Found`."""
    text = plain(doc.user_data.get("encode_text", doc.text))  # with spelling mended
    yield from _hours(text)
    yield from _money(text)
    for match in _AGE.finditer(text):
        yield _found("age", int(match["a"] or match["b"]), match)
    yield from _children(text)
    for match in _EXPERIENCE.finditer(text):
        yield _found("experience_years", number(match["n"]), match)
    yield from _first(text, "education", SCHOOLING)
    yield from _first(text, "english", ENGLISH)
    for label, value, pattern in _phrases():
        for match in pattern.finditer(text):
            role = "not" if _NOT_BEFORE.search(text[max(0, match.start() - 40) : match.start()]) else None
            if (
                label == "time"
                and role is None
                and not _ONLY_AFTER.match(text[match.end() :])
                and _WORKING.search(text[max(0, match.start() - 60) : match.start()])
            ):
                role = "now"  # "I work nights" is when they can't come
            yield _found(label, value, match, role)


def _found(label: str, value: Any, match: re.Match[str], role: str | None = None) -> Found:
    return Found(label, value, match.start(), match.end(), match.group().strip(), role)


def _hours(text: str) -> Iterator[Found]:
    for match in _HOURS.finditer(text):
        per, before = match["per"] or "", text[max(0, match.start() - 30) : match.start()]
        hours = number(match["n"])
        if any(word in per for word in ("shift", "night")) or re.search(r"\b(?:drive|away|open|last|lasts|in|ago)\s*$", before):
            continue
        if "day" in per or "dia" in per:
            hours *= 5
        role = "now" if _WORKING.search(before) and not re.search(r"\b(?:study|school|class|class(?:es)?)\b", before) else None
        if 1 <= hours <= 80:
            yield _found("hours_per_week", hours, match, role)


def _money(text: str) -> Iterator[Found]:
    for match in _MONEY.finditer(text):
        digits = (match["d"] or match["d2"] or match["d3"]).replace(",", "")
        amount = float(digits) * (1000 if match["k"] or match["k2"] or match["d3"] else 1)
        per, before = match["per"] or "", text[max(0, match.start() - 40) : match.start()]
        if "hour" in per or "hr" in per or "hora" in per:
            label, amount = "pay", amount * HOURS_A_YEAR
        elif "month" in per:
            label, amount = "pay", amount * 12
        elif per or _PAY_BEFORE.search(before):
            label = "pay"
            if amount < 200:  # "I make 18 dollars" is by the hour
                amount *= HOURS_A_YEAR
        else:
            label = "money"
        wanted = _WANTED_PAY.search(before)
        role = (
            "goal"
            if wanted
            else "now"
            if label == "pay" and _PAY_BEFORE.search(before)
            else "held"
            if _BUDGET_BEFORE.search(before)
            else None
        )
        yield _found("pay" if wanted else label, round(amount), match, role)


def _children(text: str) -> Iterator[Found]:
    spans = []
    for match in _CHILDREN.finditer(text):
        if re.search(r"\b(?:with|teach(?:ing)?|help(?:ing)?|around|love)\s*$", text[: match.start()]):
            continue
        spans.append(match)
        yield _found("children", number(match["n"]), match)
    for match in _PARENT.finditer(text):
        if not any(m.start() <= match.start() <= m.end() for m in spans):
            yield _found("need", "child_care", match)


def _first(text: str, label: str, patterns: list[tuple[str, re.Pattern[str]]]) -> Iterator[Found]:
    """The first level whose pattern matches; what says less stands before what it could be taken for."""
    for value, pattern in patterns:
        if match := pattern.search(text):
            yield _found(label, value, match)
            return
