"""Play one scene of the demo: the student talks to the real application, people do what they do at the desk."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.cases.model import Case, Priority, Resolution, State
from bot.cases.targets import target
from bot.conversation.messages import Message
from bot.desk.account import Account
from bot.desk.demo.ageing import pass_time
from bot.desk.demo.script import Scene
from bot.desk.invented import MARK
from bot.desk.parts import now_utc, slots_of
from bot.store.case_rows import utc
from bot.store.tables import cases
from bot.wiring import Parts

BETWEEN = timedelta(minutes=6)  # from one step of people to the next
TYPING = timedelta(minutes=1)  # from one message of the student to the next
QUESTIONS = 6  # the assistant asks no more before it passes a question on


class Scenery:
    """One scene. ``people`` are the invented accounts by their short names; ``lead`` sets team and priority."""

    def __init__(self, parts: Parts, scene: Scene, people: Mapping[str, Account], lead: Account) -> None:
        self.parts = parts
        self.desk = parts.desk
        self.scene = scene
        self.people = people
        self.lead = lead
        self.holder = lead
        self.conversation: str | None = None
        self.number = 0

    async def play(self) -> Case:
        """The case as it is in the end.

        Raises:
            RuntimeError: when the conversation led to no case.
        """
        if self.scene.begun_by:
            self._begin()
        else:
            await self._talk()
        self._set_right()
        for step in self.scene.then:
            await self._step(*next(iter(step.items())))
        self._passes(timedelta(hours=self.scene.hours_ago))
        self._owe()
        return self._case()

    def _begin(self) -> None:
        scene, by = self.scene, self.people[str(self.scene.begun_by)]
        self.number = self.desk.advisors.begin(by, str(scene.team), scene.about, scene.name, scene.contact).id

    async def _talk(self) -> None:
        self.conversation = MARK + uuid.uuid4().hex
        self.desk.parts.conversations.open(self.conversation, "web")
        for text in self.scene.says:
            await self._write(text)
        if self.scene.asks:
            await self._write(self.scene.asks)
            for _ in range(QUESTIONS):
                if (question := self._asked()) is None:
                    break
                await self._write(self._answer(question))
        case = self.desk.parts.cases.current(self.conversation)
        if case is None:
            raise RuntimeError(f"the scene {self.scene.student!r} of the demo led to no case")
        self.number = case.id

    def _asked(self) -> str | None:
        """What the assistant asks on the way to a person; None where it asks nothing more."""
        asked = slots_of(self.desk.parts.conversations.tracker(str(self.conversation))).get("asked") or {}
        return asked.get("question") if asked.get("by") == "action_talk_to_advisor" else None

    def _answer(self, question: str) -> str:
        told = {"reason": self.scene.reason, "more": self.scene.reason, "name": self.scene.name, "contact": self.scene.contact}
        return told.get(question) or "skip"

    async def _write(self, text: str) -> None:
        self._passes(TYPING)
        await self.parts.service.receive(Message(str(self.conversation), uuid.uuid4().hex, "web", text))

    def _set_right(self) -> None:
        case, wanted = self._case(), self.scene
        if wanted.team and case.team != wanted.team:
            self.desk.advisors.move_to_team(self.lead, self.number, wanted.team)
        if wanted.priority and case.priority.value != wanted.priority:
            self.desk.advisors.prioritize(self.lead, self.number, Priority(wanted.priority))

    async def _step(self, kind: str, value: Any) -> None:
        advisors, number = self.desk.advisors, self.number
        self._passes(timedelta(minutes=value) if kind == "wait" else BETWEEN)
        match kind:
            case "claim":
                self.holder = self.people[value]
                advisors.claim(self.holder, number)
            case "reply":
                advisors.reply(self.holder, number, value)
            case "note":
                advisors.note(self.holder, number, value)
            case "snooze":
                advisors.snooze(self.holder, number, now_utc() + timedelta(hours=value))
            case "resolve":
                advisors.resolve(self.holder, number, Resolution(value))
            case "teach":
                advisors.teach(self.holder, number, value["question"], value["answer"], value["source"])
            case "student":
                await self._write(value)

    def _passes(self, time: timedelta) -> None:
        with self.parts.database.transaction() as connection:
            pass_time(connection, time, self.conversation, self.number or None)

    def _owe(self) -> None:
        """By when an answer is meant to come, counted from when the student began to wait."""
        case = self._case()
        if case.due is None or case.state is State.SNOOZED or case.last_student is None:
            return
        due = target(self.desk.parts.catalog.teams.get(case.team), case.priority, case.last_student)
        with self.parts.database.transaction() as connection:
            connection.execute(cases.update().where(cases.c.id == case.id).values(due=utc(due)))

    def _case(self) -> Case:
        case = self.desk.parts.cases.get(self.number)
        assert case is not None
        return replace(case)
