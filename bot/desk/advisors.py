"""The desk as advisors see it: every move of a case is one transaction, allowed by the case and by who asks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.alerts.model import Kind
from bot.cases import machine
from bot.cases.model import Actor, Asked, Case, Change, IllegalMove, Priority, Reason, Resolution
from bot.cases.moves import Holding
from bot.cases.queues import Viewer
from bot.cases.targets import target
from bot.conversation.messages import SourceNote
from bot.desk.account import Account
from bot.desk.parts import DeskParts, actor_of, now_utc, spoken
from bot.mail import address_in, answer

logger = logging.getLogger(__name__)

LONGEST_REPLY = 8000  # characters

Move = Callable[[Case, Actor, datetime, Holding], Change]
Then = Callable[[Connection, Case, Case], None]
Key = tuple[str, str, str]  # platform, tenant, event


class NoSuchCase(LookupError):
    """There is no case of that number, or none that this advisor may see."""


def viewer_of(account: Account) -> Viewer:
    return Viewer(account.id, frozenset(account.teams), account.sees_all)


class Advisors:
    """What advisors do with cases. Each method gives the case as it is then.

    Raises, each of them: ``NoSuchCase``; ``IllegalMove`` with a sentence for the advisor; ``StoreUnavailable``.
    """

    def __init__(self, parts: DeskParts) -> None:
        self._parts = parts
        self._cases = parts.cases

    def case(self, by: Account, number: int) -> Case:
        """A case that this advisor may see."""
        case = self._cases.get(number)
        if case is None or not viewer_of(by).sees(case.team, case.holder):
            if case is not None:
                logger.warning("account %s asked for case %s of team %s", by.id, number, case.team)
            raise NoSuchCase(number)
        return case

    def open(self, by: Account, number: int) -> Case:
        """Look at a case: a new one becomes open."""
        return self._move(by, number, lambda case, actor, now, _: machine.look(case, actor, now))

    def claim(self, by: Account, number: int) -> Case:
        """Hold it: the student is told who is there, and the assistant falls silent."""
        return self._move(by, number, machine.claim, self._arrives(by))

    def take_over(self, by: Account, number: int) -> Case:
        return self._move(by, number, machine.take_over, self._arrives(by))

    def assign(self, by: Account, number: int, to: Account) -> Case:
        """Give it to an advisor of its team, who is told."""
        if not to.active or not to.sees(self.case(by, number).team):
            raise IllegalMove(
                f"{to.name} doesn't work with this team's cases. Move the case to another team, or choose someone else."
            )

        def told(connection: Connection, before: Case, after: Case) -> None:
            self._arrives(to)(connection, before, after)
            if to.id != by.id:
                self._parts.alert(connection, after, Kind.ASSIGNED, now_utc(), to.username)

        return self._move(by, number, lambda case, actor, now, holding: machine.assign(case, actor, now, to.id, holding), told)

    def release(self, by: Account, number: int) -> Case:
        """Back to the queue; the assistant speaks again and says so."""
        return self._move(by, number, machine.release, self._notice("utter_desk_released"))

    def reply(
        self, by: Account, number: int, text: str, sources: Sequence[SourceNote] = (), key: Key | None = None, origin: str = ""
    ) -> Case:
        """Answer the student: in the chat, and by mail where they left an address.

        ``key`` names what came from a chat room: the same again changes nothing. ``origin`` is the room where it stands already.
        """
        text = text.strip()
        if not text:
            raise IllegalMove("The answer is empty. Write something first.")
        if len(text) > LONGEST_REPLY:
            raise IllegalMove(f"The answer has {len(text):,} characters; {LONGEST_REPLY:,} are the most. Make it shorter.")

        def send(connection: Connection, before: Case, after: Case) -> None:
            reply = spoken(text, after.language, tuple(sources))
            said = self._parts.say(connection, after, reply, by.name, origin)
            if address := address_in(after.contact):
                self._mail(connection, after, address, by, text, sources, said)

        return self._move(by, number, machine.reply, send, key)

    def snooze(self, by: Account, number: int, until: datetime) -> Case:
        return self._move(by, number, lambda case, actor, now, holding: machine.snooze(case, actor, now, until, holding))

    def wake(self, by: Account, number: int) -> Case:
        return self._move(by, number, lambda c, actor, now, holding: machine.wake(c, actor, now, self._due(c, now), holding))

    def resolve(self, by: Account, number: int, resolution: Resolution) -> Case:
        """Done: the student is told, and the assistant goes on where it was."""

        def told(connection: Connection, before: Case, after: Case) -> None:
            self._parts.program_again(connection, after, "utter_desk_resolved" if before.held else "utter_desk_resolved_unheld")

        return self._move(by, number, lambda case, actor, now, h: machine.resolve(case, actor, now, resolution, h), told)

    def reopen(self, by: Account, number: int) -> Case:
        return self._move(by, number, lambda case, actor, now, holding: machine.reopen(case, actor, now, None, holding))

    def prioritize(self, by: Account, number: int, to: Priority) -> Case:
        def told(connection: Connection, before: Case, after: Case) -> None:
            if to is Priority.URGENT:
                self._parts.alert(connection, after, Kind.URGENT, now_utc(), cause=f"priority {after.version}")

        def move(case: Case, actor: Actor, now: datetime, holding: Holding) -> Change:
            return machine.prioritize(
                case, actor, now, to, target(self._parts.team(case.team), to, case.last_student or now), holding
            )

        return self._move(by, number, move, told)

    def move_to_team(self, by: Account, number: int, team: str) -> Case:
        """Another team's queue, held by nobody; that team is told."""
        if team not in self._parts.catalog.teams:
            raise IllegalMove("There is no such team. Choose one from the list.")

        def move(case: Case, actor: Actor, now: datetime, holding: Holding) -> Change:
            return machine.move_to_team(case, actor, now, team, target(self._parts.team(team), case.priority, now), holding)

        def told(connection: Connection, before: Case, after: Case) -> None:
            if before.held:
                self._parts.notice(connection, after, "utter_desk_moved", team=self._parts.team_name(after))
            self._parts.alert(connection, after, Kind.NEW, now_utc(), cause=f"team {team} {after.version}")

        return self._move(by, number, move, told)

    def note(self, by: Account, number: int, text: str) -> None:
        """A note for colleagues, which no student sees."""
        case = self.case(by, number)
        if not text.strip():
            raise IllegalMove("The note is empty. Write something first.")
        with self._parts.database.transaction() as connection:
            self._cases.add_note(connection, number, actor_of(by), now_utc(), text.strip()[:LONGEST_REPLY])
        self._parts.ring(case)

    def teach(self, by: Account, number: int, question: str, text: str, source: str) -> None:
        """Propose an answer to what nobody could answer, for the owner of the knowledge."""
        case = self.case(by, number)
        if not question.strip() or not text.strip() or not source.strip():
            raise IllegalMove("A proposal needs the question, the answer and where the answer comes from.")
        with self._parts.database.transaction() as connection:
            self._cases.add_draft(
                connection,
                case_id=number,
                question=question.strip(),
                answer=text.strip(),
                source=source.strip(),
                topic=case.topic,
                author=by.id,
                at=now_utc(),
            )
        self._parts.ring(case)

    def begin(self, by: Account, team: str, about: str, name: str | None, contact: str | None, language: str = "en") -> Case:
        """A case that an advisor begins, such as for a student who calls; it is theirs from the start."""
        if team not in self._parts.catalog.teams or not by.sees(team):
            raise IllegalMove("Choose one of your teams.")
        if not about.strip():
            raise IllegalMove("Say what it is about.")
        now = now_utc()
        asked = Asked(
            reason=Reason.ADVISOR,
            priority=Priority.NORMAL,
            topic="talk_to_advisor",
            team=team,
            language=language,
            about=about.strip(),
            name=name,
            contact=contact,
            due=target(self._parts.team(team), Priority.NORMAL, now),
        )
        with self._parts.database.transaction() as connection:
            case = self._cases.insert(connection, machine.open_case(None, asked, actor_of(by), now))
            self._parts.rooms.changed(connection, case)
        self._parts.ring(case)
        return case

    def _move(self, by: Account, number: int, move: Move, then: Then | None = None, key: Key | None = None) -> Case:
        now = now_utc()
        before: list[Case] = []

        def make(connection: Connection) -> Change:
            case = self._cases.get(number, connection)
            if case is None or not viewer_of(by).sees(case.team, case.holder):
                raise NoSuchCase(number)
            before[:] = [case]
            return move(case, actor_of(by), now, self._parts.holding(case))

        as_it_is = self.case(by, number)
        with self._parts.database.transaction() as connection:
            if key is not None and not self._parts.rooms.once(connection, key):
                return as_it_is
            after = self._parts.save(connection, make)
            if then is not None:
                then(connection, before[0], after)
        if after != before[0]:
            self._parts.ring(after)
        return after

    def _arrives(self, who: Account) -> Then:
        def told(connection: Connection, before: Case, after: Case) -> None:
            self._parts.notice(connection, after, "utter_desk_claimed", name=who.name, team=self._parts.team_name(after))

        return told

    def _notice(self, response: str) -> Then:
        return lambda connection, before, after: self._parts.program_again(connection, after, response)

    def _due(self, case: Case, now: datetime) -> datetime:
        return target(self._parts.team(case.team), case.priority, now)

    def _mail(
        self,
        connection: Connection,
        case: Case,
        address: str,
        by: Account,
        text: str,
        sources: Sequence[SourceNote],
        said: int | None,
    ) -> None:
        team = self._parts.team(case.team)
        provider = next(iter(self._parts.catalog.providers.values()))
        self._parts.outbox.put(
            connection,
            answer(
                self._parts.wording,
                said=said if said is not None else f"{case.id}.{case.version}",
                case=case.id,
                to=address,
                language=case.language,
                college=provider.name,
                team=self._parts.team_name(case),
                advisor=by.name,
                text=text,
                sources=sources,
                chat=f"{self._parts.site}/" if case.conversation else None,
                reply_to=team.contact.email if team else None,
                conversation=case.conversation,
            ),
        )
