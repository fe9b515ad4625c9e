"""The moves of a case, as pure functions: a case and what happened in, the case after it and its audit lines out.

Who may make which move stands in :mod:`bot.cases.moves`. Moments are in UTC. ``due``, where a move takes it, is the moment the
next answer is meant to come by (:mod:`bot.cases.targets`). Every move raises :class:`~bot.cases.model.IllegalMove` where it is
not allowed; audit details never hold what was said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.cases.after import change, free, grown, held_by, student_waits
from bot.cases.losing import stripped, without_content
from bot.cases.model import (
    STUDENT,
    SYSTEM,
    Actor,
    ActorKind,
    Asked,
    Case,
    CaseEvent,
    Change,
    IllegalMove,
    Priority,
    Resolution,
    State,
)
from bot.cases.moves import Holding, check

REOPENS_WITHIN = timedelta(days=14)
LONGEST_SNOOZE = timedelta(days=90)
NOBODY = Holding()


def open_case(conversation: str | None, asked: Asked, actor: Actor, now: datetime) -> Change:
    """A new case. One that an advisor begins is theirs from the start, and nobody waits for an answer yet."""
    case = Case(
        conversation=conversation,
        priority=asked.priority,
        reason=asked.reason,
        topic=asked.topic,
        team=asked.team,
        language=asked.language,
        opened=now,
        last_student=None if actor.kind is ActorKind.ADVISOR else now,
        due=asked.due,
        about=asked.about,
        name=asked.name,
        contact=asked.contact,
        brief=asked.brief,
    )
    if actor.kind is ActorKind.ADVISOR:
        case = replace(case, state=State.CLAIMED, holder=actor.id, claimed=now, due=None)
    detail = {"reason": asked.reason.value, "priority": asked.priority.value, "team": asked.team}
    return Change(case, (CaseEvent(at=now, actor=actor, kind="open", before=None, after=case.state, detail=detail),))


def append(case: Case, asked: Asked, actor: Actor, now: datetime) -> Change:
    """The student needs a person again while their case is open: it grows and rises, and never falls."""
    check("append", case, actor, now, NOBODY)
    after = student_waits(grown(case, asked), now, asked.due)
    changed = {f: getattr(after, f) for f in ("priority", "reason", "team") if getattr(after, f) != getattr(case, f)}
    return change("append", case, after, actor, now, **changed)


def look(case: Case, actor: Actor, now: datetime) -> Change:
    """An advisor opens it. Only the first look at a new one changes anything; else there are no events."""
    check("look", case, actor, now, NOBODY)
    if case.state is not State.NEW:
        return Change(case, ())
    return change("look", case, replace(case, state=State.OPEN), actor, now)


def claim(case: Case, actor: Actor, now: datetime, holding: Holding = NOBODY) -> Change:
    check("claim", case, actor, now, holding)
    return change("claim", case, held_by(case, actor.id, now), actor, now)


def take_over(case: Case, actor: Actor, now: datetime, holding: Holding = NOBODY) -> Change:
    """A lead takes what another holds."""
    check("take_over", case, actor, now, holding)
    if case.holder == actor.id:
        raise IllegalMove("You hold this case already.")
    return change("take_over", case, replace(case, holder=actor.id, claimed=now), actor, now, taken_from=case.holder)


def assign(case: Case, actor: Actor, now: datetime, to: int, holding: Holding = NOBODY) -> Change:
    """A lead gives it to an advisor, whoever holds it now."""
    check("assign", case, actor, now, holding)
    if case.held and case.holder == to:
        raise IllegalMove("They hold this case already.")
    after = replace(case, holder=to, claimed=now) if case.held else held_by(case, to, now)
    return change("assign", case, after, actor, now, to=to, taken_from=case.holder)


def release(case: Case, actor: Actor, now: datetime, holding: Holding = NOBODY) -> Change:
    """Back to the queue; what is owed stays owed."""
    check("release", case, actor, now, holding)
    return change("release", case, free(case), actor, now)


def reply(case: Case, actor: Actor, now: datetime, holding: Holding = NOBODY) -> Change:
    check("reply", case, actor, now, holding)
    if not case.reachable:
        raise IllegalMove("The student deleted the chat and left no e-mail address, so no answer can reach them. Resolve it.")
    after = replace(case, state=State.WAITING_ON_STUDENT, first_answered=case.first_answered or now, last_answered=now)
    return change("reply", case, replace(after, due=None, snoozed_until=None), actor, now)


def student_writes(case: Case, now: datetime, due: datetime) -> Change:
    """The student wrote while the case is open. The oldest words that wait set the target."""
    check("student_wrote", case, STUDENT, now, NOBODY)
    return change("student_wrote", case, student_waits(case, now, due), STUDENT, now)


def snooze(case: Case, actor: Actor, now: datetime, until: datetime, holding: Holding = NOBODY) -> Change:
    """Put off. Where the student waits for an answer, the moment it wakes is when the answer is meant to come."""
    check("snooze", case, actor, now, holding)
    if not now < until <= now + LONGEST_SNOOZE:
        raise IllegalMove(f"A case is snoozed until a moment in the next {LONGEST_SNOOZE.days} days. Choose one.")
    due = until if case.due else None
    return change("snooze", case, replace(case, state=State.SNOOZED, snoozed_until=until, due=due), actor, now, until=until)


def wake(case: Case, actor: Actor, now: datetime, due: datetime, holding: Holding = NOBODY) -> Change:
    """It is on its holder's desk again; by the clock only once its moment has come. ``due`` holds where an answer is owed."""
    check("wake", case, actor, now, holding)
    if actor.kind is ActorKind.SYSTEM and (case.snoozed_until is None or now < case.snoozed_until):
        raise IllegalMove(f"This case is snoozed until {case.snoozed_until}.")
    after = replace(case, state=State.CLAIMED, snoozed_until=None, due=due if case.due else None)
    return change("wake", case, after, actor, now)


def resolve(case: Case, actor: Actor, now: datetime, resolution: Resolution, holding: Holding = NOBODY) -> Change:
    check("resolve", case, actor, now, holding)
    after = replace(free(case), state=State.RESOLVED, due=None, resolved=now, resolution=resolution.value)
    return change("resolve", case, after, actor, now, resolution=resolution.value)


def reopens(case: Case, now: datetime) -> bool:
    """Whether a student who asks for a person gets this resolved case back rather than a new one."""
    return case.state is State.RESOLVED and case.resolved is not None and now - case.resolved <= REOPENS_WITHIN


def reopen(case: Case, actor: Actor, now: datetime, asked: Asked | None = None, holding: Holding = NOBODY) -> Change:
    """Open again: by the student within two weeks, with what they asked; by an advisor at any time."""
    check("reopen", case, actor, now, holding)
    after = replace(case, state=State.OPEN, resolved=None, resolution=None)
    if actor.kind is not ActorKind.ADVISOR:
        if asked is None or not reopens(case, now):
            raise IllegalMove(f"This case was resolved more than {REOPENS_WITHIN.days} days ago. Open a new one.")
        after = student_waits(grown(replace(after, priority=asked.priority, reason=asked.reason), asked), now, asked.due)
    return change("reopen", case, after, actor, now)


def prioritize(case: Case, actor: Actor, now: datetime, to: Priority, due: datetime | None, holding: Holding = NOBODY) -> Change:
    """``due`` is the target at the new priority, counted from when the student began to wait."""
    check("prioritize", case, actor, now, holding)
    if to is case.priority:
        raise IllegalMove(f"This case has the priority {to.value} already.")
    after = replace(case, priority=to, due=(due or case.due) if case.due and case.state is not State.SNOOZED else case.due)
    return change("prioritize", case, after, actor, now, before=case.priority.value, to=to.value)


def move_to_team(case: Case, actor: Actor, now: datetime, team: str, due: datetime | None, holding: Holding = NOBODY) -> Change:
    """Another team's queue, held by nobody; ``due`` is the target of that team."""
    check("move_to_team", case, actor, now, holding)
    if team == case.team:
        raise IllegalMove("This case is with that team already.")
    after = replace(free(case), team=team, due=(due or case.due) if case.due else None)
    return change("move_to_team", case, after, actor, now, before=case.team, to=team)


def student_resumes(case: Case, now: datetime) -> Change:
    """The student goes on with the program; the case stays for the team, with what is owed."""
    check("student_resumed", case, STUDENT, now, NOBODY)
    return change("student_resumed", case, free(case), STUDENT, now)


def student_deletes(case: Case, now: datetime) -> Change:
    """The conversation is gone; the case keeps what the student left for a person (:mod:`bot.cases.losing`)."""
    check("student_deleted", case, STUDENT, now, NOBODY)
    return change("student_deleted", case, stripped(case), STUDENT, now)


def overdue(case: Case, now: datetime) -> Change:
    """The target has passed. The case is as it was; its audit trail says so."""
    check("overdue", case, SYSTEM, now, NOBODY)
    if case.due is None or now < case.due:
        raise IllegalMove("The answer to this case is not late.")
    return change("overdue", case, case, SYSTEM, now, due=case.due)


def forget(case: Case, now: datetime) -> Change:
    """A resolved case loses its personal content; who did what and when stays."""
    check("forgotten", case, SYSTEM, now, NOBODY)
    return change("forgotten", case, without_content(case), SYSTEM, now)
