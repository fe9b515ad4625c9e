"""Platforms deliver again what they are not sure of: it is answered once, in whatever order it comes."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests import app
from tests.chat.render.rendered import squeezed
from tests.chat.render_text import as_text
from tests.chat.slack_requests import SlackPerson, event_body, message, pressed_body, signed
from tests.chat.talks import PLATFORMS, Talk

JOBS = (
    "welder",
    "plumber",
    "electrician",
    "phlebotomist",
    "cook",
    "carpenter",
    "pharmacist",
    "dentist",
    "bookkeeper",
    "truck driver",
)
PEOPLE = 20


def test_two_hundred_events_delivered_twice_in_any_order(someone: Callable[[str], Talk]) -> None:
    people = [someone(PLATFORMS[number % 2]) for number in range(PEOPLE)]
    events = [(talk, talk.delivery(f"what does a {job} make")) for talk in people for job in JOBS]
    deliveries = events * 2
    random.Random(6).shuffle(deliveries)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda one: one[0].brings(one[1]).status_code, deliveries))
    assert len(statuses) == 400
    assert set(statuses) == {200}
    for talk in people:
        talk.settles()
        turns = talk.turns()
        assert sorted(turn.text for turn in turns) == sorted(f"what does a {job} make" for job in JOBS)
        posts = [squeezed(as_text(post)) for post in talk.posts()]
        assert len(posts) == len(turns)
        for turn in turns:
            assert turn.reply
            assert len([post for post in posts if squeezed(turn.reply.messages[0]) in post]) == 1, turn.text


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_was_answered_and_is_replayed_does_nothing(platform: str, someone: Callable[[str], Talk]) -> None:
    """The same bytes, under the same signature or token, after the answer was read."""
    talk = someone(platform)
    again, headers, address = _message(talk)
    assert talk.person.client.post(address, content=again, headers=headers).status_code == 200
    talk.settles()
    press, press_headers, press_address = _press(talk)
    for _ in range(2):
        assert talk.person.client.post(press_address, content=press, headers=press_headers).status_code == 200
        talk.settles()
        assert talk.person.client.post(address, content=again, headers=headers).status_code == 200
    talk.says("thanks")
    assert len(talk.turns()) == 3
    assert len(talk.posts()) == 3


def _message(talk: Talk) -> tuple[bytes, dict[str, str], str]:
    text = "i want to be a nurse"
    if isinstance(talk.person, SlackPerson):
        body = event_body(message(talk.person.user, text))
        return body, signed(body), "/slack/events"
    return _of_teams(talk, talk.person.message(text))


def _press(talk: Talk) -> tuple[bytes, dict[str, str], str]:
    """The first choice of the last reply."""
    label = talk.turns()[-1].reply.choices[0].label  # type: ignore[union-attr]
    if isinstance(talk.person, SlackPerson):
        call, button = talk.person.button(label)
        body = pressed_body(talk.person.user, call.place, button, call.ts)
        return body, signed(body, kind="application/x-www-form-urlencoded"), "/slack/interactive"
    back = talk.person.button(label)["data"]["msteams"]
    return _of_teams(talk, talk.person.message(back["text"], value=back["value"], replyToId="1795300000000"))


def _of_teams(talk: Talk, activity: dict[str, Any]) -> tuple[bytes, dict[str, str], str]:
    from tests.chat.signed_teams import raw, teams_token

    token = teams_token(app.teams().service_url)
    return raw(activity), {"Authorization": f"Bearer {token}"}, "/teams/messages"
