"""An alert on its whole way: put in with the case's change, sent by the outbox, taken by a mail server and a webhook."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from sqlalchemy import update

from bot.alerts.alerts import Alerts
from bot.alerts.model import TeamToTell
from bot.alerts.trial import senders
from bot.cases.model import Case, Priority, Reason
from bot.delivery.bell import Bell
from bot.delivery.locks import TurnLocks
from bot.delivery.outbox import Outbox
from bot.settings import Settings
from bot.store.database import Database
from bot.store.outbox import OutboxStore
from bot.store.tables import outbox
from tests.alerts.hook import hook
from tests.alerts.mailbox import mailbox


def test_an_urgent_alert_reaches_both_ways_once_though_one_is_away_at_first(database: Database) -> None:
    with mailbox(says={"RCPT": "451 4.7.1 later"}) as box, hook() as told:
        settings = Settings(
            alerts=f"counseling=mail:on-call@college.edu,webhook:{told.url}",
            webhook_secret="a secret of the college",
            smtp_host="127.0.0.1",
            smtp_port=box.port,
            smtp_security="none",
            mail_from="advisor@college.edu",
        )
        now = datetime.now(UTC)
        case = Case(
            id=7,
            conversation=None,
            priority=Priority.URGENT,
            reason=Reason.CRISIS,
            topic="crisis",
            team="counseling",
            opened=now,
        )
        rows = OutboxStore(database)
        alerts = Alerts.from_settings(settings, [TeamToTell("counseling", "Counseling")])
        for _ in range(2):  # the second time is one too many
            with database.transaction() as connection:
                for row in alerts.for_case(case, "new", now):
                    rows.put(connection, row)
        worker = Outbox(rows, senders(settings), TurnLocks(), Bell())

        asyncio.run(worker.send_due())
        assert (len(box.letters), len(told.calls), rows.waiting()) == (0, 1, 1)

        box.says.clear()
        with database.transaction() as connection:  # the pause is over
            connection.execute(update(outbox).values(due=datetime.now(UTC)))
        asyncio.run(worker.send_due())
        assert (len(box.letters), len(told.calls), rows.waiting()) == (1, 1, 0)
        assert box.letters[0]["Subject"] == "URGENT: case 7 for Counseling"
        assert "/desk/cases/7" in box.letters[0].get_content()
