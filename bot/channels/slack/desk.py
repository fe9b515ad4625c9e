"""What advisors do in Slack: lines in the thread of a case, its buttons and dialogs; and how they are told what was wrong."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from bot.cases.model import IllegalMove
from bot.channels.slack.api import SlackApi
from bot.channels.slack.forms import view
from bot.channels.slack.wire import SlackWire
from bot.chat.case_moves import Asked, CaseMoves, key_of
from bot.chat.case_words import say
from bot.chat.document import Form
from bot.chat.model import Person, Room
from bot.chat.who import Who
from bot.chat.wire import Target
from bot.delivery.senders import NotNow, Undeliverable
from bot.desk.account import Account
from bot.desk.advisors import NoSuchCase
from bot.store.chat import ChatStore

TRIGGER = 2.5  # seconds in which a dialog has to be opened; Slack gives three from the press on
SENT_SIGN = "white_check_mark"

logger = logging.getLogger(__name__)


class SlackDesk:
    """The desk as a channel of Slack reaches it."""

    def __init__(self, store: ChatStore, moves: CaseMoves, who: Who, wire: SlackWire, api: SlackApi) -> None:
        self._store = store
        self._moves = moves
        self._who = who
        self._wire = wire
        self._api = api

    async def case_at(self, room: Room, thread: str) -> int | None:
        """The case whose card begins a thread."""
        return await asyncio.to_thread(self._store.case_at, room, thread)

    async def line(self, room: Room, person: Person, case: int, thread: str, ts: str, text: str) -> None:
        """A line in the thread of a case: to the student, where its holder wrote it."""
        account = await self._account(room, person, thread)
        if account is None:
            return
        try:
            sent = await asyncio.to_thread(self._moves.line, case, account, text, room, line_event(room, ts))
        except (IllegalMove, NoSuchCase) as error:
            await self._tell(room, person, thread, _sentence(error))
            return
        if sent is not None:
            await self._mark(room, ts)

    async def changed(self, room: Room, person: Person, thread: str, ts: str) -> None:
        """A line was edited or deleted here; what went to the student stays with them."""
        event = line_event(room, ts)
        if await asyncio.to_thread(self._store.seen_at, *key_of(room, event)):
            await self._tell(room, person, thread, say("already_sent"))

    async def no_files(self, room: Room, person: Person, thread: str) -> None:
        """Something was attached to a line."""
        await self._tell(room, person, thread, say("no_files"))

    async def pressed(self, room: Room, person: Person, do: str, value: str, event: str, trigger: str, thread: str) -> None:
        """A button of a case's card."""
        account = await self._account(room, person, thread)
        if account is None:
            return
        try:
            after = await asyncio.to_thread(self._moves.press, Asked(room, event, do, value), account)
        except (IllegalMove, NoSuchCase) as error:
            await self._tell(room, person, thread, _sentence(error))
            return
        if isinstance(after, Form):
            await self._open(room, person, thread, trigger, after)

    async def submitted(self, person: Person, do: str, values: dict[str, str], event: str) -> str | None:
        """A dialog that was sent; what is wrong with it, None where it was taken."""
        room = Room(person.platform, person.tenant, values.get("room", ""))
        account = await self._who.account(person, room)
        if account is None:
            return say("no_account")
        try:
            await asyncio.to_thread(self._moves.submit, Asked(room, event, do, values=values), account)
        except (IllegalMove, NoSuchCase) as error:
            return _sentence(error)
        return None

    async def _open(self, room: Room, person: Person, thread: str, trigger: str, form: Form) -> None:
        form.carries["room"] = room.place
        try:
            async with asyncio.timeout(TRIGGER):
                await self._api.call(room.tenant, "views.open", trigger_id=trigger, view=view(form))
        except (NotNow, Undeliverable, TimeoutError) as error:
            logger.warning("slack: a dialog could not be opened: %s", error)
            await self._tell(room, person, thread, say("press_again"))

    async def _account(self, room: Room, person: Person, thread: str) -> Account | None:
        account = await self._who.account(person, room)
        if account is None:
            await self._tell(room, person, thread, say("no_account"))
        return account

    async def _tell(self, room: Room, person: Person, thread: str, text: str) -> None:
        await self._wire.whisper(Target(room.tenant, room.place, thread), person.id, text)

    async def _mark(self, room: Room, ts: str) -> None:
        """Show under a line that it went to the student."""
        try:
            await self._api.call(room.tenant, "reactions.add", channel=room.place, timestamp=ts, name=SENT_SIGN)
        except (NotNow, Undeliverable) as error:  # the same sign again is refused too
            logger.debug("slack: a line has no sign that it was sent: %s", error)


def _sentence(error: Exception) -> str:
    return say("no_such_case") if isinstance(error, NoSuchCase) else str(error)


def line_event(room: Room, ts: str) -> str:
    """The name of a line: ids of messages are unique within their channel."""
    return f"l:{room.place}:{ts}"


def payload_thread(body: dict[str, Any]) -> str:
    """The thread that a press belongs to: that of its message, or the one its message begins."""
    container = body.get("container", {})
    return str(container.get("thread_ts") or container.get("message_ts") or "")
