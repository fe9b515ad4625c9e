"""What Slack tells us happened: messages, mentions, edits, deletions; the app opened or removed."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.channels.slack.desk import SlackDesk
from bot.channels.slack.text import decode
from bot.channels.slack.wire import SlackWire
from bot.chat.intake import Intake, Taken
from bot.chat.model import Address, Kind, Person, Platform, Room, Tenant
from bot.chat.wire import Target
from bot.store.chat_tenants import ChatTenants
from knowledge.wording import Wording

WRITTEN = frozenset({None, "file_share", "thread_broadcast", "me_message"})  # subtypes of what a person wrote

logger = logging.getLogger(__name__)


class Events:
    """Takes events. Each method returns once the event is stored, or says nothing to us."""

    def __init__(self, intake: Intake, desk: SlackDesk, wire: SlackWire, tenants: ChatTenants, wording: Wording) -> None:
        self._intake = intake
        self._desk = desk
        self._wire = wire
        self._tenants = tenants
        self._wording = wording
        self._known: set[tuple[str, str]] = set()
        self._signs: set[asyncio.Task[None]] = set()

    async def message(self, body: dict[str, Any]) -> None:
        """A message somewhere we read: a direct one is a student's; in a channel only the threads of cases are ours."""
        event, me = body["event"], await self._me(body)
        subtype = event.get("subtype")
        inner = event.get("message") if subtype == "message_changed" else event.get("previous_message") or event
        if not isinstance(inner, dict) or _by_a_program(inner, me) or _by_a_program(event, me) or not inner.get("user"):
            return
        if event.get("channel_type") != "im" and not str(event["channel"]).startswith("D"):
            await self._in_channel(body, event, inner, me)
            return
        to = Address(Platform.SLACK, _tenant(body), event["channel"], inner["user"], Kind.DIRECT)
        if subtype == "message_deleted":
            await self._intake.deletes(to, f"m:{event['deleted_ts']}")
        elif subtype == "message_changed":
            text, edited = decode(inner.get("text", ""), me), inner.get("edited", {}).get("ts", event["ts"])
            await self._intake.edits(to, f"m:{inner['ts']}", edited, text, _moment(edited))
        elif subtype in WRITTEN:
            await self._says(to, event, decode(event.get("text", ""), me))

    async def mention(self, body: dict[str, Any]) -> None:
        """Somebody calls the assistant in a channel: answered in a thread."""
        event, me = body["event"], await self._me(body)
        if _by_a_program(event, me) or not event.get("user") or event.get("subtype") not in WRITTEN:
            return
        room = Room(Platform.SLACK, _tenant(body), event["channel"])
        if event.get("thread_ts") and await self._desk.case_at(room, event["thread_ts"]):
            return  # the line of a case's thread; it comes as a message too
        to = Address(
            Platform.SLACK,
            _tenant(body),
            event["channel"],
            event["user"],
            Kind.DIRECT if event["channel"].startswith("D") else Kind.PUBLIC,
            "" if event["channel"].startswith("D") else event.get("thread_ts") or event["ts"],
        )
        await self._says(to, event, decode(event.get("text", ""), me))

    async def opened(self, body: dict[str, Any]) -> None:
        """The app's messages are open: the first time we say what this is."""
        event = body["event"]
        if event.get("tab", "messages") == "messages" and event.get("user"):
            await self._me(body)
            await self._intake.welcomes(
                Address(Platform.SLACK, _tenant(body), event.get("channel", ""), event["user"], Kind.DIRECT)
            )

    async def removed(self, body: dict[str, Any]) -> None:
        """The app was taken out of a workspace, or its token taken back."""
        event = body["event"]
        if event["type"] == "tokens_revoked" and not event.get("tokens", {}).get("bot"):
            return
        logger.warning("slack: the app was removed from the workspace %s", _tenant(body))
        await asyncio.to_thread(self._tenants.removed, Platform.SLACK, _tenant(body))

    async def _says(self, to: Address, event: dict[str, Any], text: str) -> None:
        if not text and event.get("files"):
            await self._intake.tells(to, f"m:{event['ts']}", "utter_chat_only_text")
            return
        taken = await self._intake.says(to, f"m:{event['ts']}", text, _moment(event["ts"]))
        self._show_sign(to, event["ts"], taken)

    def _show_sign(self, to: Address, message: str, taken: Taken) -> None:
        if taken.turn is None or taken.turn.reply is not None:
            return
        text = self._wording.say("utter_chat_thinking")
        task = asyncio.create_task(self._wire.thinking(Target.of(to), message, text))
        self._signs.add(task)
        task.add_done_callback(self._signs.discard)

    async def _in_channel(self, body: dict[str, Any], event: dict[str, Any], inner: dict[str, Any], me: str) -> None:
        thread = str(inner.get("thread_ts") or inner.get("ts") or "")
        room = Room(Platform.SLACK, _tenant(body), event["channel"])
        case = await self._desk.case_at(room, thread) if thread else None
        person = Person(Platform.SLACK, room.tenant, inner["user"])
        if case is None:
            if event.get("subtype") in ("message_changed", "message_deleted") and thread:
                to = Address(Platform.SLACK, room.tenant, room.place, person.id, Kind.PUBLIC, thread)
                await self._mention_changed(to, event, inner, me)
            return
        if event.get("subtype") in ("message_changed", "message_deleted"):
            if event.get("previous_message", {}).get("text") != (event.get("message") or {}).get(
                "text"
            ):  # no mere preview of a link
                await self._desk.changed(room, person, thread, inner["ts"])
        elif event.get("subtype") in WRITTEN:
            await self._desk.line(room, person, case, thread, event["ts"], decode(event.get("text", ""), me))
            if event.get("files"):
                await self._desk.no_files(room, person, thread)

    async def _mention_changed(self, to: Address, event: dict[str, Any], inner: dict[str, Any], me: str) -> None:
        """A mention was edited or deleted; so was what went on of it in a direct conversation."""
        key, direct = f"m:{inner['ts']}", replace(to, kind=Kind.DIRECT, place="", thread="")
        if event["subtype"] == "message_deleted":
            for where, name in ((to, key), (direct, key), (direct, f"moved:{key}")):
                await self._intake.deletes_known(where, name)
            return
        edited = inner.get("edited", {}).get("ts", event["ts"])
        await self._intake.edits(to, key, edited, decode(inner.get("text", ""), me), _moment(edited))

    async def _me(self, body: dict[str, Any]) -> str:
        """Our user id in the workspace, as the event tells it; the workspace is noted the first time."""
        allowed: dict[str, Any] = next((a for a in body.get("authorizations") or () if a.get("is_bot", True)), {})
        me, tenant = str(allowed.get("user_id", "")), _tenant(body)
        if (tenant, me) not in self._known:
            kept = await asyncio.to_thread(self._tenants.get, Platform.SLACK, tenant)
            if kept is None or kept.gone:  # it hears us again, as with a new SLACK_BOT_TOKEN
                noted = Tenant(Platform.SLACK, tenant, allowed.get("enterprise_id"), bot_user=me)
                await asyncio.to_thread(self._tenants.keep, noted)
            self._known.add((tenant, me))
        return me


def _tenant(body: dict[str, Any]) -> str:
    """The workspace the app is installed in, which for shared channels is not always the writer's own."""
    allowed: dict[str, Any] = next(iter(body.get("authorizations") or ()), {})
    return str(allowed.get("team_id") or body.get("team_id") or allowed.get("enterprise_id") or body.get("enterprise_id"))


def _by_a_program(message: dict[str, Any], me: str) -> bool:
    return bool(message.get("bot_id")) or message.get("subtype") == "bot_message" or (bool(me) and message.get("user") == me)


def _moment(ts: str) -> datetime:
    """Slack's message ids begin with the Unix time."""
    return datetime.fromtimestamp(float(ts), UTC)
