"""A student's age and children.

Patterns work on :func:`bot.nlu.words.plain` text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.linking.found import Found, found
from bot.nlu.linking.numbers import ANY, number

_NOT_AN_AGE = r"(?!\s*(?:credit|hour|hr|week|minute|month|mile|class|year\s*experience|years? (?:in|at|of|as)\b|kids?|hijos|%|k\b|dollar|bucks|horas|semanas|meses|anos (?:de|en|trabajando|haciendo)))"
_AGE = re.compile(
    rf"\b(?:(?:i'?m|i am|im|age|aged|tengo|turning|turned|turn|cumpli|cumplo)\s+(?:only |just |already |almost |about )?(?P<a>\d{{2}})\b{_NOT_AN_AGE}(?:\s*(?:anos|yrs? old|years? old|yo\b))?"
    r"|(?<!my )(?<!are )(?<!is )(?P<b>\d{2})\s*(?:years? (?:old|young)|yrs? old|yr old|yo\b|y/o|anos de edad)"
    r"|^\W*(?P<c>[2-7]\d)\s*(?:,| and| y)\s+(?:starting|want|looking|never|still|going|back|broke|tired|laid|quiero|nunca|sin))"
)
_DECADES = {"teens": 17, "twenties": 20, "20s": 20, "thirties": 30, "30s": 30, "forties": 40, "40s": 40, "fifties": 50, "50s": 50, "sixties": 60, "60s": 60}  # fmt: skip
_IN_DECADE = re.compile(rf"\bin my (?:early |mid |late |mid-)?(?P<d>{'|'.join(_DECADES)})\b")
_KIN = r"(?:kids?|kiddos?|child|children|sons?|daughters?|toddlers?|bab(?:y|ies)|newborns?|boys|girls|hij[oa]s?|nin[oa]s?|bebes?)"
_CHILDREN = re.compile(
    rf"\b(?P<n>{ANY})\s*(?:little |small |young |year old |yr old |pequen[oa]s |chiquit[oa]s )*(?:ninos |hijos )?{_KIN}\b"
)
_PARENT_OF = re.compile(
    rf"\b(?:mom|mother|dad|father|parent|mama|papa|madre|padre)(?: solter[oa])?\s+(?:of|to|de)\s+(?P<n>{ANY})\b"
)
_AGES_OF = re.compile(
    rf"\b(?:my |mis? )?{_KIN}\s+(?:are |is |ages? |aged |tienen |tiene )+(?P<ages>\d{{1,2}}(?:\s*(?:,|and|&|y)\s*\d{{1,2}})*)\b"
)
_NO_CHILDREN = re.compile(
    r"\b(?:no|don'?t have(?: any)?|dont have(?: any)?|without|no tengo|sin)\s+(?:kids|children|hijos|ninos)\b"
)
_PARENT = re.compile(
    r"\b(single (?:mom|mother|dad|father|parent)|(?:my|mis?) (?:kids?|son|daughter|baby|children|toddler|hij[oa]s?|nin[oa]s?|bebe)"
    r"|(?:madre|padre|mama|papa) solter[oa]|mom of|dad of|pregnant|expecting a baby|embarazada|newborn)\b"
)
_OTHERS_CHILDREN = re.compile(r"\b(?:teach(?:ing)?|help(?:ing)?|around|love|(?:work(?:ing)?) with|with a|with an|as a|for a)\s*$")


def find_age(text: str) -> Iterator[Found]:
    """``age`` in years; "in my forties" is the youngest of them."""
    for match in _AGE.finditer(text):
        yield found("age", int(match["a"] or match["b"] or match["c"]), match)
    for match in _IN_DECADE.finditer(text):
        yield found("age", _DECADES[match["d"]], match)


def find_children(text: str) -> Iterator[Found]:
    """How many ``children``, 0 for "no kids"; and the ``need`` of child care that being a parent brings."""
    if match := _NO_CHILDREN.search(text):
        yield found("children", 0, match)
        return
    counted = [
        m for m in _CHILDREN.finditer(text) if not _OTHERS_CHILDREN.search(text[: m.start()] + (m["n"] if m["n"] in "an" else ""))
    ]
    if match := _PARENT_OF.search(text):
        yield found("children", number(match["n"]), match)
    elif counted and all(m["n"] in ("a", "an", "one", "un", "una") for m in counted):  # "a toddler and a baby"
        yield Found("children", len(counted), counted[0].start(), counted[-1].end(), text[counted[0].start() : counted[-1].end()])
    elif counted:
        yield found("children", number(counted[0]["n"]), counted[0])
    elif match := _AGES_OF.search(text):
        yield found("children", len(re.findall(r"\d+", match["ages"])), match)
    for match in _PARENT.finditer(text):
        if not any(m.start() <= match.start() <= m.end() for m in counted):
            yield found("need", "child_care", match)
            return
