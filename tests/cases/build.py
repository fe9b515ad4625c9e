"""Cases and people to test with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.cases import machine
from bot.cases.model import ASSISTANT, Actor, ActorKind, Asked, Case, Priority, Reason

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ANA = Actor(ActorKind.ADVISOR, 1, "Ana Ruiz")
BEN = Actor(ActorKind.ADVISOR, 2, "Ben Cole")
LEAD = Actor(ActorKind.ADVISOR, 3, "Lea Dunn", lead=True)


def later(minutes: float) -> datetime:
    """So many minutes after NOW."""
    return NOW + timedelta(minutes=minutes)


def asked(**changes: Any) -> Asked:
    values = {
        "reason": Reason.REQUESTED,
        "priority": Priority.NORMAL,
        "topic": "next_step",
        "team": "advising",
        "about": "my aid is late",
        "due": later(60),
    }
    return Asked(**{**values, **changes})


def new_case(conversation: str | None = "c1", **changes: Any) -> Case:
    """A case that a student's wish for a person opened at NOW."""
    return machine.open_case(conversation, asked(**changes), ASSISTANT, NOW).case


def claimed(by: Actor = ANA, **changes: Any) -> Case:
    return machine.claim(new_case(**changes), by, NOW).case


def answered(by: Actor = ANA, **changes: Any) -> Case:
    return machine.reply(claimed(by, **changes), by, later(5)).case
