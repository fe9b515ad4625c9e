"""Dates a student names: "next fall", "by june", "last year", "en agosto", relative to a given day.

The value is as exact as the words: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. A term or season stands as the month in which the
college's term begins. Roles: ``since`` from then on, ``until`` not after, ``start`` when something is to begin, ``None``.
Patterns work on :func:`bot.nlu.words.plain` text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.nlu.linking.found import Found, found
from bot.nlu.linking.numbers import ANY, number

_MONTHS = {
    name: month
    for month, names in enumerate(
        ["january jan enero", "february feb febrero", "march mar marzo", "april apr abril", "may mayo", "june jun junio", "july jul julio",
         "august aug agosto", "september sept sep septiembre", "october oct octubre", "november nov noviembre", "december dec diciembre"],
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ALSO_WORDS = ("may", "march", "mar", "jan", "jun", "sep", "dec")  # months only after a word that asks for one
_TERMS = {"spring": 1, "primavera": 1, "summer": 6, "verano": 6, "fall": 8, "autumn": 8, "otono": 8, "winter": 12, "invierno": 12}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_TERM = r"(?P<term>" + "|".join(_TERMS) + ")"
TERM_MONTHS = 5  # how long a term runs, at most
_LEAD = r"(?P<lead>by|before|until|till|til|since|from|after|in|during|early in|late in|start(?:ing)?(?: in)?|begin(?:ning)?(?: in)?|para|antes de|hasta|desde|a partir de|despues de|en|empez\w+ en|este|this|next|last|coming|upcoming|past|of|the)"
_WHICH = r"(?P<which>next|this|last|coming|this coming|past|upcoming|proximo|proxima|este|esta|pasado|pasada|siguiente)"
_AFTER = r"(?P<after>pasado|pasada|proximo|proxima|que viene|siguiente)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"

_DAY_OF_MONTH = re.compile(rf"\b{_MONTH}\s+(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\d)(?:,?\s*{_YEAR})?")
_DAY_DE_MES = re.compile(rf"\b(?P<day>[0-3]?\d) de {_MONTH}(?:(?: de|,)?\s*{_YEAR})?")
_IN_MONTH = re.compile(
    rf"\b(?:{_LEAD}\s+(?:the\s+|el\s+)?(?:next\s+|this\s+|last\s+)?)?{_MONTH}(?:\s+(?:of\s+|de\s+|del\s+)?{_YEAR})?(?!\s*\d)"
)
_IN_TERM = re.compile(
    rf"\b(?:{_WHICH}\s+)?(?:semester of |term of |semestre de )?{_TERM}(?:\s+(?:semester|term|classes|quarter))?(?:\s+(?:of\s+|de\s+|del\s+)?{_YEAR}|\s+{_AFTER})?\b"
)
_UNIT = re.compile(
    rf"\b(?:{_WHICH}\s+(?P<unit>year|month|week|semester|term|ano|mes|semana|semestre)|(?:el|la|del)\s+(?P<unidad>ano|mes|semana|semestre)\s+{_AFTER})\b"
)
_AHEAD = re.compile(
    rf"\b(?:in|within|dentro de|en)\s+(?:about\s+|like\s+|unos\s+|unas\s+)?(?P<n>{ANY}|a couple(?: of)?|a few|un par de)\s+(?P<unit>days?|weeks?|months?|years?|dias|semanas?|mes(?:es)?|anos?)\b"
)
_BACK = re.compile(
    rf"\b(?P<n>{ANY}|a couple(?: of)?|a few)\s+(?P<unit>days?|weeks?|months?|years?|yrs?)\s+(?:ago|back)\b|\bhace\s+(?:como\s+)?(?P<n2>{ANY})\s+(?P<unit2>dias|semanas?|mes(?:es)?|anos?)\b"
)
_BARE_YEAR = re.compile(
    rf"\b(?:(?P<lead>in|since|back in|from|until|by|before|after|class of|en|desde|hasta|del?)\s+|graduated\s+){_YEAR}\b(?!\s*(?:dollars|a year|hours))"
)
_DAYS = re.compile(r"\b(?P<word>today|tonight|tomorrow|yesterday|hoy|ayer)\b")
_NUMERIC = re.compile(r"\b(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])(?:/(?P<y>(?:20)?\d\d))?\b(?!/)")

_PAST = re.compile(
    r"\b(?:was|were|got|had|did|finished|graduated|earned|passed|took|left|quit|lost|started|dropped|(?!need|seed|feed|offer|requir|suppos)\w+ed|fui|era|(?<!que )termine|saque|pase|deje|perdi|me \w+aron|obtuve)\b[^.;!?]{0,50}$"
)
_SINCE = re.compile(r"\b(?:since|desde)\s*(?:the |el |last |about )*$")
_UNTIL = re.compile(
    r"\b(?:by|before|until|till|til|deadline(?: is)?|done|finish(?:ed)?|due|para|antes de|antes del|hasta)\s*(?:the |el |la |end of |by |in |next |this |like |about )*$"
)
_START = re.compile(
    r"\b(?:start(?:ing)?|begin(?:ning)?|enroll(?:ing)?|sign(?:ing)? up|register|go back|going back|open(?:ing)?|free|available|ready|empez\w+|comenz\w+|inscribi\w+|volver)\b[^.;,!?]{0,25}$"
)

_TAKES = re.compile(
    r"\b(?:be done|finish|get (?:it|this) done|earn (?:it|one)|learn(?: it)?|complete|certified|terminar|acabar)\s*$"
)


def find_dates(text: str, today: date) -> Iterator[Found]:
    """Every date named, each place once, the most exact reading first."""
    taken: list[tuple[int, int]] = []
    for pattern, read in _READINGS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            value = read(match, text, today)
            if value is None:
                continue
            taken.append(match.span())
            yield found("date", value, match, _role(match, text))


def _role(match: re.Match[str], text: str) -> str | None:
    lead = match.groupdict().get("lead") or ""
    before = text[max(0, match.start() - 60) : match.start()] + lead + " "
    if _SINCE.search(before) or lead in ("since", "desde"):
        return "since"
    if _UNTIL.search(before):
        return "until"
    return "start" if _START.search(before) else None


def _past(match: re.Match[str], text: str) -> bool:
    return bool(_PAST.search(text[max(0, match.start() - 60) : match.start()])) or (
        match.groupdict().get("lead") in ("since", "desde", "last", "past")
    )


def _nearest_month(month: int, today: date, past: bool) -> str:
    """The coming month of that name, this one included; the last one where it is past."""
    year = today.year
    if past and month >= today.month:
        year -= 1
    elif not past and month < today.month:
        year += 1
    return f"{year}-{month:02}"


def _day_of_month(match: re.Match[str], text: str, today: date) -> str | None:
    month, day = _MONTHS[match["month"]], int(match["day"])
    year = int(match["year"]) if match["year"] else int(_nearest_month(month, today, _past(match, text))[:4])
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _in_month(match: re.Match[str], text: str, today: date) -> str | None:
    if match["month"] in _ALSO_WORDS and not match["lead"] and not match["year"]:
        return None
    if match["month"] == "may" and match["lead"] in ("this", "the", "from"):
        return None
    if match["year"]:
        return f"{match['year']}-{_MONTHS[match['month']]:02}"
    return _nearest_month(_MONTHS[match["month"]], today, _past(match, text) or " last " in f" {match.group()}")


def _in_term(match: re.Match[str], text: str, today: date) -> str | None:
    which = match["which"] or match["after"] or ""
    before = text[max(0, match.start() - 25) : match.start()]
    if not (which or match["year"]) and not re.search(
        r"\b(?:in|for|by|until|before|since|this|the|next|starting|start|during|en|para|el|la|del|este)\s*(?:the |el |la )?$",
        before,
    ):
        return None  # "fall behind", "spring"
    if re.match(r"\s+(?:behind|apart|asleep|down)\b", text[match.end() :]):
        return None
    month = _TERMS[match["term"]]
    if match["year"]:
        return f"{match['year']}-{month:02}"
    if which in ("this", "este", "esta") and month <= today.month < month + TERM_MONTHS:
        return f"{today.year}-{month:02}"  # the one that runs
    return _nearest_month(month, today, which in ("last", "past", "pasado", "pasada") or _past(match, text))


def _unit(match: re.Match[str], text: str, today: date) -> str | None:
    unit = match["unit"] or match["unidad"]
    which = match["which"] or match["after"] or ""
    step = -1 if which in ("last", "past", "pasado", "pasada") else 0 if which in ("this", "este", "esta") else 1
    if unit in ("year", "ano"):
        return str(today.year + step)
    if unit in ("month", "mes"):
        return _months_from(today, step)
    if unit in ("week", "semana"):
        return (today + timedelta(days=7 * step)).isoformat()
    begun = max(_nearest_month(month, today, month <= today.month - 1 or month > today.month) for month in (1, 8))
    if step == 0:
        return begun
    if step < 0:
        return min(_nearest_month(month, today, True) for month in (1, 8) if _nearest_month(month, today, True) != begun)
    return min(_nearest_month(month, today, False) for month in (1, 8))


def _months_from(today: date, months: int) -> str:
    at = today.year * 12 + today.month - 1 + months
    return f"{at // 12}-{at % 12 + 1:02}"


def _distance(n: str, unit: str, today: date, sign: int) -> str:
    count = 2 if n.startswith(("a couple", "un par")) else 3 if n == "a few" else number(n)
    if unit.startswith(("day", "dia")):
        return (today + timedelta(days=sign * count)).isoformat()
    if unit.startswith(("week", "semana")):
        return (today + timedelta(days=7 * sign * count)).isoformat()
    if unit.startswith(("month", "mes")):
        return _months_from(today, sign * count)
    return str(today.year + sign * count)


def _ahead(match: re.Match[str], text: str, today: date) -> str | None:
    if _TAKES.search(text[: match.start()]):
        return None  # how long something is to take, not when it is
    return _distance(match["n"], match["unit"], today, 1)


def _back(match: re.Match[str], text: str, today: date) -> str | None:
    return _distance(match["n"] or match["n2"], match["unit"] or match["unit2"], today, -1)


def _bare_year(match: re.Match[str], text: str, today: date) -> str | None:
    return match["year"] if 1950 <= int(match["year"]) <= today.year + 10 else None


def _named_day(match: re.Match[str], text: str, today: date) -> str | None:
    step = {"tomorrow": 1, "yesterday": -1, "ayer": -1}.get(match["word"], 0)
    return (today + timedelta(days=step)).isoformat()


def _numeric(match: re.Match[str], text: str, today: date) -> str | None:
    month, day = int(match["m"]), int(match["d"])
    if not match["y"]:
        if re.search(r"\b(?:by|on|before|since|until|starts?|due|el|para)\s*$", text[: match.start()]) is None:
            return None  # "24/7", "1/2"
        return _day(int(_nearest_month(month, today, False)[:4]), month, day)
    year = int(match["y"])
    return _day(year if year > 99 else 2000 + year, month, day)


_READINGS = (
    (_DAY_DE_MES, _day_of_month),
    (_DAY_OF_MONTH, _day_of_month),
    (_NUMERIC, _numeric),
    (_IN_TERM, _in_term),
    (_UNIT, _unit),
    (_BACK, _back),
    (_AHEAD, _ahead),
    (_IN_MONTH, _in_month),
    (_BARE_YEAR, _bare_year),
    (_DAYS, _named_day),
)
