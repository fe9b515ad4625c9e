"""The base of all topic actions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import carried_on, listed, not_here, which
from actions.turn import Turn


class Topic(ABC, Action):
    """An action named ``action_<topic>`` that answers one turn.

    ``asks_which`` names the kinds of record of which it must know the very one meant. A topic that shows all of them needs none.
    ``of_studies``: it speaks of work and studies, and says so where the college has no such thing.
    """

    topic: ClassVar[str] = ""
    asks_which: ClassVar[tuple[str, ...]] = ()
    of_studies: ClassVar[bool] = False

    def name(self) -> str:
        return f"action_{self.topic}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn = Turn(dispatcher, tracker)
        turn.topic = self.topic
        needs = several(tracker, self.topic)
        if needs:
            turn.needs = [need["topic"] for need in needs]
            turn.read_only(needs[0]["spans"])
        outcome = self._answered(turn)
        if needs and (other := topic_of(needs[1]["topic"])):
            answered_first = turn.topic
            turn.next_need(needs[1]["spans"])
            other.instead(turn)
            turn.topic = answered_first
        return turn.end(turn.topic, outcome or "answered")

    def _answered(self, turn: Turn) -> str | None:
        before = listed.picked(turn) or carried_on.topic(turn)
        if before and before != self.topic and (same := topic_of(before)):
            return same.instead(turn)
        if self.of_studies and not_here.told(turn):
            return "unanswerable_unknown"
        return "clarification" if which.ask(turn, self.asks_which) else self.answer(turn)

    @classmethod
    def instead(cls, turn: Turn) -> str | None:
        """Answer a turn that came to another topic, and let it count as this one's."""
        turn.topic = cls.topic
        return cls()._answered(turn)

    @abstractmethod
    def answer(self, turn: Turn) -> str | None:
        """Answer the turn; returns its outcome where it is not ``answered``."""


def several(tracker: Tracker, topic: str) -> list[dict[str, Any]]:
    """Both needs of a message that has two, the one to be answered first standing first; empty where there is just one.

    Where the message went to another topic than its first need's (an answer to an open question, a doubt), it counts as one.
    """
    needs: list[dict[str, Any]] = tracker.latest_message.get("needs") or []
    return needs if len(needs) > 1 and needs[0]["topic"] == topic else []


def topic_of(name: str) -> type[Topic] | None:
    """The topic of that name."""
    found = list(Topic.__subclasses__())
    for one in found:
        found += one.__subclasses__()
    return next((one for one in found if one.topic == name), None)
