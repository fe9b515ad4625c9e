"""Lines in the thread under a case's card: what the student and advisors said, and why the team is told again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.cases.model import Case
from bot.chat.case_words import say
from bot.chat.composed import document
from bot.chat.document import Document, Note, Prose, Quote
from bot.store import StoredTurn
from bot.store.case_rows import Said


def student_wrote(turn: StoredTurn, language: str) -> Document:
    """The student's next words, literally; ``language`` where the turn has none yet."""
    spoken = turn.reply.language if turn.reply else language
    return document(Note(say("student_wrote", turn.choice is not None)), Quote(turn.text, spoken), language=spoken)


def advisor_answered(said: Said) -> Document:
    """What an advisor answered elsewhere, with the sources that went along."""
    sources = Note(say("cited", said.reply.sources)) if said.reply.sources else None
    told = Note(say("advisor_answered", said.name))
    return document(told, *(Prose(text) for text in said.reply.messages), sources, language=said.language)


def not_delivered(said: Said, where: str) -> Document:
    """An advisor's answer that can't reach the student ``where`` they wrote from."""
    return document(Prose(say("not_delivered", said.name, where)))


def told_again(kind: str) -> Document | None:
    """Why the team is told of a case that has its card already; None where there is nothing to say."""
    text = say("told", kind)
    return document(Prose(text)) if text else None


def names_them(case: Case, text: str) -> bool:
    """Whether a line of the student's holds their name or how to reach them, as the answer to our question for it does."""
    named = case.name and re.search(rf"\b{re.escape(case.name)}\b", text, re.IGNORECASE)
    contact = _bare(case.contact or "")
    return bool(named or (contact and contact in _bare(text)))


def without_details(turns: Sequence[StoredTurn]) -> list[StoredTurn]:
    """The turns that may be quoted in a room: not those that wait for an answer, and none that answers our own question for the
    student's name or how to reach them. What the hand-off asks first, what it is about, stands on the card."""
    answered = [turn for turn in turns if turn.reply is not None]
    pairs = zip([None, *answered], answered, strict=False)
    return [turn for before, turn in pairs if before is None or not (_hands_off(before) and _asks(before) and _hands_off(turn))]


def _hands_off(turn: StoredTurn) -> bool:
    return turn.reply is not None and turn.reply.topic == "talk_to_advisor"


def _asks(turn: StoredTurn) -> bool:
    return turn.reply is not None and any(choice.send == "/skip" for choice in turn.reply.choices)


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
