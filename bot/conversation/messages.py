"""One Message, one Reply, one Outcome, shared by all channels."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """How a turn ended; the part before the underscore is its family."""

    ANSWERED = "answered"
    CLARIFICATION = "clarification"  # we asked which was meant, or for a fact that a plan needs
    UNANSWERABLE_UNKNOWN = "unanswerable_unknown"  # in our field, yet not in the knowledge base
    UNANSWERABLE_OUT_OF_SCOPE = "unanswerable_out_of_scope"
    HANDED_OFF_REQUESTED = "handed_off_requested"
    HANDED_OFF_HELD = "handed_off_held"  # an advisor holds the conversation: the assistant said nothing
    CRISIS = "crisis"
    ERROR_INTERNAL = "error_internal"


@dataclass(frozen=True)
class Message:
    """What a person sent. ``event_id`` is the channel's own id of it; ``choice`` the payload of a pressed button."""

    conversation: str
    event_id: str
    channel: str
    text: str
    choice: str | None = None
    received: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True)
class Choice:
    """A button: ``label`` is what it says and what is shown as sent, ``send`` the payload that comes back."""

    label: str
    send: str


@dataclass(frozen=True)
class SourceNote:
    """A source as shown under a reply. ``as_of`` is ISO 8601; ``demonstration`` marks invented content."""

    id: str
    title: str
    publisher: str
    as_of: str
    url: str | None = None
    demonstration: bool = False


@dataclass(frozen=True)
class Reply:
    """What the student gets for one message.

    ``cards`` are plain dicts whose shape is set down in ``docs/openapi.json`` (``Card``): kind, title, rows of label,
    value and the ids of their sources, and for a ladder its steps.
    """

    messages: tuple[str, ...]
    topic: str
    outcome: Outcome
    choices: tuple[Choice, ...] = ()
    cards: tuple[dict[str, Any], ...] = ()
    sources: tuple[SourceNote, ...] = ()
    language: str = "en"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"outcome": self.outcome.value}

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Reply:
        return cls(
            messages=tuple(value["messages"]),
            topic=value["topic"],
            outcome=Outcome(value["outcome"]),
            choices=tuple(Choice(**c) for c in value["choices"]),
            cards=tuple(value["cards"]),
            sources=tuple(SourceNote(**s) for s in value["sources"]),
            language=value.get("language", "en"),
        )
