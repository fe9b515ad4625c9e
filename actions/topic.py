"""The base of all topic actions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn


class Topic(ABC, Action):
    """An action named ``action_<topic>`` that answers one turn."""

    topic: ClassVar[str] = ""

    def name(self) -> str:
        return f"action_{self.topic}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn = Turn(dispatcher, tracker)
        outcome = self.answer(turn)
        return turn.end(self.topic, outcome or "answered")

    @abstractmethod
    def answer(self, turn: Turn) -> str | None:
        """Answer the turn; returns its outcome where it is not ``answered``."""