"""The base of all topic actions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import which
from actions.turn import Turn


class Topic(ABC, Action):
    """An action named ``action_<topic>`` that answers one turn.

    ``asks_which`` names the kinds of record of which it must know the very one meant. A topic that shows all of them needs none.
    """

    topic: ClassVar[str] = ""
    asks_which: ClassVar[tuple[str, ...]] = ()

    def name(self) -> str:
        return f"action_{self.topic}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn = Turn(dispatcher, tracker)
        turn.topic = self.topic
        outcome = "clarification" if which.ask(turn, self.asks_which) else self.answer(turn)
        return turn.end(turn.topic, outcome or "answered")

    @classmethod
    def instead(cls, turn: Turn) -> str | None:
        """Answer a turn that came to another topic, and let it count as this one's."""
        turn.topic = cls.topic
        return "clarification" if which.ask(turn, cls.asks_which) else cls().answer(turn)

    @abstractmethod
    def answer(self, turn: Turn) -> str | None:
        """Answer the turn; returns its outcome where it is not ``answered``."""
