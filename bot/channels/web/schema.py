"""Shapes of the JSON API, from which its OpenAPI description is made."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.conversation.messages import Outcome
from bot.desk.presence import Presence, PresenceState


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewMessage(Strict):
    """What a student sends. ``choice`` is the ``send`` of a choice offered in an earlier reply of this conversation."""

    text: Annotated[
        str,
        Field(
            max_length=20000,
            description="The student's own words, or the label of the pressed choice.",
            examples=["do you have welding at night"],
        ),
    ]
    choice: Annotated[str | None, Field(max_length=2000, description="The `send` value of a choice that was offered.")] = None
    event_id: Annotated[
        str | None,
        Field(
            min_length=8,
            max_length=64,
            pattern="^[A-Za-z0-9_-]+$",
            description="An id of your own for this message. Sending it again gives the same reply and changes nothing.",
        ),
    ] = None


class ChoiceOut(Strict):
    label: str
    send: str


class SourceOut(Strict):
    id: str
    title: str
    publisher: str
    as_of: Annotated[str, Field(description="ISO 8601 date the facts hold for")]
    url: str | None
    demonstration: Annotated[bool, Field(description="true for invented content of the demonstration college")]


class Row(Strict):
    """A fact on a card; ``sources`` are ids into the reply's sources."""

    label: str
    value: str
    sources: list[str] = []


class ExitOut(Strict):
    title: str
    pay: str
    needs: Annotated[str, Field(description="What else the job asks for, in words; empty where nothing")] = ""
    sources: list[str] = []


class LadderStep(Strict):
    number: int
    title: str
    why: str
    weeks: int
    weeks_text: str
    cost_before: Annotated[int | None, Field(description="US dollars; null where nobody has told the price")]
    cost_after: Annotated[int | None, Field(description="US dollars, if the likely aid is granted")]
    pay_after: Annotated[int | None, Field(description="US dollars a year, national median")]
    pay_text: str
    rows: list[Row]
    exits: list[ExitOut]


class LadderOut(Strict):
    names: list[str]
    goal: str
    start_title: str
    start_pay: int | None
    start_pay_text: str
    totals: list[Row]
    steps: list[LadderStep]
    exits_label: str
    text: Annotated[str, Field(description="The whole ladder in sentences")]


class Link(Strict):
    label: str
    url: str


class Card(Strict):
    kind: Literal[
        "occupation", "program", "credential", "service", "ladder", "employer", "deadline", "person", "model", "interests"
    ]
    title: str
    subtitle: str | None = None
    text: str | None = None
    rows: list[Row] = []
    link: Link | None = None
    label: Annotated[str | None, Field(description="Set on invented content: 'demonstration college'")] = None
    ladder: LadderOut | None = None


class ReplyOut(Strict):
    messages: list[str]
    choices: list[ChoiceOut]
    cards: list[Card]
    sources: list[SourceOut]
    topic: str
    outcome: Outcome
    language: str


class Accepted(Strict):
    """A message that is stored and will be answered."""

    event_id: str


class Turn(Strict):
    """A message and its reply; ``reply`` is null while it is being worked out."""

    event_id: str
    text: str
    received: datetime
    reply: ReplyOut | None


class SaidOut(Strict):
    """What others than the assistant said: an advisor under their name, or a notice such as "Ana is here"."""

    id: Annotated[int, Field(description="Grows with time")]
    at: datetime
    kind: Literal["advisor", "notice"]
    name: Annotated[str | None, Field(description="The advisor's; null for a notice")]
    team: str | None
    messages: list[str]
    choices: list[ChoiceOut]
    sources: list[SourceOut]
    language: str


class DeskOut(Strict):
    """Who is there. While an advisor holds the conversation the assistant is silent."""

    state: PresenceState
    name: Annotated[str | None, Field(description="The advisor who is there")]
    team: str | None
    open_now: Annotated[bool, Field(description="Whether the team is there at this hour")]
    text: Annotated[str, Field(description="All of it in a sentence for the student; empty where there is no case")]
    language: str
    can_resume: Annotated[bool, Field(description="Whether `POST /api/resume` would bring the assistant back")]

    @classmethod
    def of(cls, present: Presence) -> DeskOut:
        return cls(**asdict(present))


class LateReply(Strict):
    """The reply to a message that was answered with 202."""

    event_id: str
    reply: ReplyOut


class Deleted(Strict):
    """The chat is gone."""


class History(Strict):
    """Turns and what people said, each in order of time."""

    turns: list[Turn]
    said: list[SaidOut]
    desk: DeskOut


class Problem(Strict):
    """Why a request was refused, in a sentence fit to show."""

    error: str
