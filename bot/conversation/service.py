"""The way of a message: stored, guarded, answered, stored again; one turn at a time in a conversation."""

from __future__ import annotations

import asyncio
import logging
import re
import unicodedata
from dataclasses import asdict
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.conversation.agent import PathwayAgent
from bot.conversation.compose import compose
from bot.conversation.messages import Message, Outcome, Reply
from bot.conversation.people import People
from bot.conversation.pushes import NoPushes, Pushes
from bot.delivery.bell import Bell
from bot.delivery.locks import Taken, TurnLocks
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
LOOK_EVERY = 5.0  # seconds between two looks for what a worker that died left unanswered
LEFT_ALONE = 5.0  # seconds a message may wait until another worker looks after it


class Refused(ValueError):
    """A message that can't be taken, with a sentence that says why and what to do."""


class ConversationService:
    """Takes a message of any channel and gives back the reply."""

    def __init__(
        self,
        store: ConversationStore,
        agent: PathwayAgent,
        guard: Guard,
        wording: Wording,
        people: People,
        locks: TurnLocks,
        bell: Bell,
        max_chars: int,
        phone: str | None = None,
        pushes: Pushes | None = None,
    ) -> None:
        """``phone`` is the college's number, told where something failed; ``pushes`` sends replies to channels that don't come for them."""
        self.store = store
        self.agent = agent
        self.guard = guard
        self.wording = wording
        self.people = people
        self.locks = locks
        self.bell = bell
        self.max_chars = max_chars
        self.pushes = pushes or NoPushes()
        self.sorry = wording.say("utter_error_call", phone=phone) if phone else wording.say("utter_error")
        self._answering: set[asyncio.Task[Reply | None]] = set()

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

    def offered(self, conversation: str, choice: str) -> bool:
        """Whether a payload may be believed: it is always offered, or a recent reply of this conversation did. Else it is just text."""
        if choice in ALWAYS:
            return True
        recent = self.store.turns(conversation, last=10)
        return any(c.send == choice for turn in recent if turn.reply for c in turn.reply.choices)

    def forget(self, conversation: str) -> None:
        """Delete a conversation and all that is remembered of it, but what the student left for a person."""
        self.people.deleted(conversation)
        self.agent.forget(conversation)
        self.bell.ring(f"conversation:{conversation}")

    async def tidy(self, days: int, every: float = TIDY_EVERY) -> None:
        """As long as the server runs, delete conversations that nobody came back to for ``days`` days."""
        while True:
            try:
                await asyncio.to_thread(self.store.delete_older_than, days)
            except StoreUnavailable:
                logger.exception("old conversations could not be deleted; trying again later")
            await asyncio.sleep(every)

    async def work(self, every: float = LOOK_EVERY, left_alone: float = LEFT_ALONE) -> None:
        """As long as the server runs, answer what was accepted and left: by a worker that died, or while the database was away."""
        while True:
            await asyncio.sleep(every)
            try:
                for turn in await asyncio.to_thread(self.store.unanswered, older_than=left_alone):
                    await self._answer_if_left(turn)
            except StoreUnavailable:
                logger.exception("what waits for an answer can't be read; trying again")

    async def resume(self) -> None:
        """At start: warm up, then answer what was accepted and not answered."""
        await self.agent.warm()
        for turn in await asyncio.to_thread(self.store.unanswered):
            await self._answer_if_left(turn)

    async def accept(self, message: Message, begins: bool = False) -> StoredTurn:
        """Store a message; from then on it will be answered, whatever happens. The same event again gives the same turn.

        ``begins``: it is the first of a new conversation.

        Raises:
            StoreUnavailable: when it could not be stored; nothing was accepted.
        """
        return await asyncio.to_thread(self.store.accept, message, begins)

    def answer_soon(self, turn: StoredTurn) -> asyncio.Task[Reply | None]:
        """Answer an accepted message, also where the caller goes away; None where the reply could not be stored now."""
        task = asyncio.create_task(self._answer_or_leave(turn))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        return task

    async def receive(self, message: Message, begins: bool = False) -> Reply:
        """Accept a message and answer it. The same event again gets the reply it got before.

        Raises:
            StoreUnavailable: when it could not be stored, or its reply not; what was stored is answered later.
        """
        return await self.answer(await self.accept(message, begins))

    async def answer(self, turn: StoredTurn) -> Reply:
        """Answer an accepted message from the store, once, after those of its conversation that came before it.

        Raises:
            StoreUnavailable: when the reply could not be stored; the message stays accepted and is answered later.
        """
        if turn.reply is not None:
            return turn.reply
        async with self.locks.hold(turn.conversation):
            return await self._answer_up_to(turn)

    async def _answer_if_left(self, turn: StoredTurn) -> None:
        try:
            async with self.locks.hold(turn.conversation, wait=False):
                await self._answer_up_to(turn)
        except Taken:  # somebody is at it
            return
        except StoreUnavailable as error:
            logger.warning("turn %s waits: %s", turn.id, error)

    async def _answer_or_leave(self, turn: StoredTurn) -> Reply | None:
        try:
            return await self.answer(turn)
        except StoreUnavailable as error:
            logger.warning("turn %s waits: %s", turn.id, error)
            return None

    async def _answer_up_to(self, turn: StoredTurn) -> Reply:
        for waiting in await asyncio.to_thread(self.store.unanswered, turn.conversation, turn.id):
            reply = await self._answer_one(waiting)
            if reply is not None and waiting.id == turn.id:
                return reply
        return await asyncio.to_thread(self._given, turn)

    async def _answer_one(self, turn: StoredTurn) -> Reply | None:
        """The reply; None where the turn was answered meanwhile, by a worker that lost its lock, or deleted."""
        reply, handoff = await self._think(turn)
        tracker = self.agent.trackers.take(turn.conversation)
        done = await asyncio.to_thread(
            self.store.finish, turn, reply, tracker, partial(self._then, turn, reply, handoff, tracker)
        )
        if not done:
            self.agent.forget(turn.conversation)
            return None
        self.bell.ring(f"conversation:{turn.conversation}")
        self.people.after_commit(turn.conversation)
        if self.pushes.pushes(turn.conversation):
            self.bell.ring("outbox")
        return reply

    def _then(
        self, turn: StoredTurn, reply: Reply, handoff: dict[str, Any] | None, tracker: str | None, connection: Connection
    ) -> None:
        if self.pushes.pushes(turn.conversation) and self.pushes.turn(connection, turn, reply):
            return
        self.people.after_turn(connection, turn, reply, handoff, tracker)

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
        except Exception:  # of actions, policies, models: none may leave an accepted message without an answer
            logger.exception("turn %s could not be answered", turn.id)
            self.agent.forget(turn.conversation)
            return Reply((self.sorry,), "error", Outcome.ERROR_INTERNAL), None

    async def _find_reply(self, turn: StoredTurn) -> tuple[Reply, dict[str, Any] | None]:
        heard = self._listen(turn)
        if heard.kind:
            reply = self.guard.reply(heard.kind, self.guard.language(turn.text))
            return reply, handoff_for_crisis(turn, reply.language)
        case = await asyncio.to_thread(self.people.case, turn.conversation)
        if case is not None and case.held:
            return Reply((), "desk", Outcome.HANDED_OFF_HELD, language=self.guard.language(turn.text)), None
        said = turn.choice or turn.text.lstrip("/ ") or turn.text
        reply, handoff = compose(
            await self.agent.answer(turn.conversation, said, {"said": turn.text, "case": case and asdict(case)})
        )
        if reply.outcome is Outcome.CRISIS:
            if heard.calm:
                return self.guard.not_sure(reply.language), None
            reply = self.guard.reply("classifier", reply.language)
            return reply, handoff_for_crisis(turn, reply.language)
        if not reply.messages and not reply.cards:
            logger.error("turn %s: no action said anything", turn.id)
            reply = Reply((self.sorry,), reply.topic, Outcome.ERROR_INTERNAL)
        if handoff is not None and reply.outcome is Outcome.HANDED_OFF_REQUESTED:
            reply = await asyncio.to_thread(self._introduced, turn, reply, handoff)
        if heard.unsure:
            reply = self.guard.check_in(reply, turn.text)
        return reply, handoff

    def _introduced(self, turn: StoredTurn, reply: Reply, handoff: dict[str, Any]) -> Reply:
        try:
            return self.people.introduced(turn.conversation, reply, handoff)
        except StoreUnavailable:
            raise
        except Exception:  # the hand-off itself matters more than what is said of it
            logger.exception("the reply of turn %s does not say who answers", turn.id)
            return reply

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
        "topic": "crisis",
        "team": None,
        "language": language,
        "about": turn.text,
        "name": None,
        "contact": None,
        "needs": [],
        "tonight": False,
        "deadline_days": None,
    }
