"""Rasa's tracker store over our own: reads fail loudly, saves wait for the turn's one transaction, sessions stay short."""

from __future__ import annotations

import json
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot.store import ConversationStore

LONGEST_SESSION = 80  # events; Rasa replays all of them on every turn, so a longer session begins anew with its slots


class TurnTrackerStore(TrackerStore):
    """Keeps the newest session of each conversation. ``take`` hands over what the last turn left, to be stored with it."""

    def __init__(self, store: ConversationStore) -> None:
        self._store = store
        self._left: dict[str, str] = {}
        super().__init__(Domain.empty())

    async def save(self, tracker: DialogueStateTracker) -> None:
        self._left[tracker.sender_id] = json.dumps([e.as_dict() for e in _session(tracker)])

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        stored = self._left.get(sender_id) or self._store.tracker(sender_id)
        if stored is None:
            return None
        return DialogueStateTracker.from_events(sender_id, deserialise_events(json.loads(stored)), self.domain.slots)

    async def keys(self) -> list[str]:
        return list(self._left)

    def take(self, sender_id: str) -> str | None:
        """What the turn left, as JSON, for the turn's transaction."""
        return self._left.pop(sender_id, None)


def _session(tracker: DialogueStateTracker) -> list[Event]:
    if len(tracker.events) <= LONGEST_SESSION:
        return list(tracker.events)
    return [SessionStarted(), *_slots(tracker), ActionExecuted(ACTION_LISTEN_NAME)]


def _slots(tracker: DialogueStateTracker) -> list[Any]:
    return [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value != slot.initial_value]
