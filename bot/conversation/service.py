"""The way of a message: stored, guarded, answered, stored again; one turn at a time in a conversation."""

from __future__ import annotations

import asyncio
import logging
import re
import unicodedata
from typing import Any
from weakref import WeakValueDictionary

from bot.conversation.agent import PathwayAgent
from bot.conversation.compose import compose
from bot.conversation.messages import Message, Outcome, Reply
from bot.guard import Guard, Heard
from bot.store import ConversationStore, StoredTurn, StoreUnavailable
from knowledge.wording import Wording

logger = logging.getLogger(__name__)


ALWAYS = frozenset(
    {
        "/start_over",
        "/talk_to_advisor",
        "/bot_capabilities",
        "/explore_interests",
        "/support_services",
        "/financial_aid",
        "/show_plan",
    }
)
TIDY_EVERY = 3600.0  # seconds


class Refused(ValueError):
    """A message that can't be taken, with a sentence that says why and what to do."""


class ConversationService:
    """Takes a message of any channel and gives back the reply."""

    def __init__(self, store: ConversationStore, agent: PathwayAgent, guard: Guard, wording: Wording, max_chars: int) -> None:
        self.store = store
        self.agent = agent
        self.guard = guard
        self.wording = wording
        self.max_chars = max_chars
        self._turns: WeakValueDictionary[str, asyncio.Lock] = (
            WeakValueDictionary()
        )  # a lock lives while a turn holds or awaits it

    def clean(self, text: str) -> str:
        """The text as it is stored and read.

        Raises:
            Refused: when nothing readable is left, or it is too long.
        """
        text = unicodedata.normalize("NFC", text)
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))
        text = re.sub(r"[ \t]+", " ", re.sub(r"\n{3,}", "\n\n", text)).strip()
        if all(unicodedata.category(c)[0] in "ZC" for c in text):  # nothing, or only what nobody sees, like a zero-width space
            raise Refused(self.wording.say("utter_refused_empty"))
        if len(text) > self.max_chars:
            raise Refused(self.wording.say("utter_refused_too_long", limit=f"{self.max_chars:,}"))
        return text

    def always_offered(self, choice: str) -> bool:
        """Choices the page itself offers at any time."""
        return choice in ALWAYS

    def forget(self, conversation: str) -> None:
        """Delete a conversation and all that is remembered of it."""
        self.store.delete(conversation)
        self.agent.forget(conversation)

    async def tidy(self, days: int, every: float = TIDY_EVERY) -> None:
        """As long as the server runs, delete conversations that nobody came back to for ``days`` days."""
        while True:
            try:
                await asyncio.to_thread(self.store.delete_older_than, days)
            except StoreUnavailable:
                logger.exception("old conversations could not be deleted; trying again later")
            await asyncio.sleep(every)

    async def resume(self) -> None:
        """At start: warm up, then answer what was accepted and not answered."""
        await self.agent.warm()
        for turn in await asyncio.to_thread(self.store.unanswered):
            await self.answer(turn)

    async def receive(self, message: Message, begins: bool = False) -> Reply:
        """Accept a message and answer it. The same event again gets the reply it got before.

        ``begins``: it is the first of a new conversation.

        Raises:
            StoreUnavailable: when it could not be stored; nothing was accepted.
        """
        turn = await asyncio.to_thread(self.store.accept, message, begins)
        return await self.answer(turn)

    async def answer(self, turn: StoredTurn) -> Reply:
        """Answer an accepted message from the store, once, after those of its conversation that came before it.

        Raises:
            StoreUnavailable: when the reply could not be stored; the message stays accepted and is answered later.
        """
        if turn.reply is not None:
            return turn.reply
        lock = self._turns.setdefault(turn.conversation, asyncio.Lock())
        async with lock:
            for waiting in await asyncio.to_thread(self.store.unanswered, turn.conversation, turn.id):
                reply = await self._answer_one(waiting)
                if waiting.id == turn.id:
                    return reply
        return await asyncio.to_thread(self._given, turn)

    async def _answer_one(self, turn: StoredTurn) -> Reply:
        reply, handoff = await self._think(turn)
        tracker = self.agent.trackers.take(turn.conversation)
        await asyncio.to_thread(self.store.finish, turn, reply, tracker)
        return reply

    def _given(self, turn: StoredTurn) -> Reply:
        """The reply of a message that was answered while another delivery or a later message of it waited."""
        reply = next((t.reply for t in self.store.turns(turn.conversation) if t.id == turn.id), None)
        if reply is None:
            raise StoreUnavailable("the conversation was deleted while a message of it waited")
        return reply

    async def _think(self, turn: StoredTurn) -> tuple[Reply, dict[str, Any] | None]:
        try:
            return await self._find_reply(turn)
        except StoreUnavailable:  # the message stays accepted, as where the reply could not be stored
            self.agent.forget(turn.conversation)
            raise
        except Exception:
            logger.exception("turn %s could not be answered", turn.id)
            self.agent.forget(turn.conversation)
            return Reply((self.wording.say("utter_error"),), "error", Outcome.ERROR_INTERNAL), None

    async def _find_reply(self, turn: StoredTurn) -> tuple[Reply, dict[str, Any] | None]:
        heard = self._listen(turn)
        if heard.kind:
            reply = self.guard.reply(heard.kind, self.guard.language(turn.text))
            return reply, handoff_for_crisis(turn, reply.language)
        said = turn.choice or turn.text.lstrip("/ ") or turn.text
        reply, handoff = compose(await self.agent.answer(turn.conversation, said))
        if reply.outcome is Outcome.CRISIS:
            if heard.calm:
                return self.guard.not_sure(reply.language), None
            reply = self.guard.reply("classifier", reply.language)
            return reply, handoff_for_crisis(turn, reply.language)
        if not reply.messages and not reply.cards:
            logger.error("turn %s: no action said anything", turn.id)
            reply = Reply((self.wording.say("utter_error"),), reply.topic, Outcome.ERROR_INTERNAL)
        if heard.unsure:
            reply = self.guard.check_in(reply, turn.text)
        return reply, handoff

    def _listen(self, turn: StoredTurn) -> Heard:
        try:
            return self.guard.hear(turn.text)
        except Exception:  # the classifier still hears a cry; an answer with an error would help nobody
            logger.exception("the crisis guard failed on turn %s", turn.id)
            return Heard(None)


def handoff_for_crisis(turn: StoredTurn, language: str) -> dict[str, Any]:
    """The hand-off that a cry for help opens, without being asked."""
    return {
        "reason": "crisis",
        "team": "counseling",
        "language": language,
        "about": turn.text,
        "contact": None,
        "brief": {"last_words": turn.text},
    }
