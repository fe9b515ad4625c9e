"""Pressed buttons and filled-in dialogs."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import Any

from bot.channels.slack.desk import SlackDesk, payload_thread
from bot.channels.slack.forms import form_values
from bot.channels.slack.wire import SlackWire
from bot.chat.intake import Intake
from bot.chat.model import Address, Kind, Person, Platform, Room
from bot.chat.wire import Target
from knowledge.wording import Wording

logger = logging.getLogger(__name__)


class Actions:
    """Takes what is pressed. Each method returns once it is stored."""

    def __init__(self, intake: Intake, desk: SlackDesk, wire: SlackWire, wording: Wording) -> None:
        self._intake = intake
        self._desk = desk
        self._wire = wire
        self._wording = wording

    async def pressed(self, body: dict[str, Any]) -> None:
        """A button. What it does stands before the colon of its id; links only tell us that they were followed."""
        action: dict[str, Any] = next(iter(body.get("actions") or ()), {})
        do, value = str(action.get("action_id", "")).partition(":")[0], str(action.get("value", ""))
        if not value or action.get("url") or action.get("type") != "button":
            return
        if do.startswith("case"):
            trigger, thread = str(body.get("trigger_id", "")), payload_thread(body)
            await self._desk.pressed(_room(body), _person(body), do, value, _event(action), trigger, thread)
            return
        to = _address(body)
        if do == "choice":
            label = str((action.get("text") or {}).get("text", ""))
            taken = await self._intake.chooses(to, value, label, _moment(action))
            if taken.conversation is None:
                await self._not_yours(body, to)
        elif do == "resume":
            await self._intake.resumes(to)
        elif do == "forget":
            await self._intake.forgets(to, _moment(action))
        elif do == "private":
            direct = Address(Platform.SLACK, to.tenant, "", to.person, Kind.DIRECT)
            await self._intake.welcomes(direct, again=_event(action))
        else:
            logger.warning("slack: a button of ours that does nothing was pressed: %s", do)

    async def submitted(self, body: dict[str, Any]) -> dict[str, str] | None:
        """A dialog; what is wrong with which field, None where it was taken."""
        view = body["view"]
        why = await self._desk.submitted(_person(body), str(view["callback_id"]), form_values(body), f"v:{view['id']}")
        return {next(iter((view.get("state") or {}).get("values") or {"text": None})): why} if why else None

    async def _not_yours(self, body: dict[str, Any], to: Address) -> None:
        target = Target(to.tenant, to.place, to.thread)
        text = self._wording.say("utter_chat_not_yours")
        await asyncio.shield(self._wire.whisper(target, to.person, text))


def _address(body: dict[str, Any]) -> Address:
    """Where it was pressed, and by whom: buttons are worth something in the presser's own conversation only."""
    room, container = _room(body), body.get("container", {})
    direct = room.place.startswith("D")
    thread = "" if direct else str(container.get("thread_ts") or container.get("message_ts") or "")
    return Address(Platform.SLACK, room.tenant, room.place, body["user"]["id"], Kind.DIRECT if direct else Kind.PUBLIC, thread)


def _room(body: dict[str, Any]) -> Room:
    container = body.get("container", {})
    place = str(container.get("channel_id") or (body.get("channel") or {}).get("id") or "")
    return Room(Platform.SLACK, _tenant(body), place)


def _person(body: dict[str, Any]) -> Person:
    return Person(Platform.SLACK, _tenant(body), str(body["user"]["id"]))


def _tenant(body: dict[str, Any]) -> str:
    return str((body.get("team") or {}).get("id") or (body.get("enterprise") or {}).get("id") or body["user"].get("team_id"))


def _event(action: dict[str, Any]) -> str:
    return f"{action.get('action_id')}@{action.get('action_ts')}"


def _moment(action: dict[str, Any]) -> datetime:
    try:
        return datetime.fromtimestamp(float(action["action_ts"]), UTC)
    except (KeyError, ValueError):
        return datetime.now(UTC)
