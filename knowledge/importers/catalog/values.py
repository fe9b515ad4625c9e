"""What a person writes in a cell, read kindly: dates, money, times, levels. Each reader says what is wrong and what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from knowledge.merge.identity import words
from knowledge.model import AwardLevel, Education, English, Modality, TimeOfDay

DATES = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%m-%d-%Y")  # fmt: skip
Reader = Callable[[str], Any]


class Unreadable(ValueError):
    """A cell that can't be read: what is wrong with it, and what to write instead."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def text(value: str) -> str:
    return re.sub(r"[^\S\n]+", " ", value).strip()


def slug(value: str) -> str:
    """A name as an id: ``NUR 101`` is ``nur-101``."""
    return words(value).replace(" ", "-")


def several(value: str) -> tuple[str, ...]:
    """Parts with semicolons or line breaks between them."""
    return tuple(part for part in (text(part) for part in re.split(r"[;\n]", value)) if part)


def codes(value: str) -> tuple[str, ...]:
    """The same, or with commas: none stands within a code."""
    return tuple(part for part in (text(part) for part in re.split(r"[;,\n]", value)) if part)


def number(value: str) -> float:
    try:
        return float(value.replace(",", ""))
    except ValueError:
        raise Unreadable(f"'{value}' is not a number", "Write a number, such as 12 or 4.5") from None


def whole(value: str) -> int:
    if not (found := number(value)).is_integer():
        raise Unreadable(f"'{value}' is not a whole number", "Write a whole number, such as 12")
    return int(found)


def money(value: str) -> int:
    """US dollars, rounded; ``$1,250.00`` and ``1250 USD`` are read, and ``free`` is 0."""
    if words(value) in ("free", "none", "no cost", "no charge"):
        return 0
    plain = re.sub(r"\s|\$|usd|dollars?", "", value, flags=re.IGNORECASE).replace(",", "")
    if not re.fullmatch(r"\d+(\.\d+)?", plain):
        raise Unreadable(f"'{value}' is not an amount of money", "Write one amount, such as $1,250")
    return round(float(plain))


def day(value: str) -> date:
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b|^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+", "", text(value), flags=re.IGNORECASE)
    plain = re.sub(r"\bSept\b\.?", "Sep", plain.replace(".", "")).split("T")[0]
    for form in DATES:
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    raise Unreadable(f"'{value}' is not a date", "Write it as 2027-01-11 or 1/11/2027 (month first)")


def cip(value: str) -> str:
    """``51.3801``, also ``="51.3801"``, and ``1.0102`` whose leading zero a spreadsheet took."""
    if not (found := re.fullmatch(r"(\d{1,2})\.(\d{1,4})", value.removeprefix("=").strip('" '))):
        raise Unreadable(f"'{value}' is not a CIP code", "Write it with its dot, such as 51.3801")
    return f"{found[1]:0>2}.{found[2]:0<4}"


def yes(value: str) -> bool:
    if (plain := words(value)) in ("yes", "y", "true", "x", "1", "paid"):
        return True
    if plain in ("no", "n", "false", "0", "unpaid"):
        return False
    raise Unreadable(f"'{value}' is neither yes nor no", "Write yes or no")


def one_of(kind: type[StrEnum], **also: StrEnum) -> Reader:
    """A word of an enum, with spaces or underscores; ``also`` are other words for them."""
    known = {words(member.value.replace("_", " ")): member for member in kind} | {
        words(word.replace("_", " ")): member for word, member in also.items()
    }

    def read(value: str) -> StrEnum:
        if (found := known.get(words(value.replace("_", " ")))) is None:
            raise Unreadable(
                f"'{value}' is not known here", f"Write one of: {', '.join(m.value.replace('_', ' ') for m in kind)}"
            )
        return found

    return read


def many_of(kind: type[StrEnum], **also: StrEnum) -> Reader:
    read = one_of(kind, **also)
    return lambda value: tuple(dict.fromkeys(read(part) for part in codes(value)))


LEVELS = {
    "associate": AwardLevel.ASSOCIATE, "associates": AwardLevel.ASSOCIATE, "degree": AwardLevel.ASSOCIATE, "aa": AwardLevel.ASSOCIATE,
    "as": AwardLevel.ASSOCIATE, "aas": AwardLevel.ASSOCIATE, "bachelor": AwardLevel.BACHELOR, "bachelors": AwardLevel.BACHELOR,
    "bas": AwardLevel.BACHELOR, "bs": AwardLevel.BACHELOR, "ba": AwardLevel.BACHELOR, "noncredit": AwardLevel.NONCREDIT,
    "non": AwardLevel.NONCREDIT, "ged": AwardLevel.BASIC_EDUCATION, "abe": AwardLevel.BASIC_EDUCATION, "esl": AwardLevel.BASIC_EDUCATION,
    "basic": AwardLevel.BASIC_EDUCATION, "20": AwardLevel.CERTIFICATE_UNDER_12_WEEKS, "21": AwardLevel.CERTIFICATE_UNDER_1_YEAR,
    "2": AwardLevel.CERTIFICATE_1_TO_2_YEARS, "3": AwardLevel.ASSOCIATE, "4": AwardLevel.CERTIFICATE_2_TO_4_YEARS, "5": AwardLevel.BACHELOR,
}  # fmt: skip
# A certificate by its credits, as IPEDS draws the lines
CERTIFICATES = ((9, AwardLevel.CERTIFICATE_UNDER_12_WEEKS), (30, AwardLevel.CERTIFICATE_UNDER_1_YEAR), (61, AwardLevel.CERTIFICATE_1_TO_2_YEARS))  # fmt: skip


def level(value: str, credits: float | None) -> AwardLevel:
    """An award level in the registrar's words; ``certificate`` alone is told apart by its credits."""
    plain = words(re.sub(r"(?<=[a-z])\.|'s\b|’s\b", "", value.casefold()))
    named = {words(member.value.replace("_", " ")): member for member in AwardLevel}
    if plain in named:
        return named[plain]
    if "certificate" in plain or "diploma" in plain:
        if credits is None:
            raise Unreadable(
                f"'{value}' alone does not tell how long", "Fill the column 'credits', or write an IPEDS level: 20, 21, 2 or 4"
            )
        return next((found for below, found in CERTIFICATES if credits < below), AwardLevel.CERTIFICATE_2_TO_4_YEARS)
    found = next((LEVELS[word] for word in plain.split() if word in LEVELS), None)
    if found is None:
        raise Unreadable(
            f"'{value}' is not an award level known here", "Write certificate, associate, bachelor, noncredit or basic education"
        )
    return found


TIMES = {"day": TimeOfDay.DAY, "days": TimeOfDay.DAY, "daytime": TimeOfDay.DAY, "morning": TimeOfDay.DAY, "afternoon": TimeOfDay.DAY, "evening": TimeOfDay.EVENING, "evenings": TimeOfDay.EVENING, "night": TimeOfDay.EVENING, "nights": TimeOfDay.EVENING, "weekend": TimeOfDay.WEEKEND, "weekends": TimeOfDay.WEEKEND, "saturday": TimeOfDay.WEEKEND, "saturdays": TimeOfDay.WEEKEND, "sunday": TimeOfDay.WEEKEND, "sundays": TimeOfDay.WEEKEND, "anytime": TimeOfDay.ANYTIME}  # fmt: skip
MODES = {"online": Modality.ONLINE, "remote": Modality.ONLINE, "virtual": Modality.ONLINE, "hybrid": Modality.HYBRID, "blended": Modality.HYBRID, "campus": Modality.IN_PERSON, "person": Modality.IN_PERSON}  # fmt: skip


def when(value: str) -> tuple[tuple[TimeOfDay, Modality], ...]:
    """``evening; online`` are two ways; ``hybrid evening`` is one. Online without a time is at any time."""
    found = []
    for part in codes(value):
        said = words(part).split()
        time = next((TIMES[word] for word in said if word in TIMES), None)
        mode = next((MODES[word] for word in said if word in MODES), None)
        if time is None and mode not in (Modality.ONLINE,):
            raise Unreadable(
                f"'{part}' tells no time of day",
                "Write day, evening, weekend or online, with semicolons between: evening; online",
            )
        found.append((time or TimeOfDay.ANYTIME, mode or Modality.IN_PERSON))
    return tuple(dict.fromkeys(found))


EDUCATION = one_of(
    Education, diploma=Education.HIGH_SCHOOL, ged=Education.HIGH_SCHOOL, high_school_diploma=Education.HIGH_SCHOOL, none=Education.NO_DIPLOMA
)  # fmt: skip
ENGLISH = one_of(English)
