"""The Rasa agent inside this process, with our tracker store and the actions called by name through rasa_sdk's executor."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

import structlog
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.conversation.tracker_store import TurnTrackerStore
from bot.store import ConversationStore

# Rasa checks each action's result against a JSON schema that it checks anew every time: three quarters of a turn. The
# results here come from rasa_sdk's own executor in this process.
RemoteAction._validate_action_result = lambda self, result: True


FALLBACK = "nlu_fallback"  # Rasa's name for a message whose meaning is too unsure


class NoModel(RuntimeError):
    """There is no trained model to run."""


@dataclass(frozen=True)
class Understood:
    """What a message means by itself: its topics, the one to be answered first standing first.

    ``asked``: too unsure to answer; the student would be asked what was meant, and ``topics`` holds the likeliest.
    """

    topics: tuple[str, ...]
    confidence: float
    asked: bool


class InProcessActions(EndpointConfig):
    """An action endpoint that runs actions here instead of calling a server."""

    def __init__(self) -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self.executor = ActionExecutor()
        self.executor.register_package("actions")

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = None,
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        return await self.executor.run(kwargs["json"])


class PathwayAgent:
    """Answers a message of a conversation with what the actions said."""

    def __init__(self, models: Path, store: ConversationStore) -> None:
        quiet_rasa()
        model = newest_model(models)
        self.trackers = TurnTrackerStore(store)
        self.agent = Agent.load(
            model, tracker_store=self.trackers, lock_store=InMemoryLockStore(), action_endpoint=InProcessActions()
        )

    async def answer(self, conversation: str, text: str) -> list[dict[str, Any]]:
        """The raw bot messages for ``text`` (or a button's payload), in order."""
        channel = CollectingOutputChannel()
        await self.agent.handle_message(UserMessage(text, channel, conversation, input_channel="advisor"))
        return list(channel.messages)

    async def understand(self, text: str) -> Understood:
        """What ``text`` means as the first message of a conversation. Nothing is stored."""
        parsed = await self.agent.parse_message(text)
        needs = [need["topic"] for need in parsed.get("needs") or []]
        ranking = [entry for entry in parsed["intent_ranking"] if entry["name"] != FALLBACK]
        asked = parsed["intent"]["name"] == FALLBACK
        return Understood(tuple(needs or [ranking[0]["name"]]), ranking[0]["confidence"], asked)

    async def warm(self) -> None:
        """Load what is loaded at first use (the sentence encoder, the knowledge base), so that the first student need not wait."""
        await self.agent.handle_message(UserMessage("how do i become a welder", CollectingOutputChannel(), "warm-up"))
        self.trackers.take("warm-up")

    def forget(self, conversation: str) -> None:
        """Drop what an unfinished turn left."""
        self.trackers.take(conversation)


def newest_model(folder: Path) -> Path:
    """The newest trained model in the folder."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise NoModel(f"no trained model in {folder}/. Run 'make train' first")
    return models[-1]


def quiet_rasa() -> None:
    """Rasa logs every step as a structured debug event; building them costs milliseconds a turn."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    for name in ("rasa", "rasa_sdk", "matplotlib", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
