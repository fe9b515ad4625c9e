"""The Rasa agent inside this process, with our tracker store and the actions called by name through rasa_sdk's executor."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

import bot.conversation.unused  # noqa: F401  before any part of Rasa, which would import all that it may be connected to

# isort: split
import structlog
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import Event

from bot import memory
from bot.conversation.processor import TurnProcessor
from bot.conversation.tracker_store import TurnTrackerStore
from bot.store import ConversationStore

# Rasa walks all classes of events, twice over, for each event that it reads.
Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))


FALLBACK = "nlu_fallback"  # Rasa's name for a message whose meaning is too unsure


class NoModel(RuntimeError):
    """There is no trained model to run."""


@dataclass(frozen=True)
class Understood:
    """What a message means by itself: its topics, the one to be answered first standing first.

    ``asked``: too unsure to answer; the student would be asked what was meant, and ``topics`` holds the likeliest.
    ``ranking``: the likeliest topics of the whole message, best first.
    """

    topics: tuple[str, ...]
    confidence: float
    asked: bool
    ranking: tuple[str, ...]


class PathwayAgent:
    """Answers a message of a conversation with what the actions said."""

    def __init__(self, models: Path, store: ConversationStore) -> None:
        quiet_rasa()
        memory.few_arenas()
        model = newest_model(models)
        self.trackers = TurnTrackerStore(store)
        self.processor = TurnProcessor(model, self.trackers)

    async def answer(self, conversation: str, text: str, about: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The raw bot messages for ``text`` (or a button's payload), in order.

        ``about``: what the actions may know besides: ``said`` (the words the student sees) and ``case`` (of the desk).
        """
        channel = CollectingOutputChannel()
        await self.processor.handle_message(UserMessage(text, channel, conversation, input_channel="advisor", metadata=about))
        return list(channel.messages)

    async def understand(self, text: str) -> Understood:
        """What ``text`` means as the first message of a conversation. Nothing is stored."""
        parsed = await self.processor.parse_message(UserMessage(text))
        needs = [need["topic"] for need in parsed.get("needs") or []]
        ranking = [entry for entry in parsed["intent_ranking"] if entry["name"] != FALLBACK]
        asked = parsed["intent"]["name"] == FALLBACK
        names = tuple(entry["name"] for entry in ranking)
        return Understood(tuple(needs) or names[:1], ranking[0]["confidence"], asked, names)

    async def warm(self) -> None:
        """Load what is loaded at first use (the sentence encoder, the knowledge base, the vectors of what may be described, which are
        made where the content changed: ten seconds), so that the first student need not wait."""
        for text in ("how do i become a welder", "the people who draw your blood"):
            await self.processor.handle_message(UserMessage(text, CollectingOutputChannel(), "warm-up"))
        self.trackers.forget("warm-up")
        memory.settle()

    def forget(self, conversation: str) -> None:
        """Drop what an unfinished turn left."""
        self.trackers.forget(conversation)


def newest_model(folder: Path) -> Path:
    """The newest trained model in the folder."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise NoModel(f"no trained model in {folder}/. Run 'make train' first")
    return models[-1]


def quiet_rasa() -> None:
    """Rasa logs every step as a structured debug event; building them costs milliseconds a turn."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING), cache_logger_on_first_use=True)
    for name in ("rasa", "rasa_sdk", "matplotlib", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
