"""Queues, filters and search over cases, as SQL that both databases take."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, false, func, or_, select, true
from sqlalchemy.sql.functions import Function

from bot.cases.model import Priority, State
from bot.cases.priority import rank
from bot.cases.queues import CaseQuery, Queue, Viewer
from bot.store.folded import folded
from bot.store.tables import cases

_OPEN = (State.NEW.value, State.OPEN.value)
_WORKED_ON = (State.CLAIMED.value, State.WAITING_ON_STUDENT.value)
_URGENT_FIRST = case({p.value: rank(p) for p in Priority}, value=cases.c.priority, else_=9)
_LARGEST_NUMBER = 2**31 - 1


def statement(query: CaseQuery) -> Select[Any]:
    """The cases a query finds: urgent first, then what is due soonest, then the oldest; resolved ones newest first."""
    found = select(cases).where(*_conditions(query)).limit(query.limit).offset(query.offset)
    if query.queue is Queue.RESOLVED or query.state is State.RESOLVED:
        return found.order_by(cases.c.resolved.desc(), cases.c.id.desc())
    soonest = func.coalesce(cases.c.due, cases.c.snoozed_until)
    return found.order_by(_URGENT_FIRST, soonest.is_(None), soonest, cases.c.opened, cases.c.id)


def count_statement(viewer: Viewer) -> Select[Any]:
    """One row: for each queue its number of cases and when the oldest was opened."""
    columns: list[ColumnElement[Any] | Function[Any]] = []
    for queue in Queue:
        within = queue_condition(queue, viewer)
        columns.append(func.coalesce(func.sum(case((within, 1), else_=0)), 0).cast(Integer).label(f"{queue.value}_number"))
        columns.append(func.min(case((within, cases.c.opened))).label(f"{queue.value}_oldest"))
    return select(*columns).where(visible_to(viewer))


def queue_condition(queue: Queue, viewer: Viewer | None) -> ColumnElement[bool]:
    state = cases.c.state
    match queue:
        case Queue.MINE:
            mine = cases.c.holder == viewer.id if viewer else false()
            return and_(mine, state.in_(_WORKED_ON))
        case Queue.UNASSIGNED:
            return state.in_(_OPEN)
        case Queue.MY_TEAM:
            return and_(cases.c.team.in_(viewer.teams) if viewer else true(), state != State.RESOLVED.value)
        case Queue.URGENT:
            return and_(cases.c.priority == Priority.URGENT.value, state != State.RESOLVED.value)
        case Queue.WAITING:
            return state == State.WAITING_ON_STUDENT.value
        case Queue.SNOOZED:
            return state == State.SNOOZED.value
        case Queue.RESOLVED:
            return state == State.RESOLVED.value


def visible_to(viewer: Viewer | None) -> ColumnElement[bool]:
    """The same as :meth:`Viewer.sees`."""
    if viewer is None or viewer.sees_all:
        return true()
    return or_(cases.c.team.in_(viewer.teams), cases.c.holder == viewer.id)


def _conditions(query: CaseQuery) -> list[ColumnElement[bool]]:
    conditions = [visible_to(query.viewer)]
    if query.queue:
        conditions.append(queue_condition(query.queue, query.viewer))
    for name in ("team", "language", "topic", "priority", "state", "holder"):
        if (wanted := getattr(query, name)) is not None:
            conditions.append(cases.c[name] == wanted)
    if words := folded(query.text).split():
        conditions.append(_matches(words))
    return conditions


def _matches(words: list[str]) -> ColumnElement[bool]:
    held = and_(*(cases.c.search.contains(word, autoescape=True) for word in words))
    number = words[0].lstrip("#")
    if len(words) == 1 and number.isdecimal() and int(number) <= _LARGEST_NUMBER:
        return or_(held, cases.c.id == int(number))
    return held
