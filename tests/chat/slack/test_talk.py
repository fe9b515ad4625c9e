"""A student talks to the assistant in Slack: signed raw requests in, recorded calls of the Web API out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from bot.store import StoreUnavailable
from tests import app
from tests.app import Student, reads
from tests.chat.slack_api import Slack
from tests.chat.slack_requests import SlackPerson, message, new_ts

Held = Callable[[], AbstractContextManager[None]]


def test_a_direct_message_is_answered_with_what_the_page_says(person: SlackPerson, slack: Slack, student: Student) -> None:
    web = student.says("what does a welder make")
    told = person.says("what does a welder make")
    assert len(slack.sent(person.place)) == 1
    for sentence in web["messages"]:
        assert sentence in told
    for choice in web["choices"]:
        assert choice["label"] in told
    assert "welder" in reads(web)


def test_every_choice_is_a_button_and_goes_on_as_on_the_page(person: SlackPerson, slack: Slack, student: Student) -> None:
    web = student.says("i want to be a nurse")
    person.says("i want to be a nurse")
    buttons = [b["text"]["text"] for call in slack.sent(person.place) for b in call.buttons]
    assert buttons == [choice["label"] for choice in web["choices"]]
    label = web["choices"][0]["label"]
    after, told = student.presses(label), person.presses(label)
    assert after["messages"][0] in told


def test_the_pressed_choice_stands_in_place_of_the_buttons(person: SlackPerson, slack: Slack) -> None:
    person.says("i want to be a nurse")
    call, button = person.button("")
    person.presses(button["text"]["text"])
    slack.wait(lambda: slack.sent(person.place, "chat.update"))
    shown = slack.sent(person.place, "chat.update")[-1]
    assert shown.fields["ts"] == call.ts
    assert shown.buttons == []
    assert f"You chose: {button['text']['text']}" in shown.text


def test_a_button_pressed_twice_is_one_answer(person: SlackPerson, slack: Slack) -> None:
    person.says("i want to be a nurse")
    _, button = person.button("")
    person.presses(button["text"]["text"])
    count = len(slack.sent(person.place))
    call = slack.sent(person.place)[0]
    person.press_again(call, button)
    person.says("what does a welder make")
    assert len(slack.sent(person.place)) == count + 1


def test_somebody_else_s_button_presses_nothing(someone: Callable[[], SlackPerson], slack: Slack) -> None:
    one, other = someone(), someone()
    one.says("i want to be a nurse")
    call, button = one.button("")
    other.press_again(call, button)
    whispered = slack.wait(lambda: [c for c in slack.sent(method="chat.postEphemeral") if c.fields["user"] == other.user])
    assert "button" in whispered[-1].text
    assert slack.sent(other.place) == []


def test_a_sign_that_an_answer_comes_is_shown_and_taken_away(person: SlackPerson, slack: Slack) -> None:
    person.says("what does a welder make")
    signs = slack.wait(lambda: len(s := slack.sent("", "assistant.threads.setStatus")) and s)
    assert any(s.fields["channel_id"] == person.place and s.fields["status"] for s in signs)


def test_the_same_event_again_is_answered_once(person: SlackPerson, slack: Slack) -> None:
    event = message(person.user, "what does a welder make")
    for retry in range(4):
        headers = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {}
        assert person.send(event, **headers).status_code == 200
    person.reads(0)
    person.says("thanks")
    assert len(slack.sent(person.place)) == 2


def test_a_message_is_stored_before_slack_is_told(person: SlackPerson, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it can't be stored Slack is told so, brings it again, and it is answered then."""
    event = message(person.user, "what does a welder make")
    with monkeypatch.context() as broken:

        def away(*_: object) -> None:
            raise StoreUnavailable("the database is away")

        broken.setattr(app.parts().service.store, "accept", away)
        answer = person.send(event)
        assert answer.status_code == 503
        assert "x-slack-no-retry" not in answer.headers
    assert person.send(event, **{"X-Slack-Retry-Num": "1"}).status_code == 200
    assert "welder" in person.reads(0).lower()


def test_marks_and_entities_of_slack_are_read_as_they_were_typed(person: SlackPerson) -> None:
    event = message(person.user, "") | {"text": "what does a welder make &amp; do <https://x.example|x.example>"}
    person.send(event)
    person.reads(0)
    assert stored(person)[-1].text == "what does a welder make & do x.example"


def test_a_file_alone_is_answered_with_what_can_be_read_here(person: SlackPerson) -> None:
    person.send(message(person.user, "", subtype="file_share", files=[{"id": "F1"}]))
    assert "read" in person.reads(0)


def test_a_message_that_is_too_long_is_answered_with_the_limit(person: SlackPerson) -> None:
    assert "4,000" in person.says("a" * 4001)


def test_what_programs_write_is_left_alone(person: SlackPerson, slack: Slack) -> None:
    person.says("hi")
    for event in (
        message("UBOT", "our own words", channel=person.place),
        message(person.user, "another program", bot_id="B9", subtype="bot_message"),
        {
            **message("UBOT", "", channel=person.place),
            "subtype": "message_changed",
            "message": {"user": "UBOT", "bot_id": "BBOT", "text": "x", "ts": "1.1"},
        },
        message(person.user, "joined", subtype="channel_join"),
    ):
        assert person.send(event).status_code == 200
    person.says("thanks")
    assert len(stored(person)) == 2


def test_unknown_events_are_taken_and_left(person: SlackPerson) -> None:
    assert person.send({"type": "reaction_added", "user": person.user, "item": {}}).status_code == 200


def test_whoever_opens_the_app_is_told_once_what_it_is(person: SlackPerson, slack: Slack) -> None:
    opened = {"type": "app_home_opened", "user": person.user, "channel": person.place, "tab": "messages", "event_ts": new_ts()}
    for _ in range(2):
        person.send(opened)
    told = person.reads(0)
    assert "988" in told
    assert "program" in told
    assert "demonstration" in told.lower()
    assert "Talk" in told or "person" in told
    person.says("hi")
    assert len(slack.sent(person.place)) == 2


def test_what_is_always_offered_can_be_pressed_again(person: SlackPerson, slack: Slack) -> None:
    opened = {"type": "app_home_opened", "user": person.user, "channel": person.place, "tab": "messages", "event_ts": new_ts()}
    person.send(opened)
    person.reads(0)
    for _ in range(2):
        assert "FAFSA" in person.presses("Pay for school")
    person.says("what can you do")
    assert person.presses("Start over")
    assert [turn.choice for turn in stored(person)] == ["/financial_aid", "/financial_aid", None, "/start_over"]


def test_an_edit_of_an_answered_message_is_a_new_message(person: SlackPerson) -> None:
    ts = person.writes("what does a welder make")
    person.reads(0)
    person.edits(ts, "what does a plumber make", was="what does a welder make")
    assert "plumber" in person.reads(1).lower()


def test_a_preview_of_a_link_is_no_edit(person: SlackPerson, slack: Slack) -> None:
    ts = person.writes("what does a welder make")
    person.reads(0)
    person.edits(ts, "what does a welder make", was="what does a welder make")
    person.says("thanks")
    assert len(stored(person)) == 2


def test_what_is_edited_before_its_answer_is_answered_as_it_is_then(person: SlackPerson, slack: Slack, held: Held) -> None:
    with held():
        ts = person.writes("what does a welder make")
        person.edits(ts, "what does a plumber make", was="what does a welder make")
    told = person.reads(0)
    assert "plumber" in told.lower()
    assert "welder" not in told.lower()
    assert len(stored(person)) == 1


def test_what_is_deleted_before_its_answer_was_never_sent(person: SlackPerson, slack: Slack, held: Held) -> None:
    with held():
        ts = person.writes("what does a welder make")
        person.deletes(ts, "what does a welder make")
    person.says("what does a plumber make")
    assert [turn.text for turn in stored(person)] == ["what does a plumber make"]
    event = message(person.user, "what does a welder make", ts)
    person.send(event)  # and a late delivery of it is dead
    person.says("thanks")
    assert [turn.text for turn in stored(person)] == ["what does a plumber make", "thanks"]


def test_a_deleted_cry_is_answered_all_the_same(person: SlackPerson, held: Held) -> None:
    with held():
        ts = person.writes("i want to kill myself")
        person.deletes(ts, "i want to kill myself")
    assert "988" in person.reads(0)


def test_the_words_of_an_answered_message_go_when_it_is_deleted(person: SlackPerson) -> None:
    ts = person.writes("what does a welder make")
    person.reads(0)
    person.deletes(ts, "what does a welder make")
    assert stored(person)[0].text == ""


def test_the_chat_can_be_deleted_and_begins_anew(person: SlackPerson, slack: Slack) -> None:
    person.says("what can you do")
    person.says("what does a welder make")
    call, button = person.button("Delete")
    assert button["confirm"]
    count = len(slack.sent(person.place))
    person.press_again(call, button)
    told = person.reads(count)
    assert "deleted" in told.lower()
    slack.wait(lambda: len(slack.standing(person.place)) == 1)
    assert stored(person) == []
    late = message(person.user, "what does a welder make", "1000000000.000001")
    person.send(late)
    person.says("hi")
    assert [turn.text for turn in stored(person)] == ["hi"]


def test_the_conversation_holds_nothing_of_slack_s_ids(person: SlackPerson) -> None:
    person.says("hi")
    assert person.user not in stored(person)[0].conversation
    assert person.place not in stored(person)[0].conversation


def test_a_crisis_in_a_direct_message_comes_first_and_whole(person: SlackPerson, slack: Slack, student: Student) -> None:
    web = student.says("i want to kill myself")
    person.says("i want to kill myself")
    first = slack.sent(person.place)[0]
    for message_ in web["messages"]:
        for sentence in message_.split("\n"):
            assert sentence.removeprefix("- ") in first.text
    assert "<tel:988|988>" in first.text or "tel:988" in str(first.fields["blocks"])


def stored(person: SlackPerson) -> list:
    """The turns of a person's direct conversation."""
    return app.chat_turns("slack", person.user)
