"""Names inside longer names, and one name for work and for help: what is meant in its own right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.nlu.linking.found import Found

_WHOLE = ("service", "employer")  # the insurance of "health insurance" is no work and no field
_PARTS = ("occupation", "cluster", "campus")
_TAUGHT = ("occupation", "credential", "program")
_NEEDED = re.compile(
    r"\b(?:need|needs|find|get|afford|looking for|help with|have no|without|pay for|paying for|is there|do you have|do you offer|any|necesito|busco|hay|pagar)"
    r"\s+(?:a |an |the |any |some |for |free |my |good |cheap |un |una |el |la )*$"
)


def in_own_right(found: Sequence[Found], text: str) -> list[Found]:
    """Without what only stands inside something longer, nor the work where its product is needed ("i need child care").

    ``text`` is the folded message. Names of several records, such as "nursing", also give way to a longer name of a program or
    credential, such as "nursing program", which says which is meant.
    """
    shared = Counter((f.label, f.start, f.end) for f in found)
    result = []
    for item in found:
        over = {g.label for g in found if _inside(item, g)}
        if item.label == "not_here" and any(g.label in _TAUGHT and _meet(item, g) for g in found):
            continue
        if item.label == "service" and "not_here" in over:  # the therapy of "massage therapy"
            continue
        if item.label in _PARTS and over & set(_WHOLE):
            continue
        if over & {"program", "credential"} and (
            item.label == "cluster" or (item.label == "occupation" and shared[item.label, item.start, item.end] > 1)
        ):
            continue
        helps = any(g.label == "service" and (g.start, g.end) == (item.start, item.end) for g in found)
        if item.label == "occupation" and helps and _NEEDED.search(text[max(0, item.start - 40) : item.start]):
            continue
        result.append(item)
    return result


def _meet(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _inside(part: Found, whole: Found) -> bool:
    return whole.start <= part.start and part.end <= whole.end and whole.end - whole.start > part.end - part.start
