"""Which of several records a name or a description meant: found here, asked here, and the answer read here.

A name may stand for two or three records ("nursing", "welding certificate"), and a description may come about as near to
several. Where only one of them can be answered about, the student is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actions.knowledge_base import catalog

if TYPE_CHECKING:
    from actions.turn import Turn

QUESTION = "which"
MOST = 4  # more than these are a field rather than a choice
# Words for the places of a list, in order.
PLACES = (
    ("first", "1st", "primero", "primera", "primer"),
    ("second", "2nd", "segundo", "segunda"),
    ("third", "3rd", "tercero", "tercera", "tercer"),
    ("fourth", "4th", "cuarto", "cuarta"),
    ("fifth", "5th", "quinto", "quinta"),
)
LAST = ("last", "ultimo", "ultima", "último", "última")
_RECORDS = {"occupation": "occupations", "credential": "credentials", "program": "programs"}


@dataclass(frozen=True)
class Tie:
    """Records of one kind that the same words may mean."""

    label: str
    ids: tuple[str, ...]
    role: str | None


def ties(entities: list[dict[str, Any]]) -> list[Tie]:
    """Every tie of a message. What was pressed, ruled out, or named elsewhere in the message by a name of its own is none."""
    places: dict[tuple[str, int, int], list[dict[str, Any]]] = {}
    for entity in entities:
        if entity["entity"] in _RECORDS and entity.get("extractor") == "LinkedEntities" and entity.get("role") != "not":
            places.setdefault((entity["entity"], entity["start"], entity["end"]), []).append(entity)
    found = []
    for (label, start, end), group in places.items():
        ids = tuple(dict.fromkeys(e["value"] for e in group))
        if not 2 <= len(ids) <= MOST:
            continue
        others = [p for p in places if p[0] == label and p != (label, start, end)]
        if any(s <= start and end <= e for _, s, e in others):  # a longer name covers it
            continue
        if any(e["value"] in ids for p in others if len(places[p]) == 1 for e in places[p]):
            continue
        found.append(Tie(label, ids, group[0].get("role")))
    return found


def undecided(entities: list[dict[str, Any]], label: str) -> set[str]:
    """Ids of a kind that may or may not have been meant."""
    return {key for tie in ties(entities) if tie.label == label for key in tie.ids}


def ask(turn: Turn, labels: tuple[str, ...]) -> bool:
    """Ask which was meant, where a record of one of these kinds is undecided; whether it was asked."""
    for tie in ties(turn.entities):
        if tie.label not in labels or not _matters(turn, tie):
            continue
        turn.set(
            asked={"question": QUESTION, "by": f"action_{turn.topic}", "label": tie.label, "ids": list(tie.ids), "role": tie.role}
        )
        turn.choice("/talk_to_advisor", "utter_choice_person")
        turn.put_question(QUESTION)
        return True
    return False


def _matters(turn: Turn, tie: Tie) -> bool:
    """A credential matters to a plan only where it is already held; else the work it leads to is what is wanted."""
    return turn.topic == "credential_info" or tie.label != "credential" or tie.role == "held"


def put_choices(turn: Turn) -> None:
    """A button for each record; it goes on with what was asked."""
    asked = turn.slot("asked") or {}
    topic = "correct_fact" if asked["role"] == "held" else asked["by"].removeprefix("action_")
    records = getattr(turn.catalog, _RECORDS[asked["label"]])
    for key in asked["ids"]:
        turn.choice(f'/{topic}{{"{asked["label"]}": "{key}"}}', label=turn.name(records[key]))


def picked(asked: dict[str, Any], text: str, entities: list[dict[str, Any]]) -> str | None:
    """The record that a message picks of those asked about: by its name, by a word of it, or by its place."""
    if asked.get("question") != QUESTION:
        return None
    ids: list[str] = asked["ids"]
    named = [e["value"] for e in entities if e["value"] in ids and e.get("role") != "not"]
    if len(set(named)) == 1:
        return str(named[0])
    typed = set(re.findall(r"\w+", text.lower()))
    if len(typed) > 6:
        return None
    for number, (key, words) in enumerate(zip(ids, PLACES, strict=False), 1):
        if typed & {*words, str(number)}:
            return key
    if typed & set(LAST):
        return ids[-1]
    records = getattr(catalog(), _RECORDS[asked["label"]])
    spelled = {key: set(re.findall(r"\w{3,}", f"{records[key].name} {records[key].name_es}".lower())) for key in ids}
    matching = [key for key in ids if typed & (spelled[key] - set().union(*(w for k, w in spelled.items() if k != key)))]
    return matching[0] if len(matching) == 1 else None
