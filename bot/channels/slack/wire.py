"""Slack as the chats' sender sees it (``bot.chat.wire.Wire``)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from bot.channels.slack import blocks
from bot.channels.slack.api import SlackApi
from bot.channels.slack.text import escape
from bot.chat.document import Document
from bot.chat.model import Address, Kind, Person, Platform
from bot.chat.wire import Target
from bot.delivery.senders import NotNow, Undeliverable

EVENT = "advisor_post"  # the metadata of what we post: by its key it is found again
LOOKED_THROUGH = 50  # messages, for one that may have been posted before its answer was lost
GONE = ("message_not_found", "channel_not_found", "is_archived")
BLOCKS_REFUSED = ("msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format")
TYPING = 2.0  # seconds that showing "is thinking" may take

logger = logging.getLogger(__name__)


class SlackWire:
    """Posts, changes and takes back messages."""

    platform = Platform.SLACK

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        self._thinking: dict[tuple[str, str], str] = {}  # where it is shown now, by place: the message it hangs on

    def draw(self, document: Document) -> Sequence[Any]:
        return [message.call() for message in blocks.messages(document)]

    async def post(self, to: Target, drawn: Any, key: str, again: bool) -> str:
        if again and (found := await self._posted(to, key)):
            return found
        fields = {"channel": to.place, **drawn, "metadata": {"event_type": EVENT, "event_payload": {"key": key}}}
        if to.thread:
            fields["thread_ts"] = to.thread
        try:
            answer = await self._api.call(to.tenant, "chat.postMessage", **fields)
        except Undeliverable as error:
            if not any(reason in error.why for reason in BLOCKS_REFUSED):
                raise
            logger.error("slack: %s; sent as plain text", error.why)
            fields.pop("blocks")
            answer = await self._api.call(to.tenant, "chat.postMessage", **fields)
        await self._thought(to)
        return str(answer["ts"])

    async def change(self, to: Target, message: str, drawn: Any) -> None:
        shown = {name: drawn[name] for name in ("text", "blocks")}
        await self._api.call(to.tenant, "chat.update", channel=to.place, ts=message, **shown)

    async def take_back(self, to: Target, message: str) -> None:
        try:
            await self._api.call(to.tenant, "chat.delete", channel=to.place, ts=message)
        except Undeliverable as error:
            if not any(reason in error.why for reason in GONE):
                raise

    async def direct(self, person: Person, service_url: str | None) -> Address:
        answer = await self._api.call(person.tenant, "conversations.open", users=person.id)
        return Address(Platform.SLACK, person.tenant, str(answer["channel"]["id"]), person.id, Kind.DIRECT)

    async def thinking(self, to: Target, message: str, text: str) -> None:
        """Show that an answer is on its way, under a message. What goes wrong with it does not matter."""
        under = to.thread or message
        try:
            async with asyncio.timeout(TYPING):
                await self._api.call(to.tenant, "assistant.threads.setStatus", channel_id=to.place, thread_ts=under, status=text)
            self._thinking[(to.tenant, to.place)] = under
        except (NotNow, Undeliverable, TimeoutError) as error:
            logger.debug("slack: no sign that an answer comes: %s", error)

    async def whisper(self, to: Target, person: str, text: str) -> None:
        """Tell one person something in a channel that nobody else sees; it is not kept. Best effort."""
        fields = {"channel": to.place, "user": person, "text": escape(text)}
        if to.thread:
            fields["thread_ts"] = to.thread
        try:
            await self._api.call(to.tenant, "chat.postEphemeral", **fields)
        except (NotNow, Undeliverable) as error:
            logger.warning("slack: somebody could not be told why nothing happened: %s", error)

    async def _thought(self, to: Target) -> None:
        """Slack takes the sign away when we answer in its thread; in a direct message we do."""
        under = self._thinking.pop((to.tenant, to.place), None)
        if under is None or under == to.thread:
            return
        try:
            await self._api.call(to.tenant, "assistant.threads.setStatus", channel_id=to.place, thread_ts=under, status="")
        except (NotNow, Undeliverable) as error:
            logger.debug("slack: the sign that an answer comes stays a while: %s", error)

    async def _posted(self, to: Target, key: str) -> str | None:
        """A message under this key that an attempt before posted though its answer was lost; our post's id."""
        method = "conversations.replies" if to.thread else "conversations.history"
        fields: dict[str, Any] = {"channel": to.place, "include_all_metadata": True, "limit": LOOKED_THROUGH}
        if to.thread:
            fields["ts"] = to.thread
        try:
            answer = await self._api.call(to.tenant, method, **fields)
        except Undeliverable as error:  # nowhere to look; posting says what is wrong
            logger.warning("slack: could not look for an earlier post: %s", error)
            return None
        for message in answer.get("messages", []):
            metadata = message.get("metadata") or {}
            if metadata.get("event_type") == EVENT and (metadata.get("event_payload") or {}).get("key") == key:
                return str(message["ts"])
        return None
