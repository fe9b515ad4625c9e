"""Rasa's tracker store over our own: reads fail loudly, saves wait for the turn's one transaction, sessions stay short."""

from __future__ import annotations

import json
from collections import OrderedDict
from itertools import islice
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.tracker import TurnTracker
from bot.store import ConversationStore

LONGEST_SESSION = 80  # events; Rasa keeps all of them at hand on every turn, so a longer session begins anew with its slots
LAST_WORDS = 3  # messages that a new session takes along, for the person to whom the student is handed
KEPT = 64  # trackers kept in memory; a conversation that is not among them is read from its JSON, which takes milliseconds


class TurnTrackerStore(TrackerStore):
    """Keeps the newest session of each conversation. ``take`` hands over what the last turn left, to be stored with it."""

    def __init__(self, store: ConversationStore) -> None:
        self._store = store
        self._left: dict[str, str] = {}
        self._kept: OrderedDict[str, tuple[str, DialogueStateTracker]] = OrderedDict()
        super().__init__(Domain.empty())

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        return TurnTracker.of(sender_id, (), self.domain)

    async def save(self, tracker: DialogueStateTracker) -> None:
        events = _session(tracker)
        if len(events) != len(tracker.events):
            tracker = TurnTracker.of(tracker.sender_id, events, self.domain)
        stored = "[" + ", ".join(_as_json(event) for event in events) + "]"
        self._left[tracker.sender_id] = stored
        self._kept[tracker.sender_id] = stored, tracker
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        kept = self._kept.pop(sender_id, None)  # a turn that fails leaves a tracker that nobody should find again
        stored = self._left.get(sender_id) or self._store.tracker(sender_id)
        if stored is None:
            return None
        if kept is not None and kept[0] == stored:
            return kept[1]
        return TurnTracker.of(sender_id, deserialise_events(json.loads(stored)), self.domain)

    async def keys(self) -> list[str]:
        return list(self._left)

    def take(self, sender_id: str) -> str | None:
        """What the turn left, as JSON, for the turn's transaction."""
        return self._left.pop(sender_id, None)

    def forget(self, sender_id: str) -> None:
        """Drop what an unfinished turn left, and what is kept of the conversation."""
        self._left.pop(sender_id, None)
        self._kept.pop(sender_id, None)


def _session(tracker: DialogueStateTracker) -> list[Event]:
    """The events to go on with. Those before ``SessionStarted`` are over for Rasa; they hold the student's last words."""
    if len(tracker.events) <= LONGEST_SESSION:
        return list(tracker.events)
    words = islice((e for e in reversed(tracker.events) if isinstance(e, UserUttered) and e.text), LAST_WORDS)
    return [*reversed(list(words)), SessionStarted(), *_slots(tracker), ActionExecuted(ACTION_LISTEN_NAME)]


def _slots(tracker: DialogueStateTracker) -> list[Any]:
    return [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value != slot.initial_value]


def _as_json(event: Event) -> str:
    """The event as it is stored, worked out once. What Rasa needs of past turns is kept; the cards of a reply, which are
    stored with the turn, and the ranking of topics that were not meant, are not."""
    known: str | None = getattr(event, "_json", None)
    if known is None:
        value = event.as_dict()
        if isinstance(event, UserUttered):
            value["parse_data"] = {k: v for k, v in event.parse_data.items() if k not in ("intent_ranking", "text_tokens")}
        elif isinstance(event, BotUttered):
            value["data"] = {k: v for k, v in event.data.items() if k != "custom"}
        known = event._json = json.dumps(value)
    return known
