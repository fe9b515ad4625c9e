"""The transcript of a case: what the student, the assistant, advisors and notices said, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.conversation.messages import Outcome, Reply
from bot.store import StoredTurn
from bot.store.cases import Said

LONG = 420  # characters of a reply that is folded


class Who(StrEnum):
    STUDENT = "student"
    ASSISTANT = "assistant"
    ADVISOR = "advisor"
    NOTICE = "notice"  # what the page tells the student, such as who holds their case


@dataclass(frozen=True)
class Line:
    """One thing said. ``key`` is its own within the page; ``reply`` holds what others than the student said, ``text`` the
    student's words; ``button`` where they pressed one; ``new``: the advisor who looks has not seen it."""

    key: str
    who: Who
    at: datetime
    language: str
    text: str = ""
    name: str = ""
    reply: Reply | None = None
    button: bool = False
    waits: bool = False  # the assistant has not answered it yet
    new: bool = False

    @property
    def folded(self) -> bool:
        """Whether it stands folded: the assistant's long answers and its cards."""
        if self.who is not Who.ASSISTANT or self.reply is None:
            return False
        return bool(self.reply.cards) or sum(map(len, self.reply.messages)) > LONG


@dataclass(frozen=True)
class Plan:
    """The newest plan that the student was shown: a ladder card, and the reply it stood in."""

    card: dict[str, object]
    reply: Reply


def talk(turns: Sequence[StoredTurn], said: Sequence[Said], language: str, since: datetime | None) -> list[Line]:
    """Every line, oldest first. ``language`` is that of the case, for words whose own is unknown; what came after ``since``
    is new."""
    lines = [*(line for turn in turns for line in _of_turn(turn, language, since)), *(_of_said(one, since) for one in said)]
    return sorted(lines, key=lambda line: line.at)


def newest_plan(turns: Sequence[StoredTurn]) -> Plan | None:
    """None where no plan was drawn yet."""
    for turn in reversed(turns):
        for card in turn.reply.cards if turn.reply else ():
            if card.get("kind") == "ladder" and turn.reply:
                return Plan(card, turn.reply)
    return None


def unanswered_words(turns: Sequence[StoredTurn], about: str) -> str:
    """The student's newest question that the assistant had no answer for; else what they wanted a person for."""
    for turn in reversed(turns):
        if turn.reply and turn.reply.outcome is Outcome.UNANSWERABLE_UNKNOWN and turn.text:
            return turn.text
    return about


def _of_turn(turn: StoredTurn, language: str, since: datetime | None) -> Iterator[Line]:
    spoken = turn.reply.language if turn.reply else language
    new = since is not None and turn.received > since
    waits = turn.reply is None
    pressed = turn.choice is not None
    yield Line(f"turn-{turn.id}", Who.STUDENT, turn.received, spoken, turn.text, button=pressed, waits=waits, new=new)
    if turn.reply and (turn.reply.messages or turn.reply.cards):
        yield Line(f"reply-{turn.id}", Who.ASSISTANT, turn.received, spoken, reply=turn.reply)


def _of_said(one: Said, since: datetime | None) -> Line:
    who = Who.ADVISOR if one.kind == "advisor" else Who.NOTICE
    new = since is not None and one.at > since and who is Who.ADVISOR
    return Line(f"said-{one.id}", who, one.at, one.language, name=one.name, reply=one.reply, new=new)
