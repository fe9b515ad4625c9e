"""A conversation as the page and the API show it: turns, what people said in between, and who is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.desk.desk import Desk
from bot.desk.presence import Presence, presence
from bot.store import ConversationStore, StoredTurn
from bot.store.cases import Said


@dataclass(frozen=True)
class Shown:
    """A student's message with its answer, and what people said after it and before the next one."""

    turn: StoredTurn
    after: tuple[dict[str, Any], ...]


class Story:
    """Reads conversations for this channel."""

    def __init__(self, store: ConversationStore, desk: Desk) -> None:
        self._store = store
        self._desk = desk

    def turns(self, conversation: str) -> list[dict[str, Any]]:
        return [
            {"event_id": t.event_id, "text": t.text, "received": t.received, "reply": t.reply.as_dict() if t.reply else None}
            for t in self._store.turns(conversation)
        ]

    def said(self, conversation: str, after: int = 0) -> list[dict[str, Any]]:
        """What advisors and notices said after the one of that id, oldest first."""
        rows = self._desk.parts.cases.said(conversation, after)
        teams = {key: self._team(key) for key in {row.case for row in rows if row.case is not None}}
        return [_told(row, teams.get(row.case or 0)) for row in rows]

    def desk(self, conversation: str) -> Presence:
        return presence(self._desk.parts, conversation)

    def shown(self, conversation: str) -> list[Shown]:
        """In order of time; what was said before the first message stands after it."""
        turns = self._store.turns(conversation)
        return [Shown(turn, after) for turn, after in zip(turns, _between(turns, self.said(conversation)), strict=True)]

    def _team(self, case_id: int) -> str | None:
        case = self._desk.parts.cases.get(case_id)
        return self._desk.parts.team_name(case) if case else None


def _told(row: Said, team: str | None) -> dict[str, Any]:
    reply = row.reply.as_dict()
    told = {key: reply[key] for key in ("messages", "choices", "sources")}
    return {
        "id": row.id,
        "at": row.at,
        "kind": row.kind,
        "name": row.name or None,
        "team": team,
        "language": row.language,
        **told,
    }


def _between(turns: Sequence[StoredTurn], said: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], ...]]:
    found: list[list[dict[str, Any]]] = [[] for _ in turns]
    for one in said:
        before = sum(turn.received <= one["at"] for turn in turns)
        found[max(before - 1, 0)].append(one)
    return [tuple(group) for group in found]
