"""What the desk is made of, and what its sides share: the moves of a case in one transaction, and who is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from bot.alerts.alerts import Alerts
from bot.alerts.model import Kind
from bot.cases.model import SYSTEM, Actor, ActorKind, Case, CaseEvent, Change, Priority, Stale
from bot.cases.moves import Holding
from bot.conversation.messages import Choice, Outcome, Reply, SourceNote
from bot.delivery.bell import Bell
from bot.delivery.senders import OutboxRow
from bot.desk.account import Account
from bot.desk.rooms import NoRooms, Rooms
from bot.store import ConversationStore, Database, StoreUnavailable
from bot.store.accounts import AccountStore
from bot.store.cases import CaseStore
from bot.store.outbox import OutboxStore
from knowledge.catalog import Catalog
from knowledge.model import Team
from knowledge.wording import Wording

TRIES = 5  # when others change the same case at the same moment

Make = Callable[[Connection], Change]


@dataclass(frozen=True)
class DeskParts:
    """The stores and helpers of the desk; ``pushes`` makes the outbox row of what is said in a conversation of a channel that is
    sent to, None where students come for it themselves, as on the page. ``rooms`` keeps the chat rooms of advisors in step."""

    database: Database
    conversations: ConversationStore
    cases: CaseStore
    accounts: AccountStore
    outbox: OutboxStore
    bell: Bell
    wording: Wording
    catalog: Catalog
    alerts: Alerts
    site: str
    pushes: Callable[[str, str, int], OutboxRow | None]
    rooms: Rooms = field(default_factory=NoRooms)

    def team(self, name: str) -> Team | None:
        """A team of the content pack; None where the pack has lost it since."""
        return self.catalog.teams.get(name)

    def team_name(self, case: Case) -> str:
        """The name of a case's team in the student's language."""
        team = self.team(case.team)
        if team is None:
            return case.team
        return team.name_es if case.language == "es" else team.name

    def holding(self, case: Case) -> Holding:
        """Who holds a case, for the sentence of a refusal."""
        account = self.accounts.get(case.holder) if case.holder is not None else None
        team = self.team(case.team)
        return Holding(account.name if account else "", team.zone if team else UTC)

    def save(self, connection: Connection, make: Make) -> Case:
        """Keep a change, made anew from what is stored where someone else was faster.

        ``make`` reads what it needs through the connection and gives the change.

        Raises:
            IllegalMove: as ``make`` raises it.
            StoreUnavailable: when others were faster every time.
        """
        for _ in range(TRIES):
            change = make(connection)
            try:
                with connection.begin_nested():
                    case = self.cases.save(connection, change) if change.case.id else self.cases.insert(connection, change)
            except (Stale, IntegrityError):
                continue
            if change.events:
                self.rooms.changed(connection, case)
            return case
        raise StoreUnavailable("a case is changed by others all the time; try again")

    def say(self, connection: Connection, case: Case, reply: Reply, name: str = "", origin: str = "") -> int | None:
        """Say something to the student of a case: an advisor under their ``name``, or a notice. None where there is no chat.

        ``origin`` is the chat room where the advisor wrote it.
        """
        if case.conversation is None:
            return None
        kind = "advisor" if name else "notice"
        said = self.cases.say(connection, case.conversation, case.id, kind, name, reply.language, reply)
        if row := self.pushes(case.conversation, kind, said):
            self.outbox.put(connection, row)
        if name:
            self.rooms.advisor_said(connection, case, said, origin)
        return said

    def notice(self, connection: Connection, case: Case, response: str, **values: object) -> None:
        """Say a response of the domain to the student."""
        text = self.wording.say(response, case.language, **values)
        self.say(connection, case, spoken(text, case.language))

    def program_again(self, connection: Connection, case: Case, response: str) -> None:
        """Say that the assistant speaks again, and go on where it was: the question that was open, the plan in hand."""
        if case.conversation is None:
            return
        slots = slots_of(self.conversations.tracker(case.conversation))
        texts = [self.wording.say(response, case.language)]
        question = f"utter_ask_{(slots.get('asked') or {}).get('question')}"
        if self.wording.knows(question):
            texts += [self.wording.say(name, case.language) for name in ("utter_back_to_question", question)]
        plan = Choice(self.wording.say("utter_choice_show_plan", case.language), "/show_plan")
        reply = spoken("\n\n".join(texts), case.language)
        self.say(connection, case, replace(reply, choices=(plan,) if slots.get("goals") else ()))

    def alert(self, connection: Connection, case: Case, kind: Kind, now: datetime, *people: str, cause: str = "") -> None:
        """Put the alerts of a case into the outbox. What reaches nobody though it is urgent stands in the audit trail."""
        rows = self.alerts.for_case(case, kind, now, people=people, cause=cause)
        for row in rows:
            self.outbox.put(connection, row)
        if case.priority is Priority.URGENT and len(rows) < 2 and kind in (Kind.NEW, Kind.URGENT):
            self.cases.note_event(connection, case.id, told_to_few(case, now, len(rows)))

    def undelivered(self, number: int, said: int, where: str) -> None:
        """An advisor's answer can't reach the student ``where`` they wrote from: the desk and its rooms are told."""
        with self.database.transaction() as connection:
            case = self.cases.get(number, connection)
            if case is None:
                return
            detail = {"where": where.title()}
            lost = CaseEvent(at=now_utc(), actor=SYSTEM, kind="undelivered", before=case.state, after=case.state, detail=detail)
            self.cases.note_event(connection, case.id, lost)
            self.rooms.undelivered(connection, case, said)
        self.ring(case)

    def ring(self, case: Case) -> None:
        """After the transaction: wake the pages and the outbox."""
        self.bell.ring("desk", f"case:{case.id}", "outbox", *([f"conversation:{case.conversation}"] if case.conversation else []))


def told_to_few(case: Case, now: datetime, ways: int) -> CaseEvent:
    """The line that says an urgent alert had fewer than two ways to go."""
    return CaseEvent(at=now, actor=SYSTEM, kind="alerted_few", before=case.state, after=case.state, detail={"ways": ways})


def spoken(text: str, language: str, sources: tuple[SourceNote, ...] = ()) -> Reply:
    """What a person or a notice says, in the shape of every reply."""
    return Reply((text,), "desk", Outcome.HANDED_OFF_HELD, sources=sources, language=language)


def actor_of(account: Account) -> Actor:
    return Actor(ActorKind.ADVISOR, account.id, account.name, lead=account.sees_all)


def with_events(change: Change, *events: CaseEvent) -> Change:
    return replace(change, events=(*change.events, *events))


def now_utc() -> datetime:
    return datetime.now(UTC)


def slots_of(tracker: str | None) -> dict[str, Any]:
    """What the dialogue remembers, from its stored events (Rasa's, as JSON)."""
    slots: dict[str, Any] = {}
    for event in json.loads(tracker or "[]"):
        if event.get("event") in ("restart", "reset_slots"):
            slots.clear()
        elif event.get("event") == "slot":
            slots[event["name"]] = event.get("value")
    return slots
