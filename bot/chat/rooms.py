"""What the desk tells the rooms of advisors: rows of the outbox, in the transaction of what happened."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.cases.model import Case
from bot.chat.model import Platform, Room
from bot.chat.rows import unpost_row
from bot.delivery.senders import OutboxRow
from bot.mail.address import digest
from bot.store import StoredTurn
from bot.store.cases import CaseStore
from bot.store.chat import ChatStore
from bot.store.outbox import OutboxStore

SKIPPED = "/skip"  # a pressed "Skip" tells an advisor nothing


class ChatRooms:
    """``bot.desk.rooms.Rooms`` over Slack and Teams. Rows hold references; who sends them reads what there is to say then."""

    def __init__(self, chats: ChatStore, cases: CaseStore, rows: OutboxStore) -> None:
        self._chats = chats
        self._cases = cases
        self._rows = rows

    def changed(self, connection: Connection, case: Case) -> None:
        for room in self._rooms(connection, case):
            row = {"what": "card", "case": case.id, "room": room.written}
            self._put(connection, case, room, f"card:{case.id}:{case.version}", row)

    def student_said(self, connection: Connection, case: Case, turn: StoredTurn) -> None:
        if turn.choice == SKIPPED:
            return
        for room in self._rooms(connection, case):
            row = {"what": "words", "case": case.id, "turn": turn.id, "room": room.written}
            self._put(connection, case, room, f"words:t{turn.id}", row, turn.conversation)

    def advisor_said(self, connection: Connection, case: Case, said: int, origin: str) -> None:
        for room in self._rooms(connection, case):
            if name_of(room) != origin:
                row = {"what": "words", "case": case.id, "said": said, "room": room.written}
                self._put(connection, case, room, f"words:s{said}", row, case.conversation)

    def undelivered(self, connection: Connection, case: Case, said: int) -> None:
        for room in self._rooms(connection, case):
            row = {"what": "words", "case": case.id, "lost": said, "room": room.written}
            self._put(connection, case, room, f"words:x{said}", row, case.conversation)

    def deleted(self, connection: Connection, conversation: str) -> None:
        """What of ours shows the conversation is taken back; cards are noted under the case alone, and stay to say so."""
        address = self._chats.address(conversation, connection)
        for post in self._chats.posts_of(conversation, connection):
            own = address is not None and (address.tenant, address.place) == (post.tenant, post.place)
            self._rows.put(connection, unpost_row(post, address.service_url if own and address else None))

    def withdrawn(self, connection: Connection, conversation: str, turn: int) -> None:
        """What showed the turn in rooms is taken back, and cards are drawn anew without it."""
        for post in self._chats.posts_of(conversation, connection):
            if post.key.startswith(f"words:t{turn}:"):
                self._rows.put(connection, unpost_row(post))
        if case := self._cases.latest(conversation, connection):
            for room in self._rooms(connection, case):
                row = {"what": "card", "case": case.id, "room": room.written, "anew": True}
                self._put(connection, case, room, f"card:{case.id}:t{turn}", row)

    def once(self, connection: Connection, key: tuple[str, str, str]) -> bool:
        return not self._chats.seen(connection, *key)

    def _rooms(self, connection: Connection, case: Case) -> list[Room]:
        """Where a card of the case stands, or is on its way.

        What waits is looked for first: once it is sent, its post is noted already, so that no room is missed between the two.
        """
        waiting = self._rows.waiting_in(connection, f"alert:{case.id}:", tuple(Platform))
        coming = [Room.read(channel, payload["room"]) for channel, payload in waiting]
        posted = [Room(card.platform, card.tenant, card.place) for card in self._chats.cards(case.id, connection)]
        return list(dict.fromkeys([*posted, *coming]))

    def _put(
        self,
        connection: Connection,
        case: Case,
        room: Room,
        key: str,
        payload: dict[str, object],
        conversation: str | None = None,
    ) -> None:
        row = OutboxRow(
            lane=f"{room.platform}:case:{case.id}",
            channel=room.platform.value,
            key=f"{key}:{digest(name_of(room))}",
            payload=payload,
            conversation=conversation,
        )
        self._rows.put(connection, row)


def name_of(room: Room) -> str:
    """A room among those of all platforms."""
    return f"{room.platform}:{room.written}"
