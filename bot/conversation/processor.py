"""One turn of Rasa's: the steps of its message processor, without the copies that it makes for its debug log."""

from __future__ import annotations

import asyncio
import logging
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg.generator import NaturalLanguageGenerator, ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.events import ActionExecutionRejected, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation import graph
from bot.conversation.actions import ExtractSlots, InProcessActions
from bot.conversation.nlu import unchecked
from bot.conversation.tracker_store import TurnTrackerStore

logger = logging.getLogger(__name__)


class _Wordings(TemplatedNaturalLanguageGenerator):
    """Chooses among a response's variations; the stock generator makes a numpy array of them first."""

    def _random_response_for(self, utter_action: str, output_channel: str, filled_slots: dict[str, Any]) -> dict[str, Any] | None:
        suitable: list[dict[str, Any]] = []
        if utter_action in self.responses:
            found = ResponseVariationFilter(self.responses)
            suitable = found.responses_for_utter_action(utter_action, output_channel, filled_slots)
        return random.choice(suitable) if suitable else None


class TurnProcessor(MessageProcessor):
    """Rasa's message processor over a model, our trackers and our actions.

    A turn's steps and their order are Rasa's. Left out: deep copies of every event for log lines that nobody reads, and
    replaying the conversation into a temporary tracker for each action. That one is there so that a rejected action leaves
    no trace; here what a prediction notes stays, which the next prediction would note again.
    """

    def __init__(self, model: Path, trackers: TurnTrackerStore) -> None:
        actions = InProcessActions()
        super().__init__(
            model_path=model,
            tracker_store=trackers,
            lock_store=InMemoryLockStore(),
            generator=_Wordings({}),
            action_endpoint=actions,
        )
        trackers.domain = self.domain
        self.nlg.responses = self.domain.responses
        self._extract = ExtractSlots(actions, self.domain)
        self._reader = ThreadPoolExecutor(1, "nlu", initializer=unchecked)

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        metadata, runner = graph.load(Path(model_path))
        return Path(model_path).name, metadata, runner

    async def handle_message(self, message: UserMessage) -> None:
        """Answer a message; the answer goes to the message's output channel. The caller sees to it that turns don't meet."""
        await super().handle_message(message)

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        """What the message means, worked out in the one thread that reads messages.

        The encoder, a third of a turn, runs without Python's lock: meanwhile this thread goes on with the turns of others.
        """
        read = self._parse_message_with_graph
        loop = asyncio.get_running_loop()
        parsed: dict[str, Any] = await loop.run_in_executor(self._reader, read, message, tracker, only_output_properties)
        self._update_full_retrieval_intent(parsed)
        return parsed  # that all of it is in the domain is checked in training; Rasa would build an empty domain to check it

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """Fill slots from the message."""
        events = await self._extract.run(output_channel, self.nlg, tracker, self.domain)
        await self._send_bot_messages(events, tracker, output_channel)
        tracker.update_with_events(events, self.domain)
        return tracker

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        tracker.update_with_events(prediction.events, self.domain)
        try:
            events = await action.run(output_channel, nlg, tracker, self.domain) or []
        except ActionExecutionRejection:
            tracker.update(ActionExecutionRejected(action.name(), prediction.policy_name, prediction.max_confidence))
            return self.should_predict_another_action(action.name())
        except Exception:  # as Rasa itself does: an action may raise anything, and the turn goes on
            logger.exception("action %s failed; the conversation goes on without its events", action.name())
            events = []
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update(action.event_for_successful_execution(prediction), self.domain)
        tracker.update_with_events(events, self.domain)
        if any(isinstance(event, UserUttered) for event in events):
            tracker = await self.run_action_extract_slots(output_channel, tracker)
        await self.execute_side_effects(events, tracker, output_channel)
        return self.should_predict_another_action(action.name())
