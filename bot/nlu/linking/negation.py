"""A "not" holds for all that it is joined to: "not nursing or anything with blood"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.nlu.linking.found import Found

LIKES = frozenset(["occupation", "credential", "program", "cluster", "trait", "time", "modality", "employer"])

_FILLER = r"(?:anything|stuff|jobs?|work|working|with|about|in|on|like|a|an|any|the|my|be|being|doing|do|at|around|to|nada|con|de|en|ser|un|una|el|la|los|las|que|tenga|trabajar|trabajos?)"
_ALSO = re.compile(rf"^\s*(?:,\s*)?(?:or|nor|ni|o|/)\s*(?:{_FILLER}\s+)*$")
_LISTED = re.compile(
    r"^\s*,\s*(?:a |an |the |in )?$"
)  # "not nursing, welding or trucks"; but "not nursing, welding" changes the subject
_OR_LATER = re.compile(r"^[^.;!?]{0,60}\b(?:or|nor|ni|o)\b")
_AND = re.compile(
    rf"^\s*(?:,\s*)?(?:and|y|e|&)\s*(?:{_FILLER}\s+)*$"
)  # "I hate math and computers", yet "not welding and robots" may be either
_DISLIKE = re.compile(r"\b(?:hate|dislike|tired of|odio|no me gustan?|don'?t like|dont like|do nt like|sick of|can'?t stand)\b")


def spread(found: Sequence[Found], text: str) -> list[Found]:
    """The same entities, in order of place, where what follows a ruled-out one as its like is ruled out too.

    ``text`` is the folded message as typed.
    """
    result: list[Found] = []
    ruled_out: tuple[int, int] | None = None  # start and end of what was ruled out last
    joined: tuple[int, int] | None = None  # the same, where it was ruled out by being joined to another
    for item in sorted(found, key=lambda f: (f.start, f.end)):
        if item.label in LIKES:
            if item.role == "not":
                ruled_out = (item.start, max(item.end, ruled_out[1] if ruled_out else 0))
            elif joined and joined[0] <= item.start < joined[1] and item.role in (None, "goal"):
                item = replace(item, role="not")
            elif ruled_out and item.start >= ruled_out[1] and item.role in (None, "goal"):
                between = text[ruled_out[1] : item.start]
                listed = _LISTED.match(between) and _OR_LATER.match(text[item.end :])
                if listed or _ALSO.match(between) or (_AND.match(between) and _DISLIKE.search(text[: ruled_out[0]])):
                    item = replace(item, role="not")
                    ruled_out = joined = (item.start, item.end)
        result.append(item)
    return result
