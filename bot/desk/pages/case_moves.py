"""What the forms of a case ask the desk to do, and which of it a case allows whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from starlette.datastructures import FormData

from bot.cases.model import Case, IllegalMove, Priority, Resolution
from bot.cases.moves import MOVES, Holding, check
from bot.conversation.messages import SourceNote
from bot.desk.account import Account
from bot.desk.desk import Desk
from bot.desk.pages import case_times
from bot.desk.parts import actor_of, now_utc

SENDS_THE_SAME_WITHIN = 120  # seconds in which the same words again are the same answer, sent twice

One = TypeVar("One", bound=StrEnum)


@dataclass(frozen=True)
class Sent:
    """A form of a case page: who sent it, for which case, what it holds, and the sources that the answer cites."""

    desk: Desk
    by: Account
    case: Case
    form: FormData
    sources: Sequence[SourceNote]

    def text(self, name: str) -> str:
        value = self.form.get(name, "")
        return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""

    def one_of(self, choices: type[One], name: str) -> One:
        try:
            return choices(self.text(name))
        except ValueError:
            raise IllegalMove("That is not among the choices. Choose one of the list.") from None


def allowed(case: Case, by: Account, now: datetime) -> frozenset[str]:
    """The moves that this case allows this advisor now, by the names of ``bot.cases.moves.MOVES``."""
    actor = actor_of(by)
    found = set()
    for move in MOVES:
        try:
            check(move, case, actor, now, Holding())
        except IllegalMove:
            continue
        found.add(move)
    if case.held and case.holder == by.id:
        found.discard("take_over")
    if not case.reachable:
        found.discard("reply")
    return frozenset(found)


def may_hold(case: Case, accounts: Sequence[Account]) -> list[Account]:
    """Those whom a lead may give the case to."""
    return [a for a in accounts if a.active and a.sees(case.team) and a.id != case.holder]


def _assign(sent: Sent) -> None:
    wanted = sent.text("to")
    to = sent.desk.parts.accounts.get(int(wanted)) if wanted.isdecimal() and len(wanted) < 10 else None
    if to is None:
        raise IllegalMove("Choose who should hold the case.")
    sent.desk.advisors.assign(sent.by, sent.case.id, to)


def _reply(sent: Sent) -> None:
    if not said_just_now(sent.desk, sent.by, sent.case, sent.text("text")):
        sent.desk.advisors.reply(sent.by, sent.case.id, sent.text("text"), sent.sources)


def said_just_now(desk: Desk, by: Account, case: Case, text: str) -> bool:
    """Whether the same advisor said just this a moment ago and nothing was said since: a form that was sent twice."""
    if case.conversation is None:
        return False
    last = desk.parts.cases.said(case.conversation)[-1:]
    return any(
        one.name == by.name
        and one.reply.messages == (text,)
        and (now_utc() - one.at).total_seconds() < SENDS_THE_SAME_WITHIN
        and (case.last_student is None or case.last_student < one.at)
        for one in last
    )


def _snooze(sent: Sent) -> None:
    zone = case_times.zone_of(sent.desk.parts.team(sent.case.team))
    until = case_times.chosen(sent.text("until"), sent.text("at"), now_utc(), zone)
    sent.desk.advisors.snooze(sent.by, sent.case.id, until)


def _teach(sent: Sent) -> None:
    sent.desk.advisors.teach(sent.by, sent.case.id, sent.text("question"), sent.text("answer"), sent.text("taught_by"))


DO: dict[str, Callable[[Sent], object]] = {
    "claim": lambda s: s.desk.advisors.claim(s.by, s.case.id),
    "take_over": lambda s: s.desk.advisors.take_over(s.by, s.case.id),
    "assign": _assign,
    "release": lambda s: s.desk.advisors.release(s.by, s.case.id),
    "reply": _reply,
    "snooze": _snooze,
    "wake": lambda s: s.desk.advisors.wake(s.by, s.case.id),
    "resolve": lambda s: s.desk.advisors.resolve(s.by, s.case.id, s.one_of(Resolution, "resolution")),
    "reopen": lambda s: s.desk.advisors.reopen(s.by, s.case.id),
    "prioritize": lambda s: s.desk.advisors.prioritize(s.by, s.case.id, s.one_of(Priority, "priority")),
    "move_to_team": lambda s: s.desk.advisors.move_to_team(s.by, s.case.id, s.text("team")),
    "note": lambda s: s.desk.advisors.note(s.by, s.case.id, s.text("note")),
    "teach": _teach,
}
