"""Rasa's rule policy, which looks only as far back as its longest rule and remembers what it found."""

from __future__ import annotations

import json
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import State
from rasa.shared.core.trackers import DialogueStateTracker

REMEMBERED = 4096  # answers; an intent after an action is one, so there are some thousands at most


class QuickRules(RulePolicy):
    """The same rules and the same predictions.

    The stock policy compares each rule with every state of the conversation, at each prediction, though a rule says nothing
    about what was before its first state.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._found: dict[Any, set[str]] = {}
        self._longest: int | None = None
        self._wordless = False

    def _prediction_states(self, *arguments: Any, **named: Any) -> list[State]:
        if self._longest is None:
            keys = [key for part in self.lookup.values() if isinstance(part, dict) for key in part]
            self._longest = max((len(json.loads(key)) for key in keys), default=0)
            self._wordless = not any('"text"' in key for key in keys)
        states: list[State] = super()._prediction_states(*arguments, **named)
        return states[-self._longest - 1 :]  # one more, so that a conversation's beginning stays where it is

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        if self._wordless:
            states = [_without_text(state) for state in states]
        key = id(lookup), tuple(DialogueStateTracker.freeze_current_state(state) for state in states)
        if key not in self._found:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            self._found[key] = super()._get_possible_keys(lookup, states)
        return self._found[key]


def _without_text(state: State) -> State:
    """The state without the student's words, where no rule looks at words."""
    if "text" not in state.get("user", {}):
        return state
    return {**state, "user": {k: v for k, v in state["user"].items() if k != "text"}}
