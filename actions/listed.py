"""One of several records just shown, picked by its place in the list: "the second one"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.turn import Turn

# What answers about a record of a kind.
TOPICS = {"program": "program_search", "occupation": "occupation_info", "credential": "credential_info"}
_LAST = "last|ultim[oa]|últim[oa]"
_PLACES = (
    "first|1st|1|one|primer[oa]?",
    "second|2nd|2|two|segund[oa]",
    "third|3rd|3|three|tercer[oa]?",
    "fourth|4th|4|four|cuart[oa]",
    "fifth|5th|5|five|quint[oa]",
)
_PICKS = re.compile(
    r"(?:(?:ok|okay|so|and|um+|y|pero|what about|wat about|how about|tell me (?:more )?about|more (?:about|on)|i (?:like|want|pick|choose)|show me|lets (?:see|do)|me gusta|cuentame de|dime de|que tal)\s+)*"
    r"(?:the|number|no|option|el|la|numero|número|opcion|opción|#)?\s*"
    rf"(?P<place>{'|'.join(_PLACES)}|{_LAST})(?:\s+(?:one|option|job|class|program|card|uno|una|opcion|opción|trabajo|programa|clase))?"
    r"(?:\s+(?:pls|please|plz|sounds (?:good|cool|nice)|looks (?:good|cool|nice)|por favor))?",
    re.IGNORECASE,
)
_BARE = re.compile(r"one|two|three|four|five", re.IGNORECASE)  # alone, these may count anything


def note(turn: Turn, kind: str, ids: Sequence[str]) -> None:
    """Remember what was shown, in its order."""
    turn.set(focus={**(turn.slot("focus") or {}), "listed": {"kind": kind, "ids": list(ids)}})


def picked(turn: Turn) -> str | None:
    """The topic that answers about the record which the message picks; that record is then what is spoken of. None where none is picked."""
    listed = (turn.slot("focus") or {}).get("listed") or {}
    if turn.tracker.get_slot("asked") or listed.get("kind") not in TOPICS:
        return None
    text = turn.text.strip(" \t.,!?¿¡")
    match = None if _BARE.fullmatch(text) else _PICKS.fullmatch(text)
    if match is None:
        return None
    place = _place(match["place"])
    ids: list[str] = listed["ids"]
    if place >= len(ids):
        return None
    turn.set(focus={"kind": listed["kind"], "id": ids[place], "listed": listed})
    return TOPICS[listed["kind"]]


def _place(word: str) -> int:
    """Where the word points: 0 is the first, -1 the last."""
    if re.fullmatch(_LAST, word, re.IGNORECASE):
        return -1
    return next(n for n, words in enumerate(_PLACES) if re.fullmatch(words, word, re.IGNORECASE))
