"""Cases, events and the rest of the desk's records, to rows and back."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping

from bot.cases.model import Actor, ActorKind, Case, CaseEvent, Priority, Reason, State
from bot.conversation.messages import Reply
from bot.store.database import aware
from bot.store.folded import searchable

_MOMENTS = ("opened", "claimed", "first_answered", "last_answered", "last_student", "due", "snoozed_until", "resolved")


@dataclass(frozen=True)
class Note:
    """What an advisor wrote for colleagues; ``name`` as it was then."""

    id: int
    case: int
    advisor: int | None
    name: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Said:
    """What was said to a student by others than the assistant: ``kind`` is "advisor" or "notice"."""

    id: int
    conversation: str
    case: int | None
    at: datetime
    kind: str
    name: str
    language: str
    reply: Reply


@dataclass(frozen=True)
class Draft:
    """An answer that an advisor proposes for the knowledge; ``state`` is proposed, taken or declined."""

    id: int
    case: int | None
    question: str
    answer: str
    source: str
    topic: str
    author: int | None
    created: datetime
    state: str


def case_row(case: Case) -> dict[str, Any]:
    """The columns of a case without its id and version."""
    row = {f.name: getattr(case, f.name) for f in fields(case) if f.name not in ("id", "version")}
    row |= {name: utc(row[name]) for name in _MOMENTS}
    row |= {"state": case.state.value, "priority": case.priority.value, "reason": case.reason.value}
    return row | {"search": searchable(case.about, case.name, case.contact, case.brief)}


def case_of(row: RowMapping) -> Case:
    values = {f.name: row[f.name] for f in fields(Case)}
    values |= {name: aware(values[name]) for name in _MOMENTS if values[name] is not None}
    enums = {"state": State(row["state"]), "priority": Priority(row["priority"]), "reason": Reason(row["reason"])}
    return Case(**{**values, **enums})


def event_row(case_id: int, event: CaseEvent) -> dict[str, Any]:
    return {
        "case": case_id,
        "at": utc(event.at),
        "actor": event.actor.kind.value,
        "advisor": event.actor.id,
        "name": event.actor.name,
        "kind": event.kind,
        "before": event.before.value if event.before else None,
        "after": event.after.value,
        "detail": event.detail,
    }


def event_of(row: RowMapping) -> CaseEvent:
    return CaseEvent(
        at=aware(row["at"]),
        actor=Actor(ActorKind(row["actor"]), row["advisor"], row["name"]),
        kind=row["kind"],
        before=State(row["before"]) if row["before"] else None,
        after=State(row["after"]),
        detail=row["detail"],
    )


def note_of(row: RowMapping) -> Note:
    return Note(row["id"], row["case"], row["advisor"], row["name"], aware(row["at"]), row["text"])


def said_of(row: RowMapping) -> Said:
    values = {f.name: row[f.name] for f in fields(Said)}
    return Said(**{**values, "at": aware(row["at"]), "reply": Reply.from_dict(row["reply"])})


def draft_of(row: RowMapping) -> Draft:
    values = {f.name: row[f.name] for f in fields(Draft)}
    return Draft(**{**values, "created": aware(row["created"])})


def utc(moment: datetime | None) -> datetime | None:
    """SQLite drops the zone as it stores a moment; all are stored in UTC."""
    return moment.astimezone(UTC) if moment else None
