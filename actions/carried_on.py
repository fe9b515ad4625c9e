""" "What about dental?": a question that leaves out what was asked just before, carried on for what it names now."""

from __future__ import annotations

import re

from actions.turn import Turn

# What was shown last, and the topic that showed it.
TOPICS = {"program": "program_search", "occupation": "occupation_info", "credential": "credential_info"}
NAMED = ("occupation", "program", "credential", "cluster")
UNSURE = 0.5  # surer of a topic than this, the words alone tell what is asked
LONGEST = 9  # words
_OPENS = re.compile(
    r"(?:(?:ok|okay|okey|so|and|n|but|well|then|den|alright|y|pero|bueno|entonces|oye)[\s,.]+)*"
    r"(?:(?:what|wat|wut|whut|how)\s*(?:about|abt|bout)\b|(?:y|and|n)\s+(?:the|for|in|la|el|para|en|de)\b|que (?:tal|hay de)\b|qué (?:tal|hay de)\b)",
    re.IGNORECASE,
)


def topic(turn: Turn) -> str | None:
    """The topic of the answer before, where the message asks the same of something else; None where it asks by itself."""
    focus = turn.slot("focus") or {}
    sure = (turn.tracker.latest_message.get("intent") or {}).get("confidence") or 0.0
    if turn.needs or turn.slot("answered") or (sure >= UNSURE and turn.intent != "nlu_fallback"):
        return None
    if (
        len(turn.text.split()) > LONGEST
        or not _OPENS.match(turn.text.strip(" ¿¡"))
        or not any(turn.named(label) for label in NAMED)
    ):
        return None
    return TOPICS.get(focus.get("kind") or "")
