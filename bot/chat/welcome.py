"""What a chat says of itself: the first message to whoever opens it, single lines, and the buttons the page has elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.document import Button, Buttons, Document, Note, Piece, Prose
from bot.chat.intake import OPEN
from bot.chat.replies import document
from knowledge.wording import Wording

STARTERS = {
    "utter_page_starter_interests": "/explore_interests",
    "utter_page_starter_aid": "/financial_aid",
    "utter_page_starter_support": "/support_services",
    "utter_page_starter_person": "/talk_to_advisor",
}


def welcome_document(wording: Wording, language: str, buttons: Sequence[Button] = (), invented: str | None = None) -> Document:
    """What the program is and can do, and whom to call in danger. ``invented`` is the name of a demonstration college."""
    pieces: list[Piece] = [Prose(wording.say("utter_chat_welcome", language), dial=True)]
    if invented:
        pieces.append(Note(wording.say("utter_page_demo_notice", language, college=invented)))
    if buttons:
        pieces.append(Buttons(tuple(buttons)))
    return document(pieces, language)


def starters(wording: Wording, language: str) -> tuple[Button, ...]:
    """The page's ways to begin."""
    return tuple(Button(wording.say(name, language), f"{OPEN}{send}") for name, send in STARTERS.items())


def line(text: str, language: str, dial: bool = False) -> Document:
    """One line of ours."""
    return document([Prose(text, dial)], language)


def private(wording: Wording, language: str) -> Button:
    """The button under a public answer that opens a direct conversation."""
    return Button(wording.say("utter_chat_ask_private", language), "chat", "private")


def start_over(wording: Wording, language: str) -> Button:
    """The button that begins the talk anew."""
    return Button(wording.say("utter_chat_start_over", language), f"{OPEN}/start_over")


def delete(wording: Wording, language: str) -> Button:
    """The button that deletes the chat, once it is confirmed."""
    label, sure = (wording.say(name, language) for name in ("utter_chat_delete", "utter_chat_delete_sure"))
    return Button(label, "chat", "forget", "danger", sure=sure)
