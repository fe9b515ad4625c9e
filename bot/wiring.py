"""Wire the parts together: settings, database, stores, agent, guard, desk, senders. One place, once for each process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bot.alerts.alerts import Alerts
from bot.alerts.teams import teams_to_tell
from bot.alerts.trial import senders
from bot.chat.case_moves import CaseMoves
from bot.chat.intake import Intake
from bot.chat.parts import Channel, ChatParts
from bot.chat.rooms import ChatRooms
from bot.chat.rows import ChatPushes, said_row
from bot.chat.sweep import Sweep
from bot.chat.team_rooms import TeamRooms
from bot.conversation.agent import PathwayAgent
from bot.conversation.service import ConversationService
from bot.delivery.bell import Bell, PostgresBell
from bot.delivery.locks import PostgresLocks, TurnLocks, only_process
from bot.delivery.outbox import Outbox
from bot.desk.desk import Desk
from bot.desk.parts import DeskParts
from bot.guard import Guard
from bot.settings import Settings
from bot.store import ConversationStore, Database
from bot.store.accounts import AccountStore
from bot.store.cases import CaseStore
from bot.store.chat import ChatStore
from bot.store.chat_tenants import ChatTenants
from bot.store.outbox import OutboxStore
from knowledge.catalog import Catalog
from knowledge.store import catalog_at
from knowledge.wording import Wording


@dataclass(frozen=True)
class Parts:
    """What a server process is made of."""

    settings: Settings
    database: Database
    bell: Bell
    locks: TurnLocks
    outbox: Outbox
    desk: Desk
    service: ConversationService
    channels: tuple[Channel, ...]
    sweep: Sweep

    def at_work(self) -> list[asyncio.Task[None]]:
        """Begin what goes on as long as the server runs."""
        jobs = (
            self.service.tidy(self.settings.conversation_days),
            self.service.work(),
            self.outbox.work(),
            self.desk.clock.work(),
            self.sweep.work(),
        )
        return [asyncio.create_task(job) for job in jobs]

    def close(self) -> None:
        """Let go of connections and threads."""
        self.bell.close()
        self.locks.close()
        self.database.engine.dispose()


def create_parts(settings: Settings) -> Parts:
    """Everything over the database of the settings and the newest trained model.

    Raises:
        StoreUnavailable: when the database can't be reached.
        NoModel: when there is no trained model.
        SettingsError: when settings and content don't fit.
    """
    database = Database(settings.database_url)
    database.migrate()
    wording = Wording()
    conversations = ConversationStore(database)
    rows = OutboxStore(database)
    bell = Bell() if database.embedded else PostgresBell(database.url)
    locks = TurnLocks() if database.embedded else PostgresLocks(database.url)
    catalog = catalog_at(settings.database_url)
    chats = ChatStore(database)
    cases = CaseStore(database)
    parts = DeskParts(
        database=database,
        conversations=conversations,
        cases=cases,
        accounts=AccountStore(database),
        outbox=rows,
        bell=bell,
        wording=wording,
        catalog=catalog,
        alerts=Alerts.from_settings(settings, teams_to_tell(catalog)),
        site=settings.site,
        pushes=said_row,
        rooms=ChatRooms(chats, cases, rows),
    )
    desk = Desk(parts, settings.conversation_days)
    agent = PathwayAgent(settings.models_dir, conversations)
    guard = Guard.with_ear(wording, settings)
    service = ConversationService(
        conversations,
        agent,
        guard,
        wording,
        desk.students,
        locks,
        bell,
        settings.max_message_chars,
        _phone(catalog),
        ChatPushes(rows),
    )
    chat = ChatParts(
        settings=settings,
        database=database,
        store=chats,
        tenants=ChatTenants(database, settings.slack_signing_secret or settings.teams_app_secret),
        intake=Intake(chats, service, desk, rows),
        desk=desk,
        moves=CaseMoves(desk, chats),
        rooms=TeamRooms.from_settings(settings),
        locks=locks,
        wording=wording,
    )
    channels = tuple(_channels(chat))
    by_channel = senders(settings) | {channel.platform.value: channel.sender for channel in channels}
    outbox = Outbox(rows, by_channel, locks, bell)
    return Parts(settings, database, bell, locks, outbox, desk, service, channels, Sweep(chats, rows, bell))


def _channels(chat: ChatParts) -> Iterator[Channel]:
    """The platforms that settings turn on."""
    if chat.settings.slack_signing_secret:
        from bot.channels import slack

        yield slack.build(chat)
    if chat.settings.teams_app_id:
        from bot.channels import teams

        yield teams.build(chat)


def _phone(catalog: Catalog) -> str | None:
    """The college's own number."""
    return next((p.contact.phone for p in catalog.providers.values() if p.contact and p.contact.phone), None)


def claim_database(settings: Settings) -> IO[str] | None:
    """See to it that one server works on a SQLite database; PostgreSQL takes several.

    Raises:
        AnotherProcess: when another one does.
    """
    database = Database(settings.database_url)
    return only_process(Path(database.url.database or "")) if database.embedded else None
