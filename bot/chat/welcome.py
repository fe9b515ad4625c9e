"""What a chat says of itself: the first words, and single lines."""

from __future__ import annotations

from bot.chat.document import Button, Buttons, Document, Prose
from bot.chat.intake import OPEN
from bot.chat.replies import document
from knowledge.wording import Wording

STARTERS = {
    "utter_page_starter_interests": "/explore_interests",
    "utter_page_starter_aid": "/financial_aid",
    "utter_page_starter_support": "/support_services",
    "utter_page_starter_person": "/talk_to_advisor",
}


def welcome(wording: Wording, language: str) -> Document:
    """What this is and where the numbers are, as on the page; with the page's ways to begin."""
    about = ("welcome_program", "welcome_sources", "welcome_person")
    buttons = tuple(Button(wording.say(name, language), f"{OPEN}{send}") for name, send in STARTERS.items())
    text = "\n".join(wording.say(f"utter_page_{name}", language) for name in about)
    return document(
        [
            Prose(wording.say("utter_chat_welcome", language)),
            Prose(text),
            Prose(wording.say("utter_page_welcome_crisis", language), dial=True),
            Buttons(buttons),
        ],
        language,
    )


def line(text: str, language: str, dial: bool = False) -> Document:
    """One line of ours."""
    return document([Prose(text, dial)], language)


def private(wording: Wording, language: str) -> Button:
    """The button under a public answer that opens a direct conversation."""
    return Button(wording.say("utter_chat_ask_private", language), "chat", "private")
