"""A college whose teams sit in chat rooms: the real desk over SQLite, its outbox, its pages, and students of the web page."""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from bot.alerts.alerts import Alerts
from bot.alerts.teams import teams_to_tell
from bot.cases.model import Case
from bot.chat.case_moves import Asked, CaseMoves
from bot.chat.document import Form
from bot.chat.model import Person, Platform, Room
from bot.chat.room_sending import RoomSending
from bot.chat.rooms import ChatRooms
from bot.chat.rows import said_row
from bot.chat.team_rooms import TeamRooms
from bot.chat.who import Who
from bot.chat.wire import Target
from bot.conversation.messages import Message, Outcome, Reply
from bot.delivery.bell import Bell
from bot.delivery.locks import TurnLocks
from bot.delivery.outbox import Outbox
from bot.delivery.senders import Outgoing
from bot.desk import pages, signin
from bot.desk.account import Account, Role
from bot.desk.desk import Desk
from bot.desk.parts import DeskParts
from bot.settings import Settings
from bot.store import ConversationStore, Database, StoredTurn
from bot.store.accounts import AccountStore
from bot.store.cases import CaseStore
from bot.store.chat import ChatStore
from bot.store.chat_tenants import ChatTenants
from bot.store.outbox import OutboxStore
from bot.store.tables import outbox as outbox_table
from knowledge.catalog import Catalog
from knowledge.pack import read_pack
from knowledge.wording import Wording
from tests.chat.advisors.wire import Standing, Wire
from tests.desk.people import PASSWORD, QUICK, hashed_once, sign_in

ROOT = Path(__file__).parents[3]
TENANT = "11111111-2222-3333-4444-555555555555"
ADVISING = Room(Platform.SLACK, "T0COLLEGE", "C0ADVISING")
AID = Room(Platform.SLACK, "T0COLLEGE", "C0AID")
COUNSELING = Room(Platform.TEAMS, TENANT, "19:counseling@thread.tacv2")
DEAN = Room(Platform.TEAMS, TENANT, "19:dean@thread.tacv2")
SETTINGS: dict[str, Any] = {
    "alerts": f"advising=slack:{ADVISING.written};financial_aid=slack:{AID.written};counseling=teams:{COUNSELING.written}",
    "urgent_alerts": f"teams:{DEAN.written}",
    "slack_signing_secret": "0" * 32,
    "slack_bot_token": "xoxb-1",
    "teams_app_id": TENANT,
    "teams_app_secret": "secret",
    "teams_tenant": TENANT,
    "public_url": "https://advisor.college.edu",
}
_number = count(1)


@cache
def content() -> tuple[Catalog, Wording]:
    return read_pack(ROOT / "knowledge" / "packs" / "millbrook"), Wording()


def fresh(folder: Path) -> Database:
    """An empty database, copied from one whose tables were made once."""
    shutil.copy(_empty(), folder / "advisor.db")
    return Database(f"sqlite:///{folder / 'advisor.db'}")


@cache
def _empty() -> Path:
    path = Path(tempfile.mkdtemp(prefix="advisor-rooms-")) / "advisor.db"
    made = Database(f"sqlite:///{path}")
    made.migrate()
    made.engine.dispose()  # the last connection puts all into the file
    return path


@dataclass
class Addresses:
    """The directory of a platform: the e-mail addresses it vouches for."""

    known: dict[str, str | None] = field(default_factory=dict)
    asked: int = 0

    async def email(self, person: Person, room: Room) -> str | None:
        self.asked += 1
        return self.known.get(person.id)


class _Chat:
    """The sender of one platform: rooms, and what is taken back. What students get is not looked at here."""

    def __init__(self, wire: Wire, rooms: RoomSending, chats: ChatStore) -> None:
        self._wire, self._rooms, self._chats = wire, rooms, chats

    async def send(self, item: Outgoing) -> None:
        what = item.payload["what"]
        if what == "unpost":
            where = item.payload
            await self._wire.take_back(Target(where["tenant"], where["place"]), where["message"])
            self._chats.unpost(where["post"])
        elif what in ("card", "words", "trial"):
            await getattr(self._rooms, what)(item)


class College:
    """Everything of the desk over one database; ``alerts`` and ``settings`` other than those of the rooms above."""

    def __init__(self, database: Database, alerts: Alerts | None = None, **settings: Any) -> None:
        self.settings = Settings(**(SETTINGS | settings))
        self.database = database
        catalog, wording = content()
        self.rows = OutboxStore(self.database)
        self.chats = ChatStore(self.database)
        self.tenants = ChatTenants(self.database, "secret")
        self.conversations = ConversationStore(self.database)
        cases = CaseStore(self.database)
        parts = DeskParts(
            database=self.database,
            conversations=self.conversations,
            cases=cases,
            accounts=AccountStore(self.database),
            outbox=self.rows,
            bell=Bell(),
            wording=wording,
            catalog=catalog,
            alerts=alerts or Alerts.from_settings(self.settings, teams_to_tell(catalog)),
            site=self.settings.site,
            pushes=said_row,
            rooms=ChatRooms(self.chats, cases, self.rows),
        )
        self.desk = Desk(parts, 30)
        self.moves = CaseMoves(self.desk, self.chats)
        self.team_rooms = TeamRooms.from_settings(self.settings)
        self.wires = {platform: Wire(platform) for platform in Platform}
        self.locks = TurnLocks()
        self.senders = {platform: self.room_sending(platform) for platform in Platform}
        self.directory = Addresses()
        self.who = Who(self.directory, self.tenants, parts.accounts, self.team_rooms)

    def room_sending(self, platform: Platform) -> RoomSending:
        return RoomSending(self.wires[platform], self.chats, self.desk, self.locks, self.team_rooms, self.settings)

    def hire(self, name: str = "Ana Ruiz", role: Role = Role.ADVISOR, teams: tuple[str, ...] = ("advising",)) -> Account:
        """An advisor whom the college's workspace knows by the same address."""
        email = f"person{next(_number)}@college.example"
        hashed = hashed_once(PASSWORD)
        account = self.desk.parts.accounts.create(email, name, role, teams, ["en"], password_hash=hashed)
        self.directory.known[f"U{account.id}"] = email.title()
        return account

    def sends(self) -> None:
        """The outbox sends what is due, until nothing more goes."""
        senders = {platform.value: _Chat(self.wires[platform], self.senders[platform], self.chats) for platform in Platform}
        asyncio.run(Outbox(self.rows, senders, self.locks, Bell(), random.Random(1)).send_due())

    def later(self) -> None:
        """What was put off is due."""
        with self.database.transaction() as connection:
            past = datetime.now(UTC) - timedelta(seconds=1)
            connection.execute(update(outbox_table).where(outbox_table.c.sent.is_(None)).values(due=past))

    def put_in(self) -> list[dict[str, Any]]:
        """The payloads that wait in the outbox."""
        with self.database.transaction() as connection:
            waiting = (outbox_table.c.sent.is_(None), outbox_table.c.given_up.is_(None))
            return list(connection.scalars(select(outbox_table.c.payload).where(*waiting).order_by(outbox_table.c.id)))

    def standing(self, room: Room) -> list[Standing]:
        return [one for one in self.wires[room.platform].standing.values() if one.place == room.place]

    def card(self, room: Room = ADVISING) -> Standing:
        """The one card of a room."""
        [only] = [one for one in self.standing(room) if not one.head]
        return only

    def thread(self, room: Room = ADVISING) -> list[str]:
        """What stands under the card of a room."""
        head = self.card(room).id
        return [one.text for one in self.standing(room) if one.head == head]

    def now(self, case: Case) -> Case:
        found = self.desk.parts.cases.get(case.id)
        assert found
        return found

    def presses(self, who: Account, label: str, room: Room = ADVISING, event: str = "") -> Case | Form:
        """An advisor presses a button of the room's card."""
        button = self.card(room).buttons[label]
        event = event or f"press{next(_number)}"
        return self.moves.press(Asked(room, event, button.do, button.value), who)

    def fills_in(self, who: Account, form: Case | Form, room: Room = ADVISING, event: str = "", **values: str) -> Case:
        """An advisor sends a dialog."""
        assert isinstance(form, Form)
        event = event or f"sent{next(_number)}"
        return self.moves.submit(Asked(room, event, form.do, values=form.carries | values), who)

    def writes(self, who: Account, text: str, room: Room = ADVISING, event: str = "") -> Case | None:
        """Someone writes in the thread of the room's card."""
        case = self.chats.case_at(room, self.card(room).id)
        assert case is not None
        return self.moves.line(case, who, text, room, event or f"line{next(_number)}")

    @cached_property
    def app(self) -> FastAPI:
        app = FastAPI()
        quick = self.settings.model_copy(update={"sign_in_rate": "100000/second"})
        signin.install(app, self.database, quick, {team.id: team.name for team in self.desk.parts.catalog.teams.values()})
        app.state.local_sign_in.answer_after, app.state.local_sign_in.passwords = 0.0, QUICK
        pages.install(app, self.desk)
        return app

    @contextmanager
    def at_desk(self, who: Account) -> Iterator[TestClient]:
        """A browser in which this advisor is signed in to the desk's pages."""
        headers = {"accept": "text/html"}
        with TestClient(self.app, base_url="https://advisor.college.edu", headers=headers, follow_redirects=False) as client:
            assert sign_in(client, who.username).status_code == 303
            yield client


@dataclass
class Student:
    """A student of the web page; each turn is stored and answered as the conversation service does it."""

    college: College
    conversation: str = field(default_factory=lambda: f"web{next(_number)}")

    def says(self, text: str, handoff: dict[str, Any] | None = None, choice: str | None = None) -> StoredTurn:
        college, students = self.college, self.college.desk.students
        message = Message(self.conversation, f"e{next(_number)}", "web", text, choice)
        turn = college.conversations.accept(message, begins=not college.conversations.exists(self.conversation))
        known = students.case(self.conversation)
        held = known is not None and known.held and handoff is None
        reply = Reply((), "desk", Outcome.HANDED_OFF_HELD) if held else Reply(("Fine.",), "smalltalk", Outcome.ANSWERED)
        college.conversations.finish(
            turn, reply, None, lambda connection: students.after_turn(connection, turn, reply, handoff, None)
        )
        return turn

    def asks(self, about: str = "my aid has not come", **handoff: Any) -> Case:
        """The student asks for a person."""
        known = {"reason": "requested", "topic": "transfer", "team": "advising", "language": "en", "about": about}
        self.says(about, known | handoff)
        found = self.college.desk.parts.cases.latest(self.conversation)
        assert found
        return found

    def reads(self) -> list[str]:
        """What people said to the student, under their names."""
        said = self.college.desk.students.said(self.conversation)
        return [f"{one.name}: {one.reply.messages[0]}" for one in said if one.kind == "advisor"]
