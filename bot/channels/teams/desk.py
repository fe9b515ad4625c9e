"""What advisors do from a channel of Teams: buttons and forms of a case's card, and lines in its thread."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.cases.model import Case, IllegalMove
from bot.channels.teams.cards import MOST_JSON, VERSION, messages
from bot.channels.teams.forms import CANCELLED, form_values, view
from bot.channels.teams.read import Incoming
from bot.chat.case_card import card_elsewhere, one_message, view_of
from bot.chat.case_moves import Asked, CaseMoves, key_of
from bot.chat.case_words import say
from bot.chat.document import Document, Form
from bot.chat.model import Address, Kind, Person, Platform, Room
from bot.chat.rows import digest, past_row
from bot.chat.team_rooms import TeamRooms
from bot.chat.who import Who
from bot.delivery.senders import NotNow
from bot.desk.account import Account
from bot.desk.advisors import NoSuchCase
from bot.desk.desk import Desk
from bot.settings import Settings
from bot.store.chat import ChatStore

CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE = "application/vnd.microsoft.activity.message"
PRESSES = frozenset({"case", "case_dialog"})

Answer = dict[str, Any] | None


@dataclass(frozen=True)
class TeamsDesk:
    """The desk in Teams. Whoever is no advisor is told so, and what an advisor may not do, why."""

    desk: Desk
    store: ChatStore
    moves: CaseMoves
    who: Who
    rooms: TeamRooms
    settings: Settings

    def holds(self, conversation: str) -> bool:
        """Whether an advisor holds a conversation, so that the assistant is silent in it."""
        case = self.desk.parts.cases.current(conversation)
        return case is not None and case.held

    def hurry(self, to: Address) -> None:
        """What waits for a person is sent now."""
        if conversation := self.store.conversation_at(to):
            self.desk.parts.outbox.hurry(conversation)
            self.desk.parts.bell.ring("outbox")

    async def acted(self, happened: Incoming) -> Answer:
        """A pressed button or a sent form of a card: the card as it is then, the form, or why not."""
        room, data = _room(happened), {str(name): str(value) for name, value in happened.values.items()}
        if happened.address.kind is not Kind.PUBLIC:
            return _told(say("not_a_choice"))
        try:
            account = await self.who.account(_person(happened), room)
            if account is None:
                return _told(say("no_account"))
            return await asyncio.to_thread(self._move, happened, account, room, data)
        except NotNow:
            return _told(say("press_again"))
        except IllegalMove as error:
            return _told(str(error))
        except NoSuchCase:
            return _told(say("no_such_case"))

    async def line(self, happened: Incoming, case: int) -> Answer:
        """A line in the thread of a case: to the student, where its holder wrote it. Where it goes nowhere its author is told."""
        room = _room(happened)
        account = await self.who.account(_person(happened), room)
        if account is None:
            await asyncio.to_thread(self._hint, happened, say("no_account"))
            return None
        if happened.text:
            await asyncio.to_thread(self._line, happened, case, account, room)
        if happened.files:
            await asyncio.to_thread(self._hint, happened, say("only_text"), ":files")
        return None

    async def changed(self, happened: Incoming, case: int) -> Answer:
        """A line was edited or deleted: what was said to the student stays said."""
        room = _room(happened)
        said = await asyncio.to_thread(self.store.seen_at, *key_of(room, _line_event(happened)))
        if said is not None:
            await asyncio.to_thread(self._hint, happened, say("already_sent"), f":{happened.edit}")
        return None

    def _move(self, happened: Incoming, account: Account, room: Room, data: dict[str, str]) -> Answer:
        if happened.verb == CANCELLED:
            number = data.get("case", "")
            case = self.desk.advisors.case(account, int(number) if number.isdecimal() and len(number) < 10 else 0)
            return _shown(self._fresh(room, case))
        if happened.verb in PRESSES:
            asked = Asked(room, happened.event, happened.verb, data.get("c", ""))
            done = self.moves.press(asked, account)
            if isinstance(done, Form):
                return _shown(self._with_form(room, done))
        else:
            values = form_values({"value": {"action": {"data": dict(happened.values)}}})
            done = self.moves.submit(Asked(room, happened.event, happened.verb, values=values), account)
        return _shown(self._fresh(room, done))

    def _line(self, happened: Incoming, case: int, account: Account, room: Room) -> None:
        try:
            self.moves.line(case, account, happened.text, room, _line_event(happened))
        except IllegalMove as error:
            self._hint(happened, str(error))
        except NoSuchCase:
            self._hint(happened, say("no_such_case"))

    def _hint(self, happened: Incoming, text: str, more: str = "") -> None:
        """A line of ours in the thread, once for what it is about."""
        row = past_row(happened.address, f"hint:{happened.event}{more}", text=text)
        with self.store.database.transaction() as connection:
            self.desk.parts.outbox.put(connection, row)
        self.desk.parts.bell.ring("outbox")

    def _fresh(self, room: Room, case: Case) -> dict[str, Any]:
        """The card of a case as it is now; less of it where the whole would not fit into one."""
        shown = view_of(self.desk, case.id, datetime.now(UTC))
        if shown is None:
            raise NoSuchCase(case.id)
        if not self.rooms.hears(room, case):
            return _drawn(card_elsewhere(shown))[0]
        return one_message(shown, self.settings, _drawn)

    def _with_form(self, room: Room, form: Form) -> dict[str, Any]:
        """The form below the case it is about, or alone where both would not fit."""
        asked = view(form, VERSION)
        number = form.carries["case"]
        shown = view_of(self.desk, int(number), datetime.now(UTC))
        if shown is None or not self.rooms.hears(room, shown.case):
            return asked
        about = [one for one in self._fresh(room, shown.case)["body"] if one["type"] != "ActionSet"]
        both = asked | {"body": [*about, *asked["body"]], "msteams": {"width": "Full"}}
        return both if len(json.dumps(both, ensure_ascii=False).encode()) <= MOST_JSON else asked


def _drawn(document: Document) -> list[dict[str, Any]]:
    return [message.card for message in messages(document) if message.card is not None]


def _line_event(happened: Incoming) -> str:
    """The name of a line: ids of messages are unique within their channel."""
    return f"l:{digest(happened.address.place, happened.event)}"


def _room(happened: Incoming) -> Room:
    return Room(Platform.TEAMS, happened.address.tenant, happened.address.place)


def _person(happened: Incoming) -> Person:
    return Person(Platform.TEAMS, happened.address.tenant, happened.address.person)


def _shown(shown: dict[str, Any]) -> dict[str, Any]:
    return {"statusCode": 200, "type": CARD, "value": shown}


def _told(text: str) -> dict[str, Any]:
    return {"statusCode": 200, "type": MESSAGE, "value": text}
