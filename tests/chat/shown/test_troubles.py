"""Slack and Teams put us off, break, or are silent: students are answered all the same, and read it in order, once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.store.database import aware
from bot.store.outbox import OutboxStore
from bot.store.tables import outbox
from tests import app
from tests.chat.connector import Connector
from tests.chat.render.rendered import squeezed
from tests.chat.render_text import as_text
from tests.chat.slack_api import Slack
from tests.chat.talks import PLATFORMS, Talk

QUESTIONS = ("what does a welder make", "what does a plumber make", "what even is a career pathway")
HOW = {"connections break": 0, "errors": 500, "silence": None}


@pytest.fixture
def later() -> Iterator[Callable[[float], None]]:
    """Move the clock by which the platforms' wishes to wait are kept."""
    clocks: dict[Any, Any] = {}

    def moved(seconds: float) -> None:
        for keeper in _keepers():
            clocks.setdefault(keeper, keeper._now)
            keeper._now = lambda: time.monotonic() + seconds

    yield moved
    for keeper in _keepers():
        keeper._now = clocks.get(keeper, keeper._now)
        keeper._until.clear()


def _keepers() -> list[Any]:
    """What keeps, of each platform, until when it asked us to wait."""
    slack, teams = (channel.sender._wire for channel in app.parts().channels)
    return [slack._api, teams]


def rows(talk: Talk) -> list[Any]:
    """What waits to be sent to a person, in its order."""
    with app.parts().database.transaction() as connection:
        mine = outbox.c.conversation == talk.turns()[0].conversation
        return list(connection.execute(select(outbox).where(mine, outbox.c.sent.is_(None)).order_by(outbox.c.id)))


def put_off(talk: Talk) -> Any:
    """The first thing that waits, once an attempt at it failed."""
    return app.slack().wait(lambda: next((row for row in rows(talk)[:1] if row.error), None))


def due_now(*talks: Talk) -> None:
    """The time has come for what was put off."""
    for talk in talks:
        OutboxStore(app.parts().database).hurry(talk.turns()[0].conversation)
    app.parts().bell.ring("outbox")


def answered(talk: Talk, count: int) -> None:
    """Wait until so many messages have their reply, sent or not."""
    app.slack().wait(lambda: len(turns := talk.turns()) == count and all(turn.reply for turn in turns))


def in_order_once(talk: Talk) -> None:
    """Each reply was posted once, in the order of the messages."""
    talk.settles()
    texts = [squeezed(as_text(post)) for post in talk.posts()]
    replies = [turn.reply for turn in talk.turns()]
    assert len(texts) == len(replies)
    for text, reply in zip(texts, replies, strict=True):
        assert reply
        assert squeezed(reply.messages[0]) in text


@pytest.mark.parametrize("platform", PLATFORMS)
def test_put_off_for_a_minute(
    platform: str, someone: Callable[[str], Talk], later: Callable[[float], None], slack: Slack, teams: Connector
) -> None:
    """Nothing is sent meanwhile where the platform asked us to wait: Slack for the workspace, Teams for the conversation."""
    one, other = someone(platform), someone(platform)
    for talk in (one, other):
        talk.says("hi")
    if platform == "slack":
        slack.fail("chat.postMessage", status=429, Retry_After="60")
        tried: Callable[[], int] = lambda: len([c for c in slack.calls if c.method == "chat.postMessage"])  # noqa: E731
    else:
        teams.fail(429, hits=lambda method, path, body: body.get("type") == "message", Retry_After="60")
        tried = lambda: len([c for c in list(teams.calls) if c.kind == "message" and c.conversation == one.person.place])  # noqa: E731
    before, asked = tried(), datetime.now(UTC)
    one.writes(QUESTIONS[0])
    assert aware(put_off(one).due) - asked >= timedelta(seconds=60)
    for question in QUESTIONS[1:]:
        one.writes(question)
    answered(one, 4)
    if platform == "slack":
        other.writes(QUESTIONS[0])
        assert aware(put_off(other).due) - asked >= timedelta(seconds=55)
    else:
        other.says(QUESTIONS[0])
        due_now(one)
        app.slack().wait(lambda: rows(one)[0].attempts >= 2)
    assert tried() == before + 1, "the one call that was answered 429"
    later(61)
    due_now(one, other)
    in_order_once(one)
    in_order_once(other)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("how", HOW)
def test_away_and_back(platform: str, how: str, someone: Callable[[str], Talk], slack: Slack, teams: Connector) -> None:
    people = [someone(platform) for _ in range(3)]
    for talk in people:
        talk.says("hi")
    times = len(people) if HOW[how] is None else 1000
    if platform == "slack":
        slack.fail("chat.postMessage", status=HOW[how], times=times)
    else:
        teams.fail(HOW[how], times=times, hits=lambda method, path, body: body.get("type") == "message")
    for question in QUESTIONS:
        for talk in people:
            talk.writes(question)
    for talk in people:
        answered(talk, 1 + len(QUESTIONS))
        put_off(talk)
        assert len(talk.posts()) == 1
    slack.heal()
    teams.heal()
    due_now(*people)
    for talk in people:
        in_order_once(talk)


def test_what_slack_took_though_its_answer_was_lost_stands_there_once(someone: Callable[[str], Talk], slack: Slack) -> None:
    talk = someone("slack")
    talk.says("hi")
    slack.fail("chat.postMessage", status=0, taken=True)
    talk.writes(QUESTIONS[0])
    put_off(talk)
    due_now(talk)
    in_order_once(talk)


def test_what_teams_took_though_its_answer_was_lost_may_stand_there_twice(
    someone: Callable[[str], Talk], teams: Connector
) -> None:
    """Teams can't be asked what stands in a chat."""
    talk = someone("teams")
    talk.says("hi")
    teams.fail(0, taken=True, hits=lambda method, path, body: body.get("type") == "message")
    talk.writes(QUESTIONS[0])
    put_off(talk)
    due_now(talk)
    talk.settles()
    texts = [as_text(post) for post in talk.posts()[1:]]
    assert len(texts) == 2
    assert texts[0] == texts[1]
