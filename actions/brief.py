"""What a person who takes over should know, from what the student told."""

from __future__ import annotations

from typing import Any

from actions.turn import Turn

TOLD = ("goals", "goal_clusters", "education", "english", "credentials", "prior_learning", "occupation_now", "hours_per_week", "times", "modalities", "budget", "age", "children", "needs")  # fmt: skip


def brief(turn: Turn) -> dict[str, Any]:
    """Typed facts by slot, the student's own last words, and the language they write in."""
    said = [
        e["text"] for e in turn.tracker.events if e.get("event") == "user" and e.get("text") and not e["text"].startswith("/")
    ]
    return {
        "told": {name: turn.slot(name) for name in TOLD if turn.slot(name)},
        "last_words": said[-3:],
        "language": turn.language,
        "plan": turn.slot("plan_kind"),
    }
