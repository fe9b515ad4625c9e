"""What Teams tells us happened: messages, presses, edits, deletions; the app added or removed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bot.channels.teams.desk import TeamsDesk
from bot.channels.teams.gate import Admitted
from bot.channels.teams.read import Incoming, What, read
from bot.channels.teams.wire import TeamsWire
from bot.chat.intake import Intake, Taken
from bot.chat.model import Kind, Platform, Room, Tenant
from bot.chat.wire import Target
from bot.delivery.senders import NotNow, Undeliverable
from bot.store.chat import ChatStore
from bot.store.chat_tenants import ChatTenants

# What the app asks of a team's owners: the lines of advisors under a case's card don't mention us.
READS_CHANNELS = "ChannelMessage.Read.Group"

logger = logging.getLogger(__name__)

Answer = dict[str, Any] | None


class Events:
    """Takes what has been admitted. Returns once it is stored; where a card's button wants an answer, with that."""

    def __init__(self, intake: Intake, desk: TeamsDesk, wire: TeamsWire, store: ChatStore, tenants: ChatTenants) -> None:
        self._intake = intake
        self._desk = desk
        self._wire = wire
        self._store = store
        self._tenants = tenants
        self._served_at: dict[str, str] = {}
        self._signs: set[asyncio.Task[None]] = set()
        self._do: dict[What, Callable[[Incoming], Awaitable[Answer]]] = {
            What.SAID: self._said,
            What.PRESSED: self._pressed,
            What.ACTED: self._desk.acted,
            What.EDITED: self._edited,
            What.RESTORED: self._restored,
            What.DELETED: self._deleted,
            What.ADDED: self._added,
            What.REMOVED: self._removed,
        }

    async def take(self, admitted: Admitted) -> Answer:
        """What a button of a card is answered with; None for all else."""
        happened = read(admitted)
        if happened is None:
            return None
        await self._remember(happened)
        return await self._do[happened.what](happened)

    async def _said(self, happened: Incoming) -> Answer:
        to = happened.address
        if to.kind is Kind.PUBLIC:
            if (case := await self._case(happened)) is not None:
                return await self._desk.line(happened, case)
            if not happened.mentioned:  # told to us because the team's owners allowed it; it is nobody's question to us
                return None
        if not happened.text:
            await self._intake.tells(to, _key(happened), "utter_chat_only_text", _language(happened))
            return None
        self._show_sign(happened, await self._intake.says(to, _key(happened), happened.text, happened.at))
        return None

    async def _pressed(self, happened: Incoming) -> Answer:
        to, do, value = happened.address, happened.values.get("do", "choice"), happened.values.get("c")
        if to.kind is Kind.PUBLIC:  # nothing that a channel shows is pressed
            return None
        if do == "resume":
            await self._intake.resumes(to)
        elif do == "forget":
            await self._intake.forgets(to, happened.at)
        elif do == "choice" and isinstance(value, str):
            taken = await self._intake.chooses(to, value, happened.text, happened.at)
            if taken.conversation is None and happened.text:  # of a chat that is deleted: its label was said all the same
                taken = await self._intake.says(to, _key(happened), happened.text, happened.at)
            self._show_sign(happened, taken)
        return None

    async def _edited(self, happened: Incoming) -> Answer:
        if (case := await self._case(happened)) is not None:
            return await self._desk.changed(happened, case)
        await self._intake.edits(happened.address, _key(happened), happened.edit, happened.text, happened.at)
        return None

    async def _restored(self, happened: Incoming) -> Answer:
        """A message was deleted and then not. Answered before, it is left as it is; never answered, it is a message now."""
        to = happened.address
        conversation = await asyncio.to_thread(self._store.conversation_at, to)
        before = await asyncio.to_thread(self._store.turn_of, conversation, _key(happened)) if conversation else None
        if conversation is not None and before is None and happened.text and await self._case(happened) is None:
            self._show_sign(happened, await self._intake.says(to, f"{_key(happened)}:u", happened.text, happened.at))
        return None

    async def _deleted(self, happened: Incoming) -> Answer:
        if (case := await self._case(happened)) is not None:
            return await self._desk.changed(happened, case)
        await self._intake.deletes(happened.address, _key(happened))
        return None

    async def _added(self, happened: Incoming) -> Answer:
        """A person has the app now: we say what this is, once, and what could not be said before. A team is not greeted."""
        to = happened.address
        if to.kind is Kind.DIRECT:
            await self._intake.welcomes(to, _language(happened))
            await asyncio.to_thread(self._desk.hurry, to)
        return None

    async def _removed(self, happened: Incoming) -> Answer:
        """The tenant is not gone with it: others have the app. What is sent to this place meets 403 or 404."""
        where = "a team" if happened.address.kind is Kind.PUBLIC else "a person"
        logger.info("teams: the app was removed by %s of the tenant %s", where, happened.address.tenant)
        return None

    async def _case(self, happened: Incoming) -> int | None:
        """The case in whose thread something happened."""
        to = happened.address
        if to.kind is not Kind.PUBLIC or to.thread == happened.event:
            return None
        room = Room(Platform.TEAMS, to.tenant, to.place)
        return await asyncio.to_thread(self._store.case_at, room, to.thread)

    async def _remember(self, happened: Incoming) -> None:
        """Keep where a tenant is served: what goes to a room of advisors answers no message that would say so."""
        to = happened.address
        known = self._served_at.get(to.tenant)
        if to.service_url is None or known == to.service_url or (known is not None and to.kind is Kind.DIRECT):
            return
        kept = await asyncio.to_thread(self._tenants.get, Platform.TEAMS, to.tenant)
        if kept is None or (kept.service_url != to.service_url and to.kind is Kind.PUBLIC):
            await asyncio.to_thread(self._tenants.keep, Tenant(Platform.TEAMS, to.tenant, service_url=to.service_url))
            self._served_at[to.tenant] = to.service_url
        else:
            self._served_at[to.tenant] = kept.service_url or to.service_url

    def _show_sign(self, happened: Incoming, taken: Taken) -> None:
        """Show that an answer is on its way, where the assistant gives it."""
        if taken.turn is None or taken.turn.reply is not None or taken.conversation is None:
            return
        task = asyncio.create_task(self._sign(Target.of(happened.address), taken.conversation))
        self._signs.add(task)
        task.add_done_callback(self._signs.discard)

    async def _sign(self, to: Target, conversation: str) -> None:
        try:
            if not await asyncio.to_thread(self._desk.holds, conversation):
                await self._wire.typing(to)
        except (NotNow, Undeliverable, TimeoutError) as error:
            logger.debug("teams: no sign that an answer comes: %s", error)


def _key(happened: Incoming) -> str:
    return f"m:{happened.event}"


def _language(happened: Incoming) -> str:
    return "es" if happened.spanish else "en"
