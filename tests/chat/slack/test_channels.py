"""In a channel others read along: facts in the thread, everything else in a direct message."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from bot.channels.slack.text import decode
from bot.store.chat_tables import chat_addresses
from tests import app
from tests.chat.slack_api import Call, Slack
from tests.chat.slack_requests import BOT, SlackPerson, mention, message, new_ts

_channels = itertools.count(1)


@pytest.fixture
def channel() -> str:
    return f"CPUBLIC{next(_channels)}"


def mentions(person: SlackPerson, text: str, channel: str, **more: str) -> str:
    """Somebody calls the assistant in a channel; Slack tells of it twice, as of a mention and as of a message. The message's id."""
    event = mention(person.user, text, channel, **more)
    for one in (event, {**event, "type": "message", "channel_type": "channel"}):
        assert person.send(one).status_code == 200
    return str(event["ts"])


def answers(slack: Slack, channel: str, count: int = 1) -> list[Call]:
    return slack.wait(lambda: len(sent := slack.sent(channel)) >= count and sent)


def cases_of(person: SlackPerson) -> list[tuple[str, str]]:
    """The cases of somebody's conversations: where each is, and why."""
    from sqlalchemy import select

    with app.parts().database.transaction() as connection:
        names = connection.execute(
            select(chat_addresses.c.conversation, chat_addresses.c.kind).where(chat_addresses.c.person == person.user)
        ).all()
    found = [(kind, app.parts().desk.parts.cases.latest(name)) for name, kind in names]
    return [(kind, case.reason.value) for kind, case in found if case]


def test_a_fact_is_answered_once_in_the_thread_without_choices(person: SlackPerson, slack: Slack, channel: str) -> None:
    ts = mentions(person, "what does a welder make", channel)
    (call,) = answers(slack, channel)
    assert call.fields["thread_ts"] == ts
    assert "Welder" in call.text
    assert [button["text"]["text"] for button in call.buttons] == ["Ask me in private"]
    assert slack.sent(person.place) == []


def test_asking_in_private_opens_a_direct_message(someone: Callable[[], SlackPerson], slack: Slack, channel: str) -> None:
    """For whoever presses it, each time."""
    person, other = someone(), someone()
    mentions(person, "what does a welder make", channel)
    (call,) = answers(slack, channel)
    for one in (person, other):
        one.press_again(call, call.buttons[0])
        assert "988" in one.reads(0)
    person.press_again(call, call.buttons[0])
    slack.wait(lambda: len(slack.sent(person.place)) == 2)


@pytest.mark.parametrize("text", ["i cant pay for school", "can i talk to a person", "how do i become a nurse, no diploma"])
def test_what_is_personal_goes_on_in_a_direct_message(text: str, person: SlackPerson, slack: Slack, channel: str) -> None:
    ts = mentions(person, text, channel)
    (line,) = answers(slack, channel)
    assert line.fields["thread_ts"] == ts
    assert "direct message" in line.text
    assert line.buttons == []
    assert person.reads(0)
    assert {kind for kind, _ in cases_of(person)} <= {"direct"}


def test_a_cry_in_a_channel_gets_the_numbers_there_and_a_person_directly(person: SlackPerson, slack: Slack, channel: str) -> None:
    ts = mentions(person, "i want to kill myself", channel)
    (call,) = answers(slack, channel)
    assert call.fields["thread_ts"] == ts
    assert "988" in call.text
    assert "988" in person.reads(0)
    slack.wait(lambda: cases_of(person))
    assert cases_of(person) == [("direct", "crisis")]


def test_a_thread_has_a_memory_of_its_own_for_each_person(someone: Callable[[], SlackPerson], slack: Slack, channel: str) -> None:
    one, other = someone(), someone()
    root = mentions(one, "what does a welder make", channel)
    answers(slack, channel)
    mentions(other, "and how long does the training take", channel, thread_ts=root)
    told = answers(slack, channel, 2)[-1].text.lower() if len(slack.sent(channel)) > 1 else other.reads(0).lower()
    assert "welder" not in told or "which" in told


def test_channel_talk_without_a_mention_is_nobody_s_business(person: SlackPerson, slack: Slack, channel: str) -> None:
    assert person.send(message(person.user, "what does a welder make", channel=channel)).status_code == 200
    person.says("hi")
    assert slack.sent(channel) == []
    assert len(app.chat_turns("slack", person.user)) == 1


def test_a_deleted_mention_loses_its_words_wherever_they_went(person: SlackPerson, slack: Slack, channel: str) -> None:
    ts = mentions(person, "i cant pay for school", channel)
    person.reads(0)
    gone = {
        "type": "message",
        "channel": channel,
        "channel_type": "channel",
        "subtype": "message_deleted",
        "hidden": True,
        "ts": new_ts(),
        "deleted_ts": ts,
        "previous_message": {"user": person.user, "text": "i cant pay for school", "ts": ts},
    }
    person.send(gone)
    assert [turn.text for turn in app.chat_turns("slack", person.user)] == [""]


def test_an_edited_mention_is_answered_as_it_is_now(person: SlackPerson, slack: Slack, channel: str) -> None:
    ts = mentions(person, "what does a welder make", channel)
    answers(slack, channel)
    changed = {"user": person.user, "text": f"<@{BOT}> what does a plumber make", "ts": ts, "edited": {"ts": new_ts()}}
    event = {"type": "message", "channel": channel, "channel_type": "channel", "subtype": "message_changed", "ts": new_ts()}
    person.send(event | {"message": changed, "previous_message": {"user": person.user, "text": "x", "ts": ts}})
    call = answers(slack, channel, 2)[-1]
    assert "Plumber" in call.text
    assert call.fields["thread_ts"] == ts


def test_our_own_mention_is_no_part_of_the_question() -> None:
    assert decode(f"<@{BOT}> what does a welder make", BOT) == "what does a welder make"
