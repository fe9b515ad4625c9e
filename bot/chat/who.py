"""Who of a platform is an advisor: the account of the e-mail address that the college's own workspace or tenant vouches for."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.chat.model import Person, Room
from bot.chat.team_rooms import TeamRooms
from bot.desk.account import Account, NotAnAccount, as_username
from bot.store.accounts import AccountStore
from bot.store.chat_tenants import ChatTenants

KNOWN_FOR = timedelta(hours=24)
UNKNOWN_FOR = timedelta(minutes=1)  # an account made just now is found soon


class Directory(Protocol):
    """What a platform knows of its people."""

    async def email(self, person: Person, room: Room) -> str | None:
        """The address that the platform vouches for; None where it does not, as for guests, bots and people of other workspaces.

        Raises:
            NotNow: when the platform can't be asked.
        """


class Who:
    """Finds the account of whoever acts in a room. What an account may do is asked of the desk at each move."""

    def __init__(self, directory: Directory, tenants: ChatTenants, accounts: AccountStore, team_rooms: TeamRooms) -> None:
        self._directory = directory
        self._tenants = tenants
        self._accounts = accounts
        self._team_rooms = team_rooms

    async def account(self, person: Person, room: Room) -> Account | None:
        """The account in use of a person; None for everybody else.

        Only workspaces and tenants whose rooms the settings name are believed: anybody can found one and write any address into it.

        Raises:
            NotNow: when the platform can't be asked.
        """
        here = (person.platform, person.tenant) == (room.platform, room.tenant)
        if not here or not self._team_rooms.trusts(room.platform, room.tenant):
            return None
        number = await self._known(person, room)
        account = await asyncio.to_thread(self._accounts.get, number) if number is not None else None
        return account if account and account.active else None

    async def _known(self, person: Person, room: Room) -> int | None:
        if known := await asyncio.to_thread(self._tenants.account, person):
            number, checked = known
            if datetime.now(UTC) - checked < (UNKNOWN_FOR if number is None else KNOWN_FOR):
                return number
        found = await asyncio.to_thread(self._of_address, await self._directory.email(person, room))
        await asyncio.to_thread(self._tenants.keep_account, person, found)
        return found

    def _of_address(self, email: str | None) -> int | None:
        try:
            account = self._accounts.of_username(as_username(email)) if email else None
        except NotAnAccount:
            return None
        return account.id if account else None
