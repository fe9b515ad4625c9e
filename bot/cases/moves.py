"""Which moves a case allows, and whom: the one table, and the sentence an advisor reads where a move is not allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import Enum

from bot.cases.model import HELD, Actor, ActorKind, Case, IllegalMove, State


class Whose(Enum):
    """Which advisors may make a move."""

    ANYONE = "anyone"  # of the team
    HOLDER = "holder"
    HOLDER_OR_LEAD = "holder_or_lead"
    FREE_OR_MINE = "free_or_mine"  # anyone where nobody holds it, else the holder or a lead
    LEAD = "lead"


@dataclass(frozen=True)
class Rule:
    """States a move may start in, who makes it, which advisors may, and how it is called in a sentence."""

    states: frozenset[State]
    actors: frozenset[ActorKind]
    words: str
    advisors: Whose = Whose.ANYONE


_OPEN = frozenset({State.NEW, State.OPEN})
_UNRESOLVED = _OPEN | HELD
_ALL = frozenset(State)
_STUDENT, _ASSISTANT, _ADVISOR, _SYSTEM = (frozenset({kind}) for kind in ActorKind)

MOVES: dict[str, Rule] = {
    "look": Rule(_ALL, _ADVISOR, "be looked at"),
    "append": Rule(_UNRESOLVED, _STUDENT | _ASSISTANT, "be added to"),
    "claim": Rule(_OPEN, _ADVISOR, "be claimed"),
    "take_over": Rule(HELD, _ADVISOR, "be taken over", Whose.LEAD),
    "assign": Rule(_UNRESOLVED, _ADVISOR, "be assigned to someone else", Whose.LEAD),
    "release": Rule(HELD, _ADVISOR | _SYSTEM, "be given back", Whose.HOLDER_OR_LEAD),
    "reply": Rule(HELD, _ADVISOR, "be answered", Whose.HOLDER),
    "student_wrote": Rule(_UNRESOLVED, _STUDENT, "take the student's words"),
    "snooze": Rule(HELD, _ADVISOR, "be snoozed", Whose.HOLDER_OR_LEAD),
    "wake": Rule(frozenset({State.SNOOZED}), _ADVISOR | _SYSTEM, "be woken", Whose.HOLDER_OR_LEAD),
    "resolve": Rule(_UNRESOLVED, _ADVISOR, "be resolved", Whose.HOLDER_OR_LEAD),
    "reopen": Rule(frozenset({State.RESOLVED}), _STUDENT | _ASSISTANT | _ADVISOR, "be reopened"),
    "prioritize": Rule(_UNRESOLVED, _ADVISOR, "get another priority"),
    "move_to_team": Rule(_UNRESOLVED, _ADVISOR, "be moved to another team", Whose.FREE_OR_MINE),
    "student_resumed": Rule(HELD, _STUDENT, "go back to the program"),
    "student_deleted": Rule(_ALL, _STUDENT, "lose its conversation"),
    "overdue": Rule(_UNRESOLVED - {State.SNOOZED}, _SYSTEM, "be marked overdue"),
    "forgotten": Rule(frozenset({State.RESOLVED}), _SYSTEM, "lose its personal content"),
}

_IS = {
    State.NEW: "is new and nobody holds it",
    State.OPEN: "is open and nobody holds it",
    State.CLAIMED: "is claimed",
    State.WAITING_ON_STUDENT: "waits on the student",
    State.SNOOZED: "is snoozed",
    State.RESOLVED: "is resolved",
}


@dataclass(frozen=True)
class Holding:
    """What a refusal needs to name who holds a case: the name, and the time zone that moments are told in."""

    name: str = ""
    zone: tzinfo = UTC


def check(move: str, case: Case, actor: Actor, now: datetime, holding: Holding) -> None:
    """Let the move pass.

    Raises:
        IllegalMove: with a sentence that says what the case is and what may be done.
    """
    rule = MOVES[move]
    if actor.kind not in rule.actors:
        raise IllegalMove(f"This case can't {rule.words} by the {actor.kind.value}.")
    if case.state not in rule.states:
        raise IllegalMove(f"{told(case, actor, now, holding)} It can't {rule.words}. {advice(case, actor)}")
    if actor.kind is ActorKind.ADVISOR and not _may(rule.advisors, case, actor):
        if rule.advisors is Whose.LEAD:
            raise IllegalMove(f"{told(case, actor, now, holding)} Only a lead can do this: ask one.")
        raise IllegalMove(f"{told(case, actor, now, holding)} {advice(case, actor)}")


def _may(whose: Whose, case: Case, actor: Actor) -> bool:
    mine = case.held and case.holder == actor.id
    match whose:
        case Whose.ANYONE:
            return True
        case Whose.HOLDER:
            return mine
        case Whose.HOLDER_OR_LEAD:
            return mine or actor.lead
        case Whose.FREE_OR_MINE:
            return mine or actor.lead or not case.held
        case Whose.LEAD:
            return actor.lead


def told(case: Case, actor: Actor, now: datetime, holding: Holding) -> str:
    """What the case is, in a sentence: "Ana Ruiz holds this since 2:10 pm." """
    if not case.held:
        return f"This case {_IS[case.state]}."
    if case.holder == actor.id:
        return f"This case {_IS[case.state]}, and you hold it."
    return f"{holding.name or 'Another advisor'} holds this{_since(case.claimed, now, holding.zone)}."


def advice(case: Case, actor: Actor) -> str:
    """What this advisor may do with it."""
    if case.state is State.RESOLVED:
        return "Reopen it first."
    if not case.held:
        return "Claim it first."
    if case.holder == actor.id:
        return "Answer it, snooze it, give it back or resolve it."
    return "Take it over, if you must." if actor.lead else "Write a note for them, or ask a lead to take it over."


def _since(moment: datetime | None, now: datetime, zone: tzinfo) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    clock = f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"
    day = "" if local.date() == now.astimezone(zone).date() else f" on {local:%b} {local.day}"
    return f" since {clock}{day}"
