"""Who somebody in a channel of Teams is, as the college's tenant vouches for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.channels.teams.connector import Connector
from bot.chat.model import Person, Room
from bot.delivery.senders import NotNow, Undeliverable


class TeamsDirectory:
    """``bot.chat.who.Directory`` by the members of a channel."""

    def __init__(self, connector: Connector, service_of: Callable[[str], str | None]) -> None:
        self._connector = connector
        self._service_of = service_of

    async def email(self, person: Person, room: Room) -> str | None:
        """As ``Directory.email``. A guest's address is another tenant's to vouch for."""
        service = await asyncio.to_thread(self._service_of, room.tenant)
        if service is None:
            raise NotNow(None, "where the tenant is served is not known yet")
        try:
            member = await self._connector.member(service, room.place, person.id)
        except Undeliverable:  # is no member, or we are none
            return None
        own = member.tenant is not None and member.tenant.lower() == person.tenant.lower()
        return member.email if own and not member.guest else None
