"""Lines in the thread under a case's card: what the student and advisors said, and why the team is told again."""

from __future__ import annotations

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
