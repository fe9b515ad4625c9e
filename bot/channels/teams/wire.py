"""What chats ask of Teams: a message drawn, posted, changed, taken back, and a 1:1 conversation opened."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.channels.teams.cards import messages
from bot.channels.teams.connector import Connector, Gone, NotAllowed
from bot.channels.teams.read import THREAD
from bot.chat.document import Buttons, Document
from bot.chat.model import Address, Person, Platform
from bot.chat.wire import Target, Unreachable
from bot.delivery.senders import NotNow

CHANNELS = ("@thread.tacv2", "@thread.skype")  # how the id of a channel of a team ends
TYPING_TAKES = 2.0  # seconds; it is worth nothing later


class TeamsWire:
    """Teams as a ``Wire`` for the app ``app``. ``service_of`` knows where a tenant wants what no message of its own says: the room of advisors."""

    platform = Platform.TEAMS

    def __init__(
        self, app: str, connector: Connector, service_of: Callable[[str], str | None], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._private = f"https://teams.microsoft.com/l/chat/0/0?users=28:{app}"
        self._connector = connector
        self._service_of = service_of
        self._now = now
        self._until: dict[str, float] = {}  # places that asked us to wait, and until when

    def draw(self, document: Document) -> list[dict[str, Any]]:
        """As ``Wire.draw``. What asks in private leads there: pressed, any other button speaks in the channel for its presser."""
        pieces = tuple(self._leading(piece) if isinstance(piece, Buttons) else piece for piece in document.pieces)
        return [message.activity() for message in messages(replace(document, pieces=pieces))]

    async def post(self, to: Target, drawn: Any, key: str, again: bool) -> str:
        """As ``Wire.post``. What stands in Teams can't be asked for, so ``again`` is of no use: a post may come twice."""
        service = await self._service(to)
        if to.thread or not to.place.endswith(CHANNELS):
            return await self._kept_in_pace(to.place, lambda: self._connector.send(service, _conversation(to), drawn))
        return await self._kept_in_pace(to.place, lambda: self._begun(service, to, drawn))

    async def change(self, to: Target, message: str, drawn: Any) -> None:
        service = await self._service(to)
        here = _conversation(to, message)
        await self._kept_in_pace(to.place, lambda: self._connector.update(service, here, message, drawn))

    async def take_back(self, to: Target, message: str) -> None:
        service = await self._service(to)
        try:
            await self._kept_in_pace(to.place, lambda: self._connector.delete(service, _conversation(to, message), message))
        except Gone:
            return

    async def direct(self, person: Person, service_url: str | None) -> Address:
        service = service_url or await self._service(Target(person.tenant, ""))
        try:
            place = await self._connector.direct(service, person.tenant, person.id)
        except NotAllowed:
            raise Unreachable(None, "the person has not added the app") from None
        return Address(Platform.TEAMS, person.tenant, place, person.id, service_url=service)

    async def typing(self, to: Target) -> None:
        """Show that an answer is on its way. Nobody waits for it, so it raises what it likes."""
        async with asyncio.timeout(TYPING_TAKES):
            await self._connector.send(await self._service(to), _conversation(to), {"type": "typing"})

    def _leading(self, piece: Buttons) -> Buttons:
        return Buttons(tuple(replace(one, url=self._private) if one.do == "private" else one for one in piece.items))

    async def _begun(self, service: str, to: Target, drawn: dict[str, Any]) -> str:
        """The id of the first message of a new thread in a channel."""
        conversation, message = await self._connector.thread(service, to.tenant, to.place, drawn)
        return message or conversation.partition(THREAD)[2]

    async def _service(self, to: Target) -> str:
        service = to.service_url or await asyncio.to_thread(self._service_of, to.tenant)
        if service is None:
            raise NotNow(None, f"nobody in the tenant {to.tenant} has added the app yet, so where it is answered is not known")
        return service

    async def _kept_in_pace[T](self, place: str, call: Callable[[], Awaitable[T]]) -> T:
        """Make a call, unless the place asked us to wait: then all that goes there waits, and does not ask again."""
        now = self._now()
        self._until = {other: until for other, until in self._until.items() if until > now}
        if place in self._until:
            raise NotNow(self._until[place] - now, "Teams asked us to wait")
        try:
            return await call()
        except NotNow as error:
            if error.seconds:
                self._until[place] = self._now() + error.seconds
            raise


def _conversation(to: Target, message: str = "") -> str:
    """Teams' id of a conversation: a thread of a channel is named by its first message, ``message`` where it is that."""
    first = to.thread or (message if to.place.endswith(CHANNELS) else "")
    return f"{to.place}{THREAD}{first}" if first else to.place
