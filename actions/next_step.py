"""From where a student is to what they want: ask only what is needed, then the plan."""

from __future__ import annotations

from actions import plans
from actions.explore_interests import suggest
from actions.topic import Topic
from actions.turn import Turn


class NextStep(Topic):
    topic = "next_step"

    def answer(self, turn: Turn) -> str | None:
        return go_on(turn)


def go_on(turn: Turn, kind: str | None = None, changed: bool = False) -> str | None:
    """Ask for what is still needed, one question at a time; else the plan."""
    note_skipped(turn)
    if not plans.has_goal(turn):
        if turn.slot("likes") or turn.slot("dislikes"):
            return suggest(turn)
        turn.ask("goal", "action_next_step")
        return "clarification"
    return plans.present(turn, plans.make(turn), kind or turn.slot("plan_kind"), changed)


def note_skipped(turn: Turn) -> None:
    """A question that was skipped is not asked again."""
    asked = turn.tracker.get_slot("asked") or {}
    if turn.intent == "skip" and asked.get("question"):
        turn.set(skipped=[*(turn.slot("skipped") or []), asked["question"]])
