"""The first message to somebody who opens a chat with the assistant."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.document import Button, Buttons, Document, Note, Piece, Prose
from bot.chat.replies import document
from knowledge.wording import Wording


def welcome_document(wording: Wording, language: str, buttons: Sequence[Button] = (), invented: str | None = None) -> Document:
    """What the program is and can do, and whom to call in danger. ``invented`` is the name of a demonstration college."""
    pieces: list[Piece] = [Prose(wording.say("utter_chat_welcome", language), dial=True)]
    if invented:
        pieces.append(Note(wording.say("utter_page_demo_notice", language, college=invented)))
    if buttons:
        pieces.append(Buttons(tuple(buttons)))
    return document(pieces, language)
