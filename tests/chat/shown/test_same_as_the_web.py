"""Whole conversations in Slack and in Teams say what the page says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from tests import app
from tests.app import Student
from tests.chat.talks import PLATFORMS, Talk, same_substance
from tests.conversations.conftest import ROBOTS, ROBOTS_ES

WELDER = "what does a welder make"
TALKS: dict[str, tuple[str, ...]] = {
    "1, from the warehouse to robots": (ROBOTS, "> Why", "> person"),
    "17, the plan in hand": (ROBOTS, "actually i already have my CPT", "how much is it", "cheaper", "show my plan"),
    "in Spanish": (ROBOTS_ES, "¿cuánto cuesta?"),
}


@cache
def on_the_page(name: str) -> list[tuple[str, dict[str, Any]]]:
    """What is said or pressed, and what the page answers."""
    with app.visitor(app.server()) as client:
        student, said = Student(client), []
        for text in TALKS[name]:
            if text.startswith("> "):
                offered = student.replies[-1]["choices"]
                text = next((f"> {one['label']}" for one in offered if text[2:].lower() in one["label"].lower()), text)
            said.append((text, student.presses(text[2:]) if text.startswith("> ") else student.says(text)))
        return said


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("name", TALKS)
def test_conversation(name: str, platform: str, someone: Callable[[str], Talk]) -> None:
    talk = someone(platform)
    for text, web in on_the_page(name):
        posts = talk.presses(text[2:]) if text.startswith("> ") else talk.says(text)
        same_substance(web, posts)
        reply = talk.turns()[-1].reply
        assert reply
        assert (reply.topic, reply.outcome, reply.language) == (web["topic"], web["outcome"], web["language"])
    assert len(talk.turns()) == len(TALKS[name]), "each message and each press was answered once"


def test_what_is_missing_is_found(someone: Callable[[str], Talk]) -> None:
    """The comparison itself: it sees a figure that is not told, a choice that is not offered, and steps in another order."""
    web = on_the_page("1, from the warehouse to robots")[0][1]
    posts = someone("slack").says(ROBOTS)
    for broken in _broken(web):
        with pytest.raises(AssertionError):
            same_substance(broken, posts)


def _broken(web: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield web | {"messages": [*web["messages"], "One more."]}
    yield web | {"choices": web["choices"][1:]}
    yield web | {"sources": web["sources"][::-1]}
    card = next(card for card in web["cards"] if card["ladder"])
    yield web | {"cards": [card | {"ladder": card["ladder"] | {"steps": card["ladder"]["steps"][::-1]}}]}
