"""Money, time, dates and requirements in words, in the student's language."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from actions.turn import Turn
from knowledge.model import Occupation, Outlook, Pay, Requirement

LOCALES = {"en": "en_US", "es": "es_US"}


def money(amount: float, turn: Turn) -> str:
    """US dollars without cents."""
    return format_currency(round(amount), "USD", "$#,##0", locale=LOCALES[turn.language], currency_digits=False)


def count(number: float, turn: Turn) -> str:
    return format_decimal(number, locale=LOCALES[turn.language])


def day(value: date, turn: Turn) -> str:
    """A date written out: January 11, 2027."""
    return format_date(value, "long", locale=LOCALES[turn.language])


def weeks(number: int, turn: Turn) -> str:
    """Weeks as a student thinks of them: weeks up to a half year, then months, then years."""
    if number <= 26:
        return turn.words("utter_label_week" if number == 1 else "utter_label_weeks", n=number)
    months = round(number / 4.345)
    if months < 24:
        return turn.words("utter_label_months", n=months)
    return turn.words("utter_label_years", n=format_decimal(round(number / 52, 1), locale=LOCALES[turn.language]))


def cost(amount: int | None, turn: Turn) -> str:
    """A price; that it is free, or that nobody has told it."""
    if amount is None:
        return turn.words("utter_label_cost_unknown")
    return money(amount, turn) if amount else turn.words("utter_label_free")


def median(job: Occupation) -> int:
    """Median pay to rank by, US dollars a year; 0 where none is published, so that such work never leads a list by pay."""
    return job.pay.median if job.pay else 0


def pay(fact: Pay | None, turn: Turn) -> str:
    if fact is None:
        return turn.words("utter_label_pay_unknown")
    return turn.words("utter_label_pay_year", pay=money(fact.median, turn))


def pay_range(fact: Pay | None, turn: Turn) -> str:
    if fact is None or fact.pct10 is None or fact.pct90 is None:
        return pay(fact, turn)
    return turn.words(
        "utter_label_pay_range", pay=money(fact.median, turn), low=money(fact.pct10, turn), high=money(fact.pct90, turn)
    )


def outlook(fact: Outlook | None, turn: Turn) -> str:
    """Growth and openings; empty where no projection is published."""
    if fact is None:
        return ""
    growth = fact.growth_percent
    name = "utter_label_growing" if growth > 0 else "utter_label_shrinking" if growth < 0 else "utter_label_steady"
    return turn.words(name, percent=count(abs(growth), turn), openings=count(fact.openings_per_year, turn))


def slug(text: str) -> str:
    """A phrase of a statistics table as the end of a response's name."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def requirement(condition: Requirement, turn: Turn) -> str:
    """A condition in words."""
    if condition.all_of or condition.any_of:
        parts = [requirement(part, turn) for part in condition.all_of or condition.any_of or ()]
        if condition.needed > 1:
            return turn.words("utter_label_several_of", n=condition.needed, what=", ".join(dict.fromkeys(parts)))
        return turn.words("utter_label_and" if condition.all_of else "utter_label_or").join(dict.fromkeys(parts))
    if condition.credential:
        return turn.name(turn.catalog.credentials[condition.credential])
    if condition.course:
        course = turn.catalog.courses[condition.course]
        return f"{course.code} {course.name}"
    if condition.education:
        return turn.words(f"utter_label_education_{condition.education.value}")
    if condition.english:
        return turn.words(f"utter_label_english_{condition.english.value}")
    if condition.min_age:
        return turn.words("utter_label_min_age", age=condition.min_age)
    if condition.experience_years:
        one = "_one" if condition.experience_years == 1 else ""
        return turn.words(
            f"utter_label_experience{one}", years=format_decimal(condition.experience_years, locale=LOCALES[turn.language])
        )
    return turn.in_language(condition, "other")


def requirements(conditions: list[Requirement] | tuple[Requirement, ...], turn: Turn) -> str:
    """Conditions as one line; advice is marked as such."""
    texts = [
        turn.words("utter_label_recommended", what=requirement(c, turn)) if c.recommended else requirement(c, turn)
        for c in conditions
    ]
    return "; ".join(dict.fromkeys(texts))


def listed(parts: list[str], turn: Turn, between: str = "utter_label_and") -> str:
    """a, b and c; ``between`` names the word before the last."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + turn.words(between) + parts[-1]
