"""What moves make of a case: held, free, waited for, grown. Used by :mod:`bot.cases.machine` alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.cases.model import Actor, Asked, Case, CaseEvent, Change, Reason, State
from bot.cases.priority import graver, higher


def change(kind: str, before: Case, after: Case, actor: Actor, now: datetime, /, **detail: Any) -> Change:
    """The case after a move, with the move's one line in the audit trail; details that are None are left out."""
    told = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in detail.items() if v is not None}
    return Change(after, (CaseEvent(at=now, actor=actor, kind=kind, before=before.state, after=after.state, detail=told),))


def held_by(case: Case, holder: int | None, now: datetime) -> Case:
    """Held from now; what is owed stays owed."""
    return replace(case, state=State.CLAIMED, holder=holder, claimed=now)


def free(case: Case) -> Case:
    """Held by nobody; a new one that nobody has held stays new."""
    state = case.state if case.state is State.NEW else State.OPEN
    return replace(case, state=state, holder=None, claimed=None, snoozed_until=None)


def student_waits(case: Case, now: datetime, due: datetime) -> Case:
    """The student's words put a held case on its holder's desk; a target they waited for already stays."""
    waited = case.due if case.state is not State.SNOOZED else None
    state = State.CLAIMED if case.held else case.state
    return replace(case, state=state, last_student=now, due=min(waited or due, due), snoozed_until=None)


def grown(case: Case, asked: Asked) -> Case:
    """With what was asked in addition. A cry for help goes to its own team, whoever had the case."""
    crisis = asked.reason is Reason.CRISIS
    about = case.about if asked.about in case.about else "\n\n".join(filter(None, (case.about, asked.about)))
    return replace(
        case,
        priority=higher(case.priority, asked.priority),
        reason=graver(case.reason, asked.reason),
        team=asked.team if crisis else case.team,
        topic=asked.topic or case.topic,
        language=asked.language,
        about=about,
        name=asked.name or case.name,
        contact=asked.contact or case.contact,
        brief=asked.brief or case.brief,
    )
