"""Wire the parts together: settings, database, stores, agent, guard, desk, senders. One place, once for each process."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bot.alerts.alerts import Alerts
from bot.alerts.teams import teams_to_tell
from bot.alerts.trial import senders
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

    def at_work(self) -> list[asyncio.Task[None]]:
        """Begin what goes on as long as the server runs."""
        jobs = (
            self.service.tidy(self.settings.conversation_days),
            self.service.work(),
            self.outbox.work(),
            self.desk.clock.work(),
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
    parts = DeskParts(
        database=database,
        conversations=conversations,
        cases=CaseStore(database),
        accounts=AccountStore(database),
        outbox=rows,
        bell=bell,
        wording=wording,
        catalog=catalog,
        alerts=Alerts.from_settings(settings, teams_to_tell(catalog)),
        site=settings.site,
        pushes=lambda conversation, kind, said: None,  # students of the page come for what is said to them
    )
    desk = Desk(parts, settings.conversation_days)
    agent = PathwayAgent(settings.models_dir, conversations)
    guard = Guard.with_ear(wording, settings)
    service = ConversationService(
        conversations, agent, guard, wording, desk.students, locks, bell, settings.max_message_chars, _phone(catalog)
    )
    outbox = Outbox(rows, senders(settings), locks, bell)
    return Parts(settings, database, bell, locks, outbox, desk, service)


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
