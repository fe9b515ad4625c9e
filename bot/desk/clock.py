"""What the desk does by the clock: cases wake, late answers are told of, and what is old is forgotten."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.alerts.model import Kind
from bot.cases import machine
from bot.cases.model import SYSTEM, Case, Change, IllegalMove
from bot.cases.queues import CaseQuery
from bot.cases.targets import target
from bot.desk.parts import DeskParts, now_utc
from bot.store import StoreUnavailable

logger = logging.getLogger(__name__)

EVERY = 30.0  # seconds


class Clock:
    """Looks after cases as time passes. Several workers may do so at once: each thing is done once."""

    def __init__(self, parts: DeskParts, days: int) -> None:
        self._parts = parts
        self._days = days

    async def work(self, every: float = EVERY) -> None:
        """As long as the server runs."""
        while True:
            try:
                await asyncio.to_thread(self.tick, now_utc())
            except StoreUnavailable:
                logger.exception("the cases could not be looked after; trying again")
            await asyncio.sleep(every)

    def tick(self, now: datetime) -> None:
        """Free what nobody looks after any more, wake what was snoozed until now, tell of late answers, forget what is old."""
        for account in self._parts.accounts.all():
            if not account.active:
                for case in self._parts.cases.find(CaseQuery(holder=account.id)):
                    self._once(case, partial(self._free, case, now))
        for case in self._parts.cases.due_to_wake(now):
            self._once(case, partial(self._wake, case, now))
        for case in self._parts.cases.overdue(now):
            self._once(case, partial(self._overdue, case, now))
        self._parts.cases.forget(now, self._days, self._parts.rooms.changed)

    def _once(self, case: Case, do: Callable[[Connection], None]) -> None:
        try:
            with self._parts.database.transaction() as connection:
                do(connection)
        except IllegalMove:  # another worker, or an advisor, was faster
            return
        self._parts.ring(case)

    def _free(self, case: Case, now: datetime, connection: Connection) -> None:
        """Its holder works here no longer: back to the team, and the assistant speaks again."""
        after = self._parts.save(connection, lambda c: machine.release(self._parts.cases.get(case.id, c) or case, SYSTEM, now))
        self._parts.program_again(connection, after, "utter_desk_released")

    def _wake(self, case: Case, now: datetime, connection: Connection) -> None:
        def make(connection: Connection) -> Change:
            fresh = self._parts.cases.get(case.id, connection) or case
            return machine.wake(fresh, SYSTEM, now, target(self._parts.team(fresh.team), fresh.priority, now))

        self._parts.save(connection, make)

    def _overdue(self, case: Case, now: datetime, connection: Connection) -> None:
        after = self._parts.save(connection, lambda c: machine.overdue(self._parts.cases.get(case.id, c) or case, now))
        leads = [a.username for a in self._parts.accounts.all() if a.active and a.role.value == "lead"]
        self._parts.alert(connection, after, Kind.OVERDUE, now, *leads)
        if after.held:
            self._parts.notice(connection, after, "utter_desk_late")
