"""Results beyond the first few: kept as ids, shown on request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actions import cards, listed
from actions.turn import Turn

PAGE = 3

_KINDS: dict[str, tuple[str, Callable[[Turn, Any], dict[str, Any]]]] = {
    "program": ("programs", cards.program),
    "service": ("services", cards.service),
    "occupation": ("occupations", cards.occupation),
    "credential": ("credentials", cards.credential),
    "employer": ("employers", cards.employer),
    "deadline": ("deadlines", cards.deadline),
}


def show(turn: Turn, kind: str, ids: list[str], make: Callable[[Turn, Any], dict[str, Any]] | None = None) -> None:
    """The first few as cards; the rest waits for "what else"."""
    plural, card = _KINDS[kind]
    for key in ids[:PAGE]:
        turn.card((make or card)(turn, getattr(turn.catalog, plural)[key]))
    rest = ids[PAGE:]
    if rest or not turn.offers("/what_else"):  # of two needs, the one with more to show keeps its button
        turn.set(more={"kind": kind, "ids": rest} if rest else None)
    if rest:
        turn.choice("/what_else", "utter_choice_more", n=len(rest))
    if ids:
        turn.focus(kind, ids[0])
        listed.note(turn, kind, ids[:PAGE])


def show_more(turn: Turn) -> str | None:
    """The next few of what was found before."""
    waiting, before = turn.slot("more"), turn.slot("focus") or {}
    turn.say("utter_more")
    show(turn, waiting["kind"], waiting["ids"])
    turn.set(focus={**{k: before[k] for k in ("fields", "among") if k in before}, **turn.slot("focus")})
    if waiting["kind"] == "occupation":
        for key in waiting["ids"][:PAGE]:
            turn.choice(f'/occupation_info{{"occupation": "{key}"}}', label=turn.name(turn.catalog.occupations[key]))
    turn.choice("/talk_to_advisor", "utter_choice_person")
    return None
