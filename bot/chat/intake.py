"""The one way in from a chat: what a person says, presses, changes or deletes is stored before the platform is told we have it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.chat.model import Address, Kind
from bot.chat.rows import PRESSED, digest, line_row, past_row
from bot.conversation.messages import Choice, Message
from bot.conversation.service import ALWAYS, ConversationService, Refused
from bot.delivery.locks import Taken as Busy
from bot.delivery.senders import OutboxRow
from bot.desk.desk import Desk
from bot.store import StoredTurn
from bot.store.chat import ChatStore
from bot.store.outbox import OutboxStore

logger = logging.getLogger(__name__)

OPEN = "a."  # begins the value of a button that is always offered; the payload follows


@dataclass(frozen=True)
class Taken:
    """What became of an event: the turn that it is, or nothing where it needs no answer of the assistant."""

    conversation: str | None = None
    turn: StoredTurn | None = None


class Intake:
    """Takes what Slack and Teams bring. The same event again changes nothing.

    Each method returns once what it took is stored, and raises ``StoreUnavailable`` where it could not be; the platform is then
    not told we have it, and brings it again.
    """

    def __init__(self, store: ChatStore, service: ConversationService, desk: Desk, outbox: OutboxStore) -> None:
        self._store = store
        self._service = service
        self._desk = desk
        self._outbox = outbox

    async def says(self, to: Address, event: str, text: str, at: datetime) -> Taken:
        """A message. ``event`` is the platform's id of it, ``at`` when it was written there."""
        if to.kind is Kind.PUBLIC and self._cries(text):
            return await self._cry_in_public(to, event, text, at)
        return await self._accept(to, event, text, None, at)

    async def chooses(self, to: Address, value: str, label: str, at: datetime) -> Taken:
        """A pressed button of a reply, once; one that is always offered as often as it is pressed. ``label`` counts for these only."""
        choice = await asyncio.to_thread(self._choice, to, value, label)
        if choice is None:
            return Taken()
        event = f"{PRESSED}{value}@{at.timestamp()}" if value.startswith(OPEN) else PRESSED + value
        return await self._accept(to, event, choice.label, choice.send, at)

    async def edits(self, to: Address, event: str, edit: str, text: str, at: datetime) -> Taken:
        """A message was changed. Not answered yet, it is as if it had been written so; else the new words are a new message."""
        conversation = await asyncio.to_thread(self._store.conversation_at, to)
        turn = await asyncio.to_thread(self._store.turn_of, conversation, event) if conversation else None
        if turn is None or turn.text == text.strip():  # platforms send an edit also for a preview of a link
            return Taken(conversation)
        if turn.reply is None and not self._cries(turn.text) and await self._reworded(turn, text):
            return Taken(conversation, turn)
        return await self.says(to, f"{event}:e:{edit}", text, at)

    async def deletes(self, to: Address, event: str) -> None:
        """A message was deleted. Not answered yet, it was never sent, unless it is a cry for help; else its words go."""
        await asyncio.to_thread(self._store.note, to.platform, to.tenant, f"gone:{digest(to.person, event)}")
        conversation = await asyncio.to_thread(self._store.conversation_at, to)
        turn = await asyncio.to_thread(self._store.turn_of, conversation, event) if conversation else None
        if turn is None or (turn.reply is None and (self._cries(turn.text) or await self._withdrawn(turn))):
            return
        await asyncio.to_thread(self._blank, turn)

    async def deletes_known(self, to: Address, event: str) -> None:
        """The same where it may never have been ours, as in a channel: nothing is noted of a message that we don't know."""
        conversation = await asyncio.to_thread(self._store.conversation_at, to)
        turn = await asyncio.to_thread(self._store.turn_of, conversation, event) if conversation else None
        if turn is not None:
            await self.deletes(to, event)

    async def resumes(self, to: Address) -> None:
        """The student goes on with the assistant though an advisor is there."""
        if conversation := await asyncio.to_thread(self._store.conversation_at, to):
            await asyncio.to_thread(self._desk.students.resume_assistant, conversation)

    async def forgets(self, to: Address, at: datetime) -> None:
        """The student deletes the chat: here, and what of it stands on the platform. Older messages of it are not taken any more."""
        conversation = await asyncio.to_thread(self._store.conversation_at, to)
        if conversation is None:
            return
        turns = await asyncio.to_thread(self._service.store.turns, conversation, 1)
        language = turns[-1].reply.language if turns and turns[-1].reply else "en"
        await asyncio.to_thread(self._store.note, to.platform, to.tenant, f"forgotten:{digest(to.person, _spot(to))}", at)
        await asyncio.to_thread(self._service.forget, conversation)
        row = past_row(to, f"deleted:{conversation}", utter="utter_chat_deleted", language=language)
        await self._put(row)

    async def welcomes(self, to: Address, language: str = "en", again: str = "") -> None:
        """Someone opens the chat for the first time: say what this is. Once, or once more for each ``again``."""
        conversation = await asyncio.to_thread(self._store.conversation, to, datetime.now(UTC))
        row = line_row(conversation, f"welcome:{again}", welcome=True, language=language)
        await self._put(row)

    async def tells(self, to: Address, event: str, utter: str, language: str = "en") -> None:
        """Answer an event that is no message with a line of the domain, once."""
        conversation = await asyncio.to_thread(self._store.conversation, to, datetime.now(UTC))
        row = line_row(conversation, f"{utter}:{event}", utter=utter, language=language)
        await self._put(row)

    async def _accept(self, to: Address, event: str, text: str, choice: str | None, at: datetime) -> Taken:
        if await asyncio.to_thread(self._is_dead, to, event, at):
            return Taken()
        conversation = await asyncio.to_thread(self._store.conversation, to, datetime.now(UTC))
        try:
            text = self._service.clean(text)
        except Refused as refused:
            row = line_row(conversation, f"refused:{event}", text=str(refused))
            await self._put(row)
            return Taken(conversation)
        turn = await self._service.accept(Message(conversation, event, to.platform.value, text, choice, at))
        if turn.reply is None:
            self._service.answer_soon(turn)
        return Taken(conversation, turn)

    async def _cry_in_public(self, to: Address, event: str, text: str, at: datetime) -> Taken:
        """The numbers where it was written, at once; all else, and the case, in the person's direct conversation."""
        heard = self._service.guard.hear(text)
        reply = self._service.guard.reply(heard.kind or "classifier", self._service.guard.language(text))
        row = past_row(to, f"cry:{event}", text="\n\n".join(reply.messages), dial=True)
        await self._put(row)
        return await self._accept(replace(to, kind=Kind.DIRECT, place="", thread=""), event, text, None, at)

    def _cries(self, text: str) -> bool:
        return self._service.guard.hear(text).kind is not None

    def _is_dead(self, to: Address, event: str, at: datetime) -> bool:
        """Deleted before it came, or older than the deletion of its chat."""
        if self._store.seen_at(to.platform, to.tenant, f"gone:{digest(to.person, event)}"):
            return True
        forgotten = self._store.seen_at(to.platform, to.tenant, f"forgotten:{digest(to.person, _spot(to))}")
        return forgotten is not None and at < forgotten

    def _choice(self, to: Address, value: str, label: str) -> Choice | None:
        if value.startswith(OPEN):
            send = value.removeprefix(OPEN)
            return Choice(label, send) if send in ALWAYS and label else None
        kind, _, rest = value.partition(".")
        number, _, index = rest.partition(".")
        conversation = self._store.conversation_at(to)
        if conversation is None or not (number.isdecimal() and index.isdecimal()) or len(number) > 12 or len(index) > 4:
            return None
        row = self._store.turn(int(number)) if kind == "c" else self._store.said(int(number)) if kind == "s" else None
        if row is None or row.conversation != conversation or row.reply is None or int(index) >= len(row.reply.choices):
            return None
        return row.reply.choices[int(index)]

    async def _reworded(self, turn: StoredTurn, text: str) -> bool:
        """Whether it could be changed before somebody began to answer it."""
        try:
            text = self._service.clean(text)
            async with self._service.locks.hold(turn.conversation, wait=False):
                return await asyncio.to_thread(self._store.reword, turn, text)
        except (Refused, Busy):
            return False

    async def _withdrawn(self, turn: StoredTurn) -> bool:
        try:
            async with self._service.locks.hold(turn.conversation, wait=False):
                return await asyncio.to_thread(self._store.withdraw, turn)
        except Busy:
            return False

    def _blank(self, turn: StoredTurn) -> None:
        self._store.blank(turn)
        with self._store.database.transaction() as connection:
            self._desk.parts.rooms.withdrawn(connection, turn.conversation, turn.id)
        self._service.bell.ring("outbox")
        self._service.bell.ring(f"conversation:{turn.conversation}")

    async def _put(self, row: OutboxRow | None) -> None:
        if row is not None:
            await asyncio.to_thread(self._put_now, row)

    def _put_now(self, *rows: OutboxRow) -> None:
        with self._store.database.transaction() as connection:
            for row in rows:
                self._outbox.put(connection, row)
        self._service.bell.ring("outbox")


def _spot(to: Address) -> str:
    return "" if to.kind is Kind.DIRECT else f"{to.place}\n{to.thread}"
