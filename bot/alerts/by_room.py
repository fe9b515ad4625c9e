"""Alerts into a chat room of Slack or Teams: the card of the case, which advisors work with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from bot.alerts.model import Alert
from bot.chat.model import Platform, Room
from bot.mail.address import digest

_SLACK = re.compile(r"[TE][A-Z0-9]{2,30}/[CG][A-Z0-9]{2,30}")
_TEAMS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/19:[\w.-]{1,200}@thread\.[a-z0-9]+")


@dataclass(frozen=True)
class RoomWay:
    """A channel of a Slack workspace, or of a team in Teams. Ids are no secrets: they open nothing."""

    room: Room

    @property
    def kind(self) -> str:
        return self.room.platform.value

    channel = kind

    @property
    def name(self) -> str:
        return f"{self.kind}-{digest(self.room.written)}"

    @property
    def shown(self) -> str:
        return f"{self.kind.title()} channel {self.room.place} of {self.room.tenant}"

    def payload(self, alert: Alert) -> dict[str, Any]:
        """Which case, and where its card belongs. What the card says is read from the case when it is sent."""
        return {"what": "card", "case": alert.case, "kind": alert.kind.value, "room": self.room.written}

    def trial(self, now: datetime, site: str) -> dict[str, Any]:
        return {"what": "trial", "room": self.room.written, "site": site}


def slack_way(address: str) -> RoomWay:
    """``T012AB/C034CD``: the workspace's id and the channel's; ValueError where it is something else."""
    if not _SLACK.fullmatch(address):
        raise ValueError(
            f"has slack:{address}, which is not a workspace and a channel such as slack:T012ABCDE/C034FGHIJ. Open Slack in a "
            "browser: the address of the channel ends with both"
        )
    return RoomWay(Room.read(Platform.SLACK, address))


def teams_way(address: str) -> RoomWay:
    """``<tenant>/19:...@thread.tacv2``, also as the channel's link has it (19%3A...); ValueError where it is something else."""
    tenant, slash, place = unquote(address).partition("/")
    written = f"{tenant.lower()}{slash}{place}"
    if not _TEAMS.fullmatch(written):
        raise ValueError(
            f"has teams:{address}, which is not a tenant and a channel such as "
            "teams:11111111-2222-3333-4444-555555555555/19:abc123@thread.tacv2. Take both from 'Get link to channel' in Teams"
        )
    return RoomWay(Room.read(Platform.TEAMS, written))


ROOMS: dict[str, Callable[[str], RoomWay]] = {"slack": slack_way, "teams": teams_way}
