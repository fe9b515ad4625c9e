"""What the chats are made of, and what a platform gives back for the server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter

from bot.chat.case_moves import CaseMoves
from bot.chat.intake import Intake
from bot.chat.model import Platform
from bot.chat.team_rooms import TeamRooms
from bot.delivery.locks import TurnLocks
from bot.delivery.senders import Sender
from bot.desk.desk import Desk
from bot.settings import Settings
from bot.store.chat import ChatStore
from bot.store.chat_tenants import ChatTenants
from bot.store.database import Database
from knowledge.wording import Wording


@dataclass(frozen=True)
class ChatParts:
    """What every platform works with."""

    settings: Settings
    database: Database
    store: ChatStore
    tenants: ChatTenants
    intake: Intake
    desk: Desk
    moves: CaseMoves
    rooms: TeamRooms
    locks: TurnLocks
    wording: Wording


@dataclass(frozen=True)
class Channel:
    """A platform at work: its routes, the sender of its outbox channel, and what is to be done at the end."""

    platform: Platform
    router: APIRouter
    sender: Sender
    close: Callable[[], Awaitable[None]]
