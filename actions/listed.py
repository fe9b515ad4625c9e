"""One of several records just shown, picked by its place in the list: "the second one"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.turn import Turn
from actions.which import LAST, PLACES

# What answers about a record of a kind.
TOPICS = {"program": "program_search", "occupation": "occupation_info", "credential": "credential_info"}
_NUMBERS = {
    word: place
    for place, words in enumerate(("one uno una", "two dos", "three tres", "four cuatro", "five cinco"))
    for word in words.split()
}
_PICKS = re.compile(
    r"(?:(?:ok|okay|so|and|um+|y|pero|what about|wat about|how about|tell me (?:more )?about|more (?:about|on)|i (?:like|want|pick|choose)|show me|lets (?:see|do)|me gusta|cuentame de|dime de|que tal)\s+)*"
    r"(?:"
    rf"(?:the |el |la |lo )?(?P<place>{'|'.join([*(word for words in PLACES for word in words), *LAST])})"
    rf"|(?:number|option|numero|número|opcion|opción) (?P<number>[1-5]|{'|'.join(_NUMBERS)})|(?:the |no |# ?)?(?P<digit>[1-5])"
    r")(?:\s+(?:one|option|job|class|program|card|uno|una|opcion|opción|trabajo|programa|clase))?"
    r"(?:\s+(?:pls|please|plz|sounds (?:good|cool|nice)|looks (?:good|cool|nice)|por favor))?",
    re.IGNORECASE,
)


def note(turn: Turn, kind: str, ids: Sequence[str]) -> None:
    """Remember what was shown, in its order."""
    turn.set(focus={**(turn.slot("focus") or {}), "listed": {"kind": kind, "ids": list(ids)}})


def picked(turn: Turn) -> str | None:
    """The topic that answers about the record which the message picks; that record is then what is spoken of. None where none is picked."""
    listed = (turn.slot("focus") or {}).get("listed") or {}
    if turn.tracker.get_slot("asked") or listed.get("kind") not in TOPICS:
        return None
    place = place_meant(turn.text)
    ids: list[str] = listed["ids"]
    if place is None or place >= len(ids):
        return None
    turn.set(focus={"kind": listed["kind"], "id": ids[place], "listed": listed})
    return TOPICS[listed["kind"]]


def place_meant(text: str) -> int | None:
    """The place in a list that a message names and nothing else: 0 is the first, -1 the last; None where it names none."""
    match = _PICKS.fullmatch(text.strip(" \t.,!?¿¡"))
    if match is None:
        return None
    if word := match["place"]:
        word = word.lower()
        return -1 if word in LAST else next(n for n, words in enumerate(PLACES) if word in words)
    told = (match["number"] or match["digit"]).lower()
    return _NUMBERS[told] if told in _NUMBERS else int(told) - 1
