"""Occupations as ideas to look at: each with why it fits, whether it is taught here, and how long getting ready takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions import cards, figures, listed
from actions.turn import Turn
from knowledge.interests import Match, varied

SHOWN = 5
WAITING = 6  # behind "what else"
BELOW_BACHELOR, ALL_ZONES = 3, 5
MORE_STUDY = '/explore_interests{"wish": "more_study"}'


def highest_zone(turn: Turn) -> int:
    """The highest O*NET Job Zone to suggest: what a college below the bachelor's opens, unless more study is wished or done."""
    if turn.slot("more_study"):
        return ALL_ZONES
    return BELOW_BACHELOR + 1 if turn.slot("education") in ("bachelor", "master") else BELOW_BACHELOR


def show(turn: Turn, matches: Sequence[Match]) -> None:
    """Up to five of them as cards, with ways on; the next few wait for "what else"."""
    found = varied(matches)
    for item in found[:SHOWN]:
        turn.card(_card(turn, item))
    for item in found[:3]:
        job = turn.catalog.occupations[item.work.id]
        turn.choice(f'/next_step{{"occupation": "{item.work.id}"}}', "utter_choice_how_to_become", job=turn.name(job))
    if fewer := [turn.name(turn.catalog.occupations[m.work.id]) for m in found[:SHOWN] if m.work.shrinking]:
        turn.say("utter_explore_shrinking", jobs=figures.listed(fewer, turn))
    rest = [m.work.id for m in found[SHOWN : SHOWN + WAITING]]
    turn.set(more={"kind": "occupation", "ids": rest} if rest else None)
    if rest:
        turn.choice("/what_else", "utter_choice_else")
    if highest_zone(turn) == BELOW_BACHELOR:
        turn.choice(MORE_STUDY, "utter_choice_more_study")
    turn.set(focus={"kind": "occupation", "id": found[0].work.id, "by": "interests"})
    listed.note(turn, "occupation", [item.work.id for item in found[:SHOWN]])


def _card(turn: Turn, item: Match) -> dict[str, Any]:
    job = turn.catalog.occupations[item.work.id]
    card = cards.occupation(turn, job)
    why = [
        turn.words("utter_explore_why", traits=traits(turn, item.traits)) if item.traits else "",
        turn.words("utter_explore_why_interests", interests=interests(turn, item.letters)) if item.fit and item.letters else "",
        turn.words("utter_explore_taught" if item.work.taught else "utter_explore_not_taught"),
        turn.words(f"utter_explore_zone_{item.work.job_zone}") if item.work.job_zone else "",
    ]
    return {**card, "text": " ".join(part for part in (card["text"], *why) if part)}


def traits(turn: Turn, names: Sequence[str]) -> str:
    """Traits in words: fixing things and being outside."""
    return figures.listed([turn.words(f"utter_label_trait_{name}") for name in names], turn)


def interests(turn: Turn, letters: str) -> str:
    """Holland letters in words: helping people and creating things."""
    return figures.listed([turn.words(f"utter_label_interest_{letter}") for letter in letters], turn)
