"""Send what the outbox has for a chat: replies, people's words, lines of ours; what advisors' rooms get is sent beside it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from bot.chat.document import Button, Buttons, Document
from bot.chat.intake import Intake
from bot.chat.model import Address, Kind, Person, Posted
from bot.chat.replies import chosen, document, documents, said_document
from bot.chat.rows import PRESSED, is_public
from bot.chat.welcome import delete, line, private, start_over, starters, welcome_document
from bot.chat.wire import Target, Unreachable, Wire
from bot.conversation.messages import Outcome
from bot.delivery.senders import Outgoing, Undeliverable
from bot.desk.desk import Desk
from bot.store import StoredTurn
from bot.store.case_rows import Said
from bot.store.chat import ChatStore
from knowledge.wording import Wording

logger = logging.getLogger(__name__)


class RoomSender(Protocol):
    """What is sent to advisors' rooms. ``bot.chat.room_sending.RoomSending`` is the real one."""

    async def card(self, item: Outgoing) -> None: ...
    async def words(self, item: Outgoing) -> None: ...
    async def trial(self, item: Outgoing) -> None: ...


class ChatSender:
    """The sender of one platform's outbox channel. A row may be several messages; each is noted as it is taken, and sent once."""

    def __init__(self, wire: Wire, store: ChatStore, intake: Intake, desk: Desk, rooms: RoomSender, wording: Wording) -> None:
        self._wire = wire
        self._store = store
        self._intake = intake
        self._desk = desk
        self._wording = wording
        self._do: dict[str, Callable[[Outgoing], Awaitable[None]]] = {
            "reply": self._reply,
            "said": self._said,
            "line": self._line,
            "pressed": self._pressed,
            "continue": self._continue,
            "unpost": self._unpost,
            "card": rooms.card,
            "words": rooms.words,
            "trial": rooms.trial,
        }

    async def send(self, item: Outgoing) -> None:
        """As ``Sender.send``."""
        await self._do[item.payload["what"]](item)

    async def _reply(self, item: Outgoing) -> None:
        turn = await asyncio.to_thread(self._store.turn, item.payload["turn"])
        if turn is not None and turn.reply is not None:
            await self._post(item, turn.conversation, self._documents(turn), "reply")

    async def _said(self, item: Outgoing) -> None:
        said = await asyncio.to_thread(self._store.said, item.payload["said"])
        if said is None:
            return
        shown = await asyncio.to_thread(self._said_document, said)
        try:
            await self._post(item, said.conversation, [shown], "said")
        except Undeliverable:
            if said.kind == "advisor" and said.case is not None:
                await asyncio.to_thread(self._desk.parts.undelivered, said.case, said.id, item.channel)
            raise

    async def _line(self, item: Outgoing) -> None:
        says = item.payload
        if says.get("welcome"):
            language = says["language"]
            shown = welcome_document(self._wording, language, starters(self._wording, language), self._invented())
        else:
            text = says.get("text") or self._wording.say(says["utter"], says.get("language", "en"))
            shown = line(text, says.get("language", "en"), dial=bool(says.get("dial")))
        if item.conversation is not None:
            await self._post(item, item.conversation, [shown], "line")
            return
        to = Target(**{name: says["to"][name] for name in ("tenant", "place", "thread", "service_url")})
        for number, drawn in enumerate(self._wire.draw(shown)):
            await self._wire.post(to, drawn, f"{item.key}:{number}", item.attempts > 0)

    async def _pressed(self, item: Outgoing) -> None:
        """Show in the message with the buttons which one was pressed; the others are no longer there to press twice."""
        turn = await asyncio.to_thread(self._store.turn, item.payload["turn"])
        if turn is None:
            return
        kind, _, rest = turn.event_id.removeprefix(PRESSED).partition(".")
        number = int(rest.partition(".")[0]) if rest.partition(".")[0].isdecimal() else 0
        shown = await asyncio.to_thread(self._shown, kind, number)
        if not shown:
            return
        drawn = [one for part in shown for one in self._wire.draw(part)]
        key = f"{'reply' if kind == 'c' else 'said'}:{number}:{len(drawn) - 1}"
        post = await asyncio.to_thread(self._store.posted, key)
        if post is None:
            return
        after = self._wire.draw(chosen(shown[-1], turn.text, self._wording))
        if len(after) != len(self._wire.draw(shown[-1])):  # the buttons had a message of their own
            buttons = [piece for piece in shown[-1].pieces if isinstance(piece, Buttons)]
            after = self._wire.draw(chosen(document(buttons, shown[-1].language), turn.text, self._wording))
        await self._wire.change(await self._target(post, turn.conversation), post.message, after[-1])

    async def _continue(self, item: Outgoing) -> None:
        """What is not for others to read is answered in the person's direct conversation, and the channel says that it is."""
        turn = await asyncio.to_thread(self._store.turn, item.payload["turn"])
        at = await asyncio.to_thread(self._store.address, turn.conversation) if turn else None
        if turn is None or at is None:
            return
        language, says = turn.reply.language if turn.reply else "en", "utter_chat_in_private"
        try:
            there = await self._direct(at)
            await self._intake.says(there, f"moved:{turn.event_id}", turn.text, turn.received)
        except Unreachable:
            says = "utter_chat_open_private"
            if turn.reply and turn.reply.outcome is Outcome.CRISIS:  # advisors are told at once, whether or not we can write
                there = replace(at, kind=Kind.DIRECT, place="", thread="")
                await self._intake.says(there, f"moved:{turn.event_id}", turn.text, turn.received)
        await self._post(item, turn.conversation, [line(self._wording.say(says, language), language)], "line")

    async def _direct(self, at: Address) -> Address:
        """The direct conversation of a person who wrote elsewhere."""
        there = replace(at, kind=Kind.DIRECT, place="", thread="")
        conversation = await asyncio.to_thread(self._store.conversation_at, there)
        known = await asyncio.to_thread(self._store.address, conversation) if conversation else None
        if known is not None and known.place:
            return known
        return await self._wire.direct(Person(at.platform, at.tenant, at.person), at.service_url)

    async def _unpost(self, item: Outgoing) -> None:
        where = item.payload
        to = Target(where["tenant"], where["place"], where.get("thread", ""), where.get("service_url"))
        await self._wire.take_back(to, where["message"])
        await asyncio.to_thread(self._store.unpost, where["post"])

    def _documents(self, turn: StoredTurn) -> list[Document]:
        assert turn.reply is not None
        if is_public(turn.conversation):
            ask = private(self._wording, turn.reply.language)
            return documents(replace(turn.reply, choices=()), f"c.{turn.id}", self._wording, (ask,))
        return documents(turn.reply, f"c.{turn.id}", self._wording, self._extra(turn))

    def _extra(self, turn: StoredTurn) -> Sequence[Button]:
        """What a chat offers besides: to begin anew, and to delete it, where it is said what is kept."""
        assert turn.reply is not None
        if turn.reply.topic != "bot_capabilities":
            return ()
        return (start_over(self._wording, turn.reply.language), delete(self._wording, turn.reply.language))

    def _invented(self) -> str | None:
        """The name of the college where it is a demonstration."""
        catalog = self._desk.parts.catalog
        own = next(iter(catalog.providers.values()), None)
        return own.name if own is not None and catalog.sources[own.source].invented else None

    def _said_document(self, said: Said) -> Document:
        parts = self._desk.parts
        case = parts.cases.get(said.case) if said.case is not None else None
        held = case is not None and case.held
        return said_document(said, parts.team_name(case) if case else None, self._wording, held and said.kind == "notice")

    def _shown(self, kind: str, number: int) -> list[Document]:
        if kind == "c":
            turn = self._store.turn(number)
            return self._documents(turn) if turn and turn.reply else []
        said = self._store.said(number)
        return [self._said_document(said)] if said else []

    async def _post(self, item: Outgoing, conversation: str, shown: Sequence[Document], kind: str) -> None:
        address = await asyncio.to_thread(self._store.address, conversation)
        if address is None:
            return
        drawn: list[Any] = [one for part in shown for one in self._wire.draw(part)]
        to: Target | None = None
        for number, one in enumerate(drawn):
            key = f"{item.key}:{number}"
            if await asyncio.to_thread(self._store.posted, key):
                continue
            to = to or await self._place(address)
            message = await self._wire.post(to, one, key, item.attempts > 0)
            posted = Posted(key, kind, address.platform, to.tenant, to.place, message, to.thread, conversation=conversation)
            if not await asyncio.to_thread(self._store.post, posted):  # deleted while it was on its way
                await self._wire.take_back(to, message)
                await asyncio.to_thread(self._store.unpost, key)
                return

    async def _place(self, address: Address) -> Target:
        if address.place:
            return Target.of(address)
        person = Person(address.platform, address.tenant, address.person)
        found = await self._wire.direct(person, address.service_url)
        await asyncio.to_thread(self._store.conversation_at, found)
        return Target.of(found)

    async def _target(self, post: Posted, conversation: str) -> Target:
        address = await asyncio.to_thread(self._store.address, conversation)
        return Target(post.tenant, post.place, post.thread, address.service_url if address else None)
