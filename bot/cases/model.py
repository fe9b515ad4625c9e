"""A case and its words: states, priorities, reasons, who did what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """``new -> open -> claimed -> waiting_on_student | snoozed -> resolved``."""

    NEW = "new"  # nobody has looked
    OPEN = "open"  # seen, given back or reopened; nobody holds it
    CLAIMED = "claimed"  # an advisor holds it and owes an answer
    WAITING_ON_STUDENT = "waiting_on_student"  # the advisor has answered
    SNOOZED = "snoozed"  # held, and put off until a moment or the student's next words
    RESOLVED = "resolved"


HELD = frozenset({State.CLAIMED, State.WAITING_ON_STUDENT, State.SNOOZED})


class Priority(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"


class Reason(StrEnum):
    """Why a person is needed."""

    CRISIS = "crisis"
    SAFETY_TONIGHT = "safety_tonight"  # nowhere safe to be, or nowhere to sleep, tonight
    DEADLINE_SOON = "deadline_soon"  # a date within three days
    MISUNDERSTOOD = "misunderstood"  # three times in a row
    REQUESTED = "requested"
    UNANSWERED = "unanswered"  # the assistant does not know and the student wants it passed on
    ADVISOR = "advisor"  # an advisor began it


class Resolution(StrEnum):
    """Why a case is done, as the advisor who resolves it says."""

    ANSWERED = "answered"
    MET = "met"  # they talked in person, by phone or video
    REFERRED = "referred"  # to another office or organization
    NO_REPLY = "no_reply"  # the student did not come back
    NOT_NEEDED = "not_needed"
    MERGED = "merged"  # another case of the same student goes on


class ActorKind(StrEnum):
    STUDENT = "student"
    ASSISTANT = "assistant"
    ADVISOR = "advisor"
    SYSTEM = "system"  # the clock: a snooze that ended, a target that passed


@dataclass(frozen=True)
class Actor:
    """Who did something; ``id`` and ``name`` of an advisor's account, ``lead`` where its role is lead or admin."""

    kind: ActorKind
    id: int | None = None
    name: str = ""
    lead: bool = False


STUDENT = Actor(ActorKind.STUDENT)
ASSISTANT = Actor(ActorKind.ASSISTANT)
SYSTEM = Actor(ActorKind.SYSTEM)


@dataclass(frozen=True, kw_only=True)
class Handoff:
    """What an action or the guard asks a person for, before priority and team are decided.

    ``deadline_days`` are whole days to a date the student fears to miss; ``tonight`` that they need a safe place or a bed
    tonight; ``military`` that they told of military training; ``team`` a wish of the caller that routing may follow.
    """

    reason: Reason
    topic: str = ""
    team: str | None = None
    language: str = "en"
    about: str = ""
    name: str | None = None
    contact: str | None = None
    needs: tuple[str, ...] = ()
    tonight: bool = False
    deadline_days: int | None = None
    military: bool = False

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Handoff:
        """From a reply's custom "handoff"; keys it does not know are left out.

        Raises:
            ValueError: when the reason is missing or not one of :class:`Reason`.
        """
        known = {f.name: value[f.name] for f in fields(cls) if value.get(f.name) is not None}
        return cls(**{**known, "reason": Reason(value.get("reason", "")), "needs": tuple(value.get("needs") or ())})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A hand-off with priority, team and target decided and its brief written: what opens a case, or adds to one."""

    reason: Reason
    priority: Priority
    topic: str
    team: str
    language: str = "en"
    about: str = ""
    name: str | None = None
    contact: str | None = None
    brief: dict[str, Any] = field(default_factory=dict)
    due: datetime


@dataclass(frozen=True, kw_only=True)
class Case:
    """What a student needs a person for. All moments are in UTC.

    ``conversation`` is None once the student has deleted it, or where there never was one. ``holder`` is the account of the
    advisor who holds it and ``claimed`` since when, both None where nobody does. ``due`` is by when the next answer is meant
    to come, None where the student waits for none.
    ``brief`` is what ``bot.cases.brief`` writes. ``version`` grows with each change, so that the second of two loses clearly.
    """

    id: int = 0
    conversation: str | None
    state: State = State.NEW
    priority: Priority
    reason: Reason
    topic: str
    team: str
    language: str = "en"
    opened: datetime
    holder: int | None = None
    claimed: datetime | None = None
    first_answered: datetime | None = None
    last_answered: datetime | None = None
    last_student: datetime | None = None
    due: datetime | None = None
    snoozed_until: datetime | None = None
    resolved: datetime | None = None
    resolution: str | None = None
    about: str = ""
    name: str | None = None
    contact: str | None = None
    brief: dict[str, Any] = field(default_factory=dict)
    version: int = 1

    @property
    def held(self) -> bool:
        """An advisor holds it: the assistant is silent except for the crisis guard."""
        return self.state in HELD

    @property
    def reachable(self) -> bool:
        """A written answer can reach the student: in the chat, or at an e-mail address they left."""
        return self.conversation is not None or "@" in (self.contact or "")


@dataclass(frozen=True, kw_only=True)
class CaseEvent:
    """One line of the audit trail. ``kind`` is the move's name; ``detail`` what changed, never what was said."""

    at: datetime
    actor: Actor
    kind: str
    before: State | None
    after: State
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """A case after a move, and the lines it adds to the audit trail."""

    case: Case
    events: tuple[CaseEvent, ...]


class IllegalMove(ValueError):
    """A move that the state does not allow; the message says what the case is, and what may be done."""


class Stale(RuntimeError):
    """Someone changed the case since it was read. Read it anew and decide again."""
