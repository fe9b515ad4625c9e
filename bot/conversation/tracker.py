"""Rasa's dialogue state tracker, with the states that policies look at worked out once instead of at every look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

_REWINDING = (ActionReverted, UserUtteranceReverted, ActiveLoop)  # after these, Rasa's own replay decides what still counts


@dataclass(frozen=True, slots=True)
class _Moment:
    """The conversation just before an action: its state, and what decides whether stories see the turn."""

    state: State
    latest_action: dict[str, str] | None
    inside: bool  # an action asked for by another, or a form's own: it does not change whether the turn is hidden
    hidden: bool


class TurnTracker(DialogueStateTracker):
    """A tracker that notes its state before each action, as that action is logged.

    Rasa finds the same states by replaying all events from the first, for each policy and each prediction, so that a turn
    costs more the longer the talk is. Where a talk was rewound or entered a form, Rasa's replay is used.
    """

    def __init__(self, sender_id: str, slots: Iterable[Slot] | None, *rest: Any, domain: Domain, **named: Any) -> None:
        self._domain = domain
        self._moments: list[_Moment] = []
        self._replay = False
        super().__init__(sender_id, slots, *rest, **named)

    @classmethod
    def of(cls, sender_id: str, events: Iterable[Event], domain: Domain) -> TurnTracker:
        """The tracker of a conversation after these events."""
        tracker = cls(sender_id, domain.slots, domain=domain)
        for event in events:
            tracker.update(event, domain)
        return tracker

    def init_copy(self) -> DialogueStateTracker:
        """A stock tracker: copies are made by Rasa to be replayed and thrown away."""
        return DialogueStateTracker(self.sender_id, self.slots.values(), self._max_event_history)

    def update(self, event: Event, domain: Domain | None = None) -> None:
        """Log an event and apply it."""
        if isinstance(event, (Restarted, SessionStarted)):
            self._moments.clear()
        elif isinstance(event, _REWINDING):
            self._replay = True
        elif isinstance(event, ActionExecuted):
            self._moments.append(self._moment(event.hide_rule_turn))
        super().update(event, domain)

    def past_states(
        self,
        domain: Domain,
        omit_unset_slots: bool = False,
        ignore_rule_only_turns: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        """The states before each action and the present one; with ``ignore_rule_only_turns``, as stories see them."""
        if self._replay or omit_unset_slots:
            return super().past_states(domain, omit_unset_slots, ignore_rule_only_turns, rule_only_data)
        moments = [*self._moments, self._moment(False)]
        if not ignore_rule_only_turns:
            return [_copy(moment.state) for moment in moments]
        return _as_stories_see(moments, domain, rule_only_data)

    def _moment(self, hidden: bool) -> _Moment:
        inside = bool(self.followup_action) or self.latest_action_name == self.active_loop_name
        return _Moment(self._domain.get_active_state(self), self.latest_action, inside, hidden)


def _as_stories_see(moments: list[_Moment], domain: Domain, rule_only_data: dict[str, Any] | None) -> list[State]:
    """The states without the turns that only rules know: ``Domain.states_for_tracker_history`` over noted moments."""
    states: list[State] = []
    last_action: Any = None
    hidden = False
    for moment in moments:
        if not hidden:
            last_action = moment.latest_action
        if not moment.inside:
            hidden = moment.hidden
        if hidden:
            continue
        state = _copy(moment.state)
        domain._remove_rule_only_features(state, rule_only_data)
        if states:
            domain._substitute_rule_only_user_input(state, states[-1])
        if last_action:
            state["prev_action"] = last_action
        states.append(domain._clean_state(state))
    return states


def _copy(state: State) -> State:
    """A copy that a policy may change: they take the text or the intent out of it."""
    return {kind: dict(part) for kind, part in state.items()}
