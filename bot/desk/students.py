"""The desk as a conversation sees it: cases are opened and grow with what the student says, and are given back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.alerts.model import Kind
from bot.cases import machine
from bot.cases.brief import write_brief
from bot.cases.model import ASSISTANT, Asked, Case, Change, Handoff, Priority, Reason, State
from bot.cases.priority import higher, priority_of, reason_of
from bot.cases.routing import route
from bot.cases.targets import target
from bot.conversation.messages import Reply
from bot.conversation.people import KnownCase
from bot.desk.parts import DeskParts, now_utc, slots_of
from bot.desk.presence import introduced
from bot.store import StoredTurn
from bot.store.case_rows import Said
from bot.topics import owners


class Students:
    """What students and the assistant do with cases (``bot.conversation.people.People``)."""

    def __init__(self, parts: DeskParts) -> None:
        self._parts = parts
        self._cases = parts.cases

    def case(self, conversation: str) -> KnownCase | None:
        """The newest case of the conversation. What a resolved one has of the student counts while it can be reopened."""
        case = self._cases.latest(conversation)
        if case is None:
            return None
        resolved = case.state is State.RESOLVED
        kept = not resolved or machine.reopens(case, now_utc())
        name, contact = kept and bool(case.name), kept and bool(case.contact)
        return KnownCase(case.held, resolved, case.team, case.reason.value, name, contact)

    def introduced(self, conversation: str, reply: Reply, handoff: dict[str, Any]) -> Reply:
        """The reply to a hand-off, with who gets it, when they are there, and where the answer comes."""
        asked, now = Handoff.from_dict(handoff), now_utc()
        case = self._cases.current(conversation)
        reason = reason_of(asked)
        team = case.team if case else self._route(asked, reason)
        priority = higher(case.priority, priority_of(reason)) if case else priority_of(reason)
        contact = asked.contact or (case.contact if case else None)
        return introduced(self._parts, reply, team, priority, contact, now)

    def after_turn(
        self, connection: Connection, turn: StoredTurn, reply: Reply, handoff: dict[str, Any] | None, tracker: str | None
    ) -> None:
        """Open, append to or reopen a case where a person is needed; else note that the student wrote, where one is open."""
        now = now_utc()
        if handoff is not None:
            self._needed(connection, turn, Handoff.from_dict(handoff), tracker, now)
            return
        case = self._cases.current(turn.conversation, connection)
        if case is None:
            return

        def wrote(connection: Connection) -> Change:
            case = self._cases.current(turn.conversation, connection)
            if case is None:  # resolved this moment: the assistant's answer stands
                return Change(latest, ())
            return machine.student_writes(case, now, self._due(case.team, case.priority, now))

        latest = case
        self._parts.rooms.student_said(connection, self._parts.save(connection, wrote), turn)

    def after_commit(self, conversation: str) -> None:
        """Tell the desk where the conversation has a case."""
        if case := self._cases.latest(conversation):
            self._parts.ring(case)

    def said(self, conversation: str, after: int = 0) -> list[Said]:
        """What advisors and notices have said in a conversation after the row ``after``, oldest first."""
        return self._cases.said(conversation, after)

    def resume_assistant(self, conversation: str) -> bool:
        """The student goes on with the program: the case goes back to its team, and the assistant speaks again."""
        now = now_utc()
        with self._parts.database.transaction() as connection:
            case = self._cases.current(conversation, connection)
            if case is None or not case.held:
                return False
            saved = self._parts.save(connection, lambda c: machine.student_resumes(self._reread(case, c), now))
            self._parts.program_again(connection, saved, "utter_desk_resumed_by_student")
        self._parts.ring(saved)
        return True

    def deleted(self, conversation: str) -> None:
        """Delete the conversation; its cases keep what the student left for a person."""
        with self._parts.database.transaction() as connection:
            stripped = self._cases.strip(connection, conversation, now_utc())
            for case in stripped:
                self._parts.rooms.changed(connection, case)
            self._parts.rooms.deleted(connection, conversation)
            self._parts.conversations.delete_in(connection, conversation)
        self._parts.bell.ring("outbox")
        for case in stripped:
            self._parts.ring(case)

    def _needed(self, connection: Connection, turn: StoredTurn, handoff: Handoff, tracker: str | None, now: datetime) -> None:
        asked = self._asked(turn, handoff, tracker, now)
        before = self._cases.latest(turn.conversation, connection)

        def change(connection: Connection) -> Change:
            last = self._cases.latest(turn.conversation, connection)
            if last is not None and last.state is not State.RESOLVED:
                return machine.append(last, asked, ASSISTANT, now)
            if last is not None and machine.reopens(last, now):
                return machine.reopen(last, ASSISTANT, now, asked)
            return machine.open_case(turn.conversation, asked, ASSISTANT, now)

        case = self._parts.save(connection, change)
        if before is None or before.id != case.id:
            self._parts.alert(connection, case, Kind.NEW, now)
            return
        self._parts.rooms.student_said(connection, case, turn)
        if before.state is State.RESOLVED:
            self._parts.alert(connection, case, Kind.REOPENED, now)
        elif case.priority is Priority.URGENT and (before.priority is not Priority.URGENT or asked.reason is Reason.CRISIS):
            self._parts.alert(connection, case, Kind.URGENT, now, cause=str(turn.id))

    def _asked(self, turn: StoredTurn, handoff: Handoff, tracker: str | None, now: datetime) -> Asked:
        """The hand-off with priority, team and target decided, and its brief."""
        reason = reason_of(handoff)
        priority = priority_of(reason)
        team = self._route(handoff, reason)
        turns = self._parts.conversations.turns(turn.conversation)
        brief = write_brief(slots_of(tracker), turns, self._parts.catalog, handoff.about)
        return Asked(
            reason=reason,
            priority=priority,
            topic=handoff.topic,
            team=team,
            language=handoff.language,
            about=handoff.about,
            name=handoff.name,
            contact=handoff.contact,
            brief=brief,
            due=self._due(team, priority, now),
        )

    def _route(self, handoff: Handoff, reason: Reason) -> str:
        return route(handoff, reason, self._parts.catalog.teams, owners())

    def _due(self, team: str, priority: Priority, now: datetime) -> datetime:
        return target(self._parts.team(team), priority, now)

    def _reread(self, case: Case, connection: Connection) -> Case:
        return self._cases.get(case.id, connection) or case
