"""Slack's word on who somebody is."""

from __future__ import annotations

from bot.channels.slack.api import SlackApi
from bot.chat.model import Person, Room
from bot.delivery.senders import Undeliverable

NOT_STAFF = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


class SlackDirectory:
    """Asks ``users.info`` (``bot.chat.who.Directory``)."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api

    async def email(self, person: Person, room: Room) -> str | None:
        """The confirmed address of a full member of the workspace itself; None for guests, programs, people of other workspaces."""
        try:
            answer = await self._api.call(person.tenant, "users.info", user=person.id)
        except Undeliverable:
            return None
        user = answer.get("user") or {}
        if (
            any(user.get(sign) for sign in NOT_STAFF)
            or user.get("is_email_confirmed") is False
            or user.get("team_id") != person.tenant
        ):
            return None
        return (user.get("profile") or {}).get("email")
