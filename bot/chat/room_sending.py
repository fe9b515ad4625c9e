"""Post and change what advisors see in one room of a platform: cards of cases, and the lines under them."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import Any

from bot.cases.model import State
from bot.chat.case_card import CardView, card_elsewhere, one_message, view_of
from bot.chat.case_lines import advisor_answered, names_them, not_delivered, student_wrote, told_again, without_details
from bot.chat.case_words import say
from bot.chat.composed import document
from bot.chat.document import Document, Prose
from bot.chat.model import Posted, Room
from bot.chat.rooms import name_of
from bot.chat.team_rooms import TeamRooms
from bot.chat.wire import Target, Wire
from bot.delivery.locks import TurnLocks
from bot.delivery.senders import Outgoing, Undeliverable
from bot.desk.desk import Desk
from bot.mail.address import digest
from bot.settings import Settings
from bot.store import StoredTurn
from bot.store.chat import ChatStore

logger = logging.getLogger(__name__)


class RoomSending:
    """Takes the rows of ``ChatRooms`` and of alerts to a platform. Each may be sent again: what stands there is not posted twice.

    Raises, each of them: ``NotNow``, ``Undeliverable``.
    """

    def __init__(
        self, wire: Wire, chats: ChatStore, desk: Desk, locks: TurnLocks, team_rooms: TeamRooms, settings: Settings
    ) -> None:
        self._wire = wire
        self._chats = chats
        self._desk = desk
        self._locks = locks
        self._team_rooms = team_rooms
        self._settings = settings

    async def card(self, item: Outgoing) -> None:
        """Show a case as it is now. An alert posts its card where there is none, and says in the thread why it tells again.

        A case that was resolved before its alert went, as in the night, needs no card.
        """
        room, number = self._room(item), int(item.payload["case"])
        kind = str(item.payload.get("kind", ""))
        async with self._locks.hold(card_key(number, room)):
            posted = await asyncio.to_thread(self._chats.posted, card_key(number, room))
            if posted is None and not kind:  # its alert waits, such as for the morning, and will show the case as it is then
                return
            view = await asyncio.to_thread(view_of, self._desk, number, datetime.now(UTC))
            if view is None or (posted is None and view.case.state is State.RESOLVED):
                return
            if posted is None:
                await self._post_card(item, room, view)
                return
            if posted.version is None or posted.version < view.case.version or item.payload.get("anew"):
                posted = await self._change_card(item, posted, room, view)
            if told := told_again(kind):
                await self._under(item, posted, told, "note")

    async def words(self, item: Outgoing) -> None:
        """Show under a card what was said. Without a card there is nothing to do: it will bring the last words itself."""
        room, number = self._room(item), int(item.payload["case"])
        async with self._locks.hold(card_key(number, room)):
            posted = await asyncio.to_thread(self._chats.posted, card_key(number, room))
            said = await asyncio.to_thread(self._said, item, room, number) if posted else None
            if posted and said:
                shown, conversation = said
                await self._under(item, posted, shown, "words", conversation)

    async def trial(self, item: Outgoing) -> None:
        await post_trial(self._wire, item)

    async def _post_card(self, item: Outgoing, room: Room, view: CardView) -> None:
        key = card_key(view.case.id, room)
        message = await self._wire.post(Target.of(room), self._drawn(room, view), key, item.attempts > 0)
        posted = _note(key, "card", room, message, case=view.case.id, version=view.case.version)
        await asyncio.to_thread(self._chats.post, posted)
        line = _note(f"line:{item.key}", "note", room, message)  # this alert has told; sent again it is silent
        await asyncio.to_thread(self._chats.post, line)

    async def _change_card(self, item: Outgoing, posted: Posted, room: Room, view: CardView) -> Posted:
        try:
            await self._wire.change(Target.of(posted), posted.message, self._drawn(room, view))
        except Undeliverable:
            if "kind" not in item.payload:
                raise
            logger.warning("the card of case %s is gone from its room; it is posted again", view.case.id)
            await self._post_card(item, room, view)
        else:
            changed = _note(posted.key, "card", room, posted.message, case=view.case.id, version=view.case.version)
            await asyncio.to_thread(self._chats.post, changed)
        return await asyncio.to_thread(self._chats.posted, posted.key) or posted

    async def _under(self, item: Outgoing, head: Posted, shown: Document, kind: str, conversation: str | None = None) -> None:
        for number, drawn in enumerate(self._wire.draw(shown)):
            key = (item.key if kind == "words" else f"line:{item.key}") + (f":{number}" if number else "")
            if await asyncio.to_thread(self._chats.posted, key):
                continue
            message = await self._wire.post(Target.of(head, head.message), drawn, key, item.attempts > 0)
            room = Room(head.platform, head.tenant, head.place)
            case = head.case if kind == "words" else None
            posted = _note(key, kind, room, message, thread=head.message, conversation=conversation, case=case)
            await asyncio.to_thread(self._chats.post, posted)

    def _is_detail(self, turn: StoredTurn) -> bool:
        last = self._desk.parts.conversations.turns(turn.conversation)
        return turn.id not in {one.id for one in without_details(last)}

    def _said(self, item: Outgoing, room: Room, number: int) -> tuple[Document, str] | None:
        """What a row of words stands for; None where it is gone, or not for this room any more."""
        case = self._desk.parts.cases.get(number)
        if case is None or not self._team_rooms.hears(room, case):
            return None
        if "turn" in item.payload:
            turn = self._chats.turn(item.payload["turn"])
            if turn is None or not turn.text or names_them(case, turn.text) or self._is_detail(turn):
                return None
            return student_wrote(turn, case.language), turn.conversation
        said = self._chats.said(item.payload.get("said") or item.payload["lost"])
        if said and "lost" in item.payload:
            return not_delivered(said, self._wire.platform.value.title()), said.conversation
        return (advisor_answered(said), said.conversation) if said else None

    def _drawn(self, room: Room, view: CardView) -> Any:
        if not self._team_rooms.hears(room, view.case):
            return self._wire.draw(card_elsewhere(view))[0]
        return one_message(view, self._settings, self._wire.draw)

    def _room(self, item: Outgoing) -> Room:
        return Room.read(self._wire.platform, item.payload["room"])


async def post_trial(wire: Wire, item: Outgoing) -> None:
    """Post a test into a room, which is about no case."""
    room = Room.read(wire.platform, item.payload["room"])
    shown = document(Prose(say("trial", item.payload["site"])))
    await wire.post(Target.of(room), wire.draw(shown)[0], item.key, item.attempts > 0)


def card_key(number: int, room: Room) -> str:
    """The name of a case's card in a room: of its post and of its lock."""
    return f"card:{number}:{digest(name_of(room))}"


def _note(key: str, kind: str, room: Room, message: str, **more: Any) -> Posted:
    return Posted(key, kind, room.platform, room.tenant, room.place, message, **more)
