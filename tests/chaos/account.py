"""What the database holds in the end, against what was acknowledged."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import create_engine, select

from bot.conversation.tracker_store import LAST_WORDS
from bot.store.tables import case_events, cases, conversations, outbox, turns
from tests.chaos.students import Acknowledged


@dataclass(frozen=True)
class Account:
    """Faults found, in plain sentences, and what was counted."""

    faults: list[str]
    messages: int
    conversations: int
    cases: int
    alerts: int


def waiting(url: str) -> int:
    """Messages that wait for an answer, and things that wait in the outbox."""
    engine = create_engine(url)
    with engine.connect() as connection:
        left = len(connection.execute(select(turns.c.id).where(turns.c.answered.is_(None))).all())
        unsent = select(outbox.c.id).where(outbox.c.sent.is_(None), outbox.c.given_up.is_(None))
        left += len(connection.execute(unsent).all())
    engine.dispose()
    return left


def settle(url: str, acknowledged: list[Acknowledged]) -> Account:
    """Whether every acknowledged message was answered exactly once, in order, and moved dialogue and cases exactly once."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(select(turns).order_by(turns.c.id)).mappings().all()
        states = {row.id: row.tracker for row in connection.execute(select(conversations.c.id, conversations.c.tracker))}
        opened = connection.execute(select(cases)).mappings().all()
        events = connection.execute(select(case_events)).mappings().all()
        sent = connection.execute(select(outbox)).mappings().all()
    engine.dispose()
    talks: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        talks[row["conversation"]].append(row)
    faults = _messages(talks, acknowledged)
    for conversation, talk in talks.items():
        faults += _dialogue(conversation, talk, states[conversation])
    faults += _cases(talks, opened, events)
    faults += [f"outbox {row['key']} was given up: {row['error']}" for row in sent if row["given_up"]]
    return Account(faults, len(rows), len(talks), len(opened), len(sent))


def _messages(talks: dict[str, list[Any]], acknowledged: list[Acknowledged]) -> list[str]:
    faults = []
    found = Counter((conversation, row["event_id"]) for conversation, talk in talks.items() for row in talk)
    by_event = {(conversation, row["event_id"]): row for conversation, talk in talks.items() for row in talk}
    for one in acknowledged:
        times = found[(one.conversation, one.event_id)]
        if times != 1:
            faults.append(f"{one.text!r} was acknowledged and is stored {times} times")
            continue
        row = by_event[(one.conversation, one.event_id)]
        if row["reply"] is None:
            faults.append(f"{one.text!r} was acknowledged and never answered")
        elif row["topic"] != one.topic:
            faults.append(f"{one.text!r} was answered as {row['topic']}")
    return faults


def _dialogue(conversation: str, talk: list[Any], tracker: str | None) -> list[str]:
    """Answered in the order they came, and each heard once by the dialogue; a cry never reaches it."""
    faults = []
    answered = [row["answered"] for row in talk if row["answered"]]
    if answered != sorted(answered):
        faults.append(f"conversation {conversation[:8]} was answered out of order")
    heard = [e["text"] for e in json.loads(tracker or "[]") if e["event"] == "user"]
    said = [row["text"] for row in talk if row["reply"] and row["topic"] != "crisis"]
    if heard != said[len(said) - len(heard) :] or len(heard) < min(len(said), LAST_WORDS):  # a long session begins anew
        faults.append(f"conversation {conversation[:8]}: the dialogue heard {heard}, the student said {said}")
    return faults


def _cases(talks: dict[str, list[Any]], opened: Any, events: Any) -> list[str]:
    """One case for each conversation with a cry, opened once, grown once by each later message."""
    faults = []
    crying = {c for c, talk in talks.items() if any(row["topic"] == "crisis" for row in talk)}
    if Counter(row["conversation"] for row in opened) != Counter(crying):
        faults.append(f"{len(crying)} conversations need a person, {len(opened)} cases are open")
    kinds: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for event in events:
        kinds[event["case"]][event["kind"]] += 1
    for case in opened:
        talk = talks[case["conversation"]]
        later = len(talk) - 1 - next(i for i, row in enumerate(talk) if row["topic"] == "crisis")
        seen = kinds[case["id"]]
        if seen["open"] != 1 or seen["student_wrote"] != later:
            faults.append(f"case {case['id']}: {dict(seen)}, while {later} messages came after it was opened")
    return faults
