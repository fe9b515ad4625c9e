"""Hours a week, money to spend, pay had and pay wished for.

Patterns work on :func:`bot.nlu.words.plain` text. Pay is in US dollars a year, money in US dollars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.linking.found import Found, found
from bot.nlu.linking.numbers import ANY, number

HOURS_A_YEAR = 2080  # 40 hours, 52 weeks: how BLS turns hourly into annual pay
LOWEST_YEARLY = 200  # "I make 18": below this, pay is by the hour

_HOURS = re.compile(
    rf"(?:(?P<low>\d{{1,2}})\s*(?:-|to|a|o|or)\s*)?\b(?P<n>{ANY})\s*(?:h|hr|hrs|hours?|horas?)\b\s*"
    r"(?P<per>(?:a|per|/|each|every|por|a la|cada|x)\s*(?:week|wk|wks|semana|day|dia|night|noche|shift)|weekly|semanales)?"
)
_COUPLE = re.compile(
    r"\b(?:a )?(?:couple(?: of)?|few|un par de|unas)\s+(?:hours?|hrs?|horas)\s+(?P<per>a day|every day|each day|al dia|a la semana|a week)\b"
)
_NOT_STUDY_BEFORE = re.compile(r"\b(?:drive|away|open|last|lasts|in|ago|hace)\s*$")
_PER = r"an hour|/ ?hr|/ ?hour|per hour|hourly|la hora|por hora|cada hora|an hr|a year|/ ?yr|/ ?year|per year|yearly|annually|al ano|por ano|a month|al mes|por mes|a week|a la semana"
_PER_BARE = r"an hour|/ ?hr|/ ?hour|per hour|hourly|la hora|por hora|cada hora|an hr|a year|/ ?yr|/ ?year|per year|yearly|annually|al ano|por ano"  # "15 a week" may be hours
_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_MONEY = re.compile(
    rf"(?:(?<!\$)\$(?!\$)\s*(?P<d>{_DIGITS})\s*(?P<k>k\b)?|\b(?P<d2>{_DIGITS})\s*(?P<k2>k)?\s*\+?\s*(?:dollars?|bucks?|dolares|usd|pesos)\b|\b(?P<d3>\d{{2,3}})k\b"
    rf"|\b(?P<d4>\d{{2,3}}(?:\.\d+)?|\d{{1,3}},\d{{3}}|\d{{5,6}})\s*\+?\s*(?=(?:{_PER_BARE})(?!\w)))\s*\+?\s*(?P<per>(?:{_PER})(?!\w))?"
)
_SAVED = re.compile(
    r"\b(?P<n>\d{2,3}(?:,\d{3})?|\d{3,5})\s+(?:saved|put away|put aside|to spend|in savings|in the bank|ahorrados?|para gastar)\b"
)
_BUDGET_BEFORE = re.compile(
    r"(?:\b(?:have|afford|budget|saved?|spend|up to|under|less than|max|only|about|around|like|got|tengo|pagar|gastar|menos de|hasta|maximo|pay)"
    r"\s*(?:is |of |a |only |about |around |like |maybe |more than |is about |de )*)$"
)
_PAY_BEFORE = re.compile(  # one's own pay: "crane operators make 100k" is another's
    r"(?:^|[.,;!?]\s*|\b(?:i|i'?m|im|am|was|been|yo|me|get|getting|got|and|but|currently|only|just|still|already|now|ya)\s+)(?:currently |only |just |still |now |barely |like )*"
    r"(?:make|making|made|earn|earning|paid|pays me|paying me|gano|ganando|pagan|salary is|wage is)\s*(?:about |around |like |only |just |unos |como |solo )*$"
    r"|\b(?:gano|pays me|me pagan|my (?:pay|salary|wage) is)\s*(?:about |around |like |only |just |unos |como |solo )*$"
)
_WANTED = re.compile(
    r"(?:\b(?:want|wanna|need|hope|goal|quiero|necesito|looking|trying)\s+(?:to |for )?(?:make|making|earn|ganar|hacer)"
    r"|\b(?:that |que |jobs? |pays?|paying|paguen?|pague)\b(?: +\w+){0,2}"
    r"|at least|over|more than|no less than|minimum|starting at|upwards of|por lo menos|al menos|minimo|mas de)\s*"
    r"(?:about |around |at least |like |over |more than |mas de |al menos |de )*$"
)
WORKING = re.compile(
    r"\b(?:work|working|job|shift|trabajo|trabajando)\b(?:(?!\bso\b|\bbut\b|\band\b|\bpero\b|\bclass)[^.,;!?]){0,40}$"
)


def find_hours(text: str) -> Iterator[Found]:
    """Hours a week (``hours_per_week``); in role ``now`` those one works rather than has for class."""
    for match in _HOURS.finditer(text):
        per, before = match["per"] or "", text[max(0, match.start() - 30) : match.start()]
        hours = number(match["n"])
        if per.endswith(("shift", "night", "noche")) or _NOT_STUDY_BEFORE.search(before):
            continue
        if not match["n"].isdigit() and hours == 1 and not per:  # "25 an hour" is pay
            continue
        if per.endswith(("day", "dia")):
            hours *= 5
        role = "now" if WORKING.search(before) and not re.search(r"\b(?:study|school|class|classes)\b", before) else None
        if 1 <= hours <= 80:
            yield found("hours_per_week", hours, match, role)
    for match in _COUPLE.finditer(text):
        yield found("hours_per_week", 2 * (5 if "day" in match["per"] or "dia" in match["per"] else 1), match)


def find_money(text: str) -> Iterator[Found]:
    """``pay`` a year (role ``now`` what one has, ``goal`` what one wants) and ``money`` (role ``held`` what one can spend)."""
    for match in _MONEY.finditer(text):
        digits = (match["d"] or match["d2"] or match["d3"] or match["d4"]).replace(",", "")
        amount = float(digits) * (1000 if match["k"] or match["k2"] or match["d3"] else 1)
        per, before = match["per"] or "", text[max(0, match.start() - 40) : match.start()]
        wanted, had = _WANTED.search(before), _PAY_BEFORE.search(before)
        if had and not re.search(r"\b(?:want|wanna|need|hope|quiero|necesito|could|would|will)\b[^.,;]*$", before):
            wanted = None
        label = "pay" if per or wanted or had else "money"
        if label == "pay":
            amount *= _times_a_year(per) or (HOURS_A_YEAR if amount < LOWEST_YEARLY else 1)
        role = "goal" if wanted else "now" if label == "pay" and had else "held" if _BUDGET_BEFORE.search(before) else None
        yield found(label, round(amount), match, role)
    for match in _SAVED.finditer(text):
        yield found("money", int(match["n"].replace(",", "")), match, "held")


def _times_a_year(per: str) -> int | None:
    """How often in a year a rate is paid; None where it was not said."""
    if any(word in per for word in ("hour", "hr", "hora")):
        return HOURS_A_YEAR
    if any(word in per for word in ("month", "mes")):
        return 12
    if any(word in per for word in ("week", "semana")):
        return 52
    return 1 if per else None
