"""A student talks to the assistant in Teams: raw activities with Microsoft's token in, recorded calls of the connector out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.store import StoreUnavailable
from bot.store.tables import outbox
from tests import app
from tests.app import Student
from tests.chat import signed_teams as sent
from tests.chat.connector import Connector
from tests.chat.teams_people import TeamsPerson, actions

Held = Callable[[], AbstractContextManager[None]]


def stored(person: TeamsPerson) -> list[Any]:
    """The turns of a person's 1:1 conversation."""
    return app.chat_turns("teams", person.person)


def words(person: TeamsPerson) -> list[str]:
    return [turn.text for turn in stored(person)]


def hurry() -> None:
    """Time passes: what was put off is due."""
    from datetime import UTC, datetime

    with app.parts().database.transaction() as connection:
        waiting = (outbox.c.channel == "teams", outbox.c.sent.is_(None), outbox.c.given_up.is_(None))
        connection.execute(update(outbox).where(*waiting).values(due=datetime.now(UTC)))
    app.parts().bell.ring("outbox")


def waits(person: TeamsPerson, attempts: int = 1) -> Callable[[], bool]:
    """Whether something for a person was tried and waits now."""
    conversation = stored(person)[-1].conversation

    def tried() -> bool:
        with app.parts().database.transaction() as connection:
            of = (outbox.c.conversation == conversation, outbox.c.sent.is_(None), outbox.c.attempts >= attempts)
            return connection.scalar(select(outbox.c.id).where(*of).limit(1)) is not None

    return tried


def test_a_message_is_answered_with_what_the_page_says(person: TeamsPerson, assistant: Connector, student: Student) -> None:
    web = student.says("what does a welder make")
    told = person.says("what does a welder make")
    assert len(person.posts()) == 1
    for sentence in web["messages"]:
        assert sentence in told
    for choice in web["choices"]:
        assert choice["label"] in told
    assert len(assistant.wait(lambda: [c for c in assistant.sent("typing") if c.conversation == person.place])) == 1


def test_every_choice_is_a_button_and_goes_on_as_on_the_page(person: TeamsPerson, student: Student) -> None:
    web = student.says("i want to be a nurse")
    person.says("i want to be a nurse")
    assert [a["title"] for call in person.posts() for a in actions(call.card)] == [c["label"] for c in web["choices"]]
    label = web["choices"][0]["label"]
    after, told = student.presses(label), person.presses(label)
    assert after["messages"][0] in told


def test_the_pressed_choice_stands_in_place_of_the_buttons(person: TeamsPerson, assistant: Connector) -> None:
    person.says("i want to be a nurse")
    label = person.button("")["title"]
    (asked,) = person.posts()
    person.presses(label)
    (changed,) = assistant.wait(lambda: [c for c in assistant.calls if c.method == "PUT" and c.conversation == person.place])
    assert changed.message == asked.made
    assert label not in [action["title"] for action in actions(changed.card)]
    assert label in changed.text


def test_a_button_pressed_twice_is_one_answer(person: TeamsPerson) -> None:
    person.says("i want to be a nurse")
    back = person.button("")["data"]["msteams"]
    person.presses(back["text"])
    count = len(person.posts())
    person.takes(person.message(back["text"], value=back["value"]))
    person.says("what does a welder make")
    assert len(person.posts()) == count + 1


def test_somebody_else_s_button_is_no_more_than_its_words(someone: Callable[[], TeamsPerson]) -> None:
    one, other = someone(), someone()
    one.says("i want to be a nurse")
    back = one.button("")["data"]["msteams"]
    other.takes(other.message("what does a welder make", value=back["value"]))
    other.reads()
    assert [(turn.text, turn.choice) for turn in stored(other)] == [("what does a welder make", None)]


@pytest.mark.parametrize("value", [{"c": "c.99999999.0"}, {"c": "c.x"}, {"c": 7}, {"do": "fly"}, {"do": ["x"]}, {}])
def test_a_value_nobody_gave_out_does_nothing(person: TeamsPerson, value: dict[str, Any]) -> None:
    person.takes(person.message(None, value=value))
    person.says("hi")
    assert words(person) == ["hi"]


def test_the_same_activity_again_is_answered_once(person: TeamsPerson) -> None:
    activity = person.message("what does a welder make")
    with ThreadPoolExecutor(4) as at_once:
        answers = list(at_once.map(lambda _: person.brings(activity).status_code, range(8)))
    assert answers == [200] * 8
    person.reads()
    person.says("thanks")
    assert words(person) == ["what does a welder make", "thanks"]
    assert len(person.posts()) == 2


def test_a_message_is_stored_before_teams_is_told(person: TeamsPerson, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it can't be stored Teams is told so, brings it again, and it is answered then."""
    activity = person.message("what does a welder make")
    with monkeypatch.context() as broken:

        def away(*_: object) -> None:
            raise StoreUnavailable("the database is away")

        broken.setattr(app.parts().service.store, "accept", away)
        assert person.brings(activity).status_code == 503
    assert person.brings(activity).status_code == 200
    assert "welder" in person.reads().lower()


def test_a_file_alone_is_answered_with_what_can_be_read_here(person: TeamsPerson) -> None:
    file = {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "resume.pdf"}
    activity = person.message("", attachments=[file])
    person.takes(activity)
    person.takes(activity)
    assert "read" in person.reads()
    person.says("hi")
    assert len(person.posts()) == 2


def test_a_message_that_is_too_long_is_answered_with_the_limit(person: TeamsPerson) -> None:
    assert "4,000" in person.says("a" * 4001)


def test_whoever_adds_the_app_is_told_once_what_it_is(person: TeamsPerson) -> None:
    who = {"person": person.person}
    for activity in (sent.installed(person.teams.service_url, **who), sent.joined(person.teams.service_url, **who)) * 2:
        person.takes(activity)
    told = person.reads()
    assert "988" in told
    assert "program" in told
    person.says("hi")
    assert len(person.posts()) == 2


def test_a_welcome_is_in_the_language_of_the_person_s_teams(person: TeamsPerson) -> None:
    person.takes(sent.installed(person.teams.service_url, person=person.person, locale="es-MX"))
    assert "Soy" in person.reads()


def test_an_edit_of_an_answered_message_is_a_new_message(person: TeamsPerson) -> None:
    activity = person.writes("what does a welder make")
    person.reads()
    person.last = 1
    edit = sent.edited(activity, "what does a plumber make")
    person.takes(edit)
    person.takes(edit)
    assert "plumber" in person.reads().lower()
    person.says("thanks")
    assert words(person) == ["what does a welder make", "what does a plumber make", "thanks"]


def test_an_edit_that_changes_nothing_is_none(person: TeamsPerson) -> None:
    activity = person.writes("what does a welder make")
    person.reads()
    person.takes(sent.edited(activity, "what does a welder make"))
    person.says("thanks")
    assert words(person) == ["what does a welder make", "thanks"]


def test_what_is_edited_before_its_answer_is_answered_as_it_is_then(person: TeamsPerson, held: Held) -> None:
    with held():
        activity = person.writes("what does a welder make")
        person.takes(sent.edited(activity, "what does a plumber make"))
    told = person.reads().lower()
    assert "plumber" in told
    assert "welder" not in told


def test_what_is_deleted_before_its_answer_was_never_sent(person: TeamsPerson, held: Held) -> None:
    with held():
        activity = person.writes("what does a welder make")
        person.takes(sent.deleted(activity))
    person.takes(activity)  # a late delivery of it is dead
    person.says("what does a plumber make")
    assert words(person) == ["what does a plumber make"]
    person.last = len(person.posts())
    for _ in range(2):
        person.takes(sent.restored(activity))
    assert "welder" in person.reads().lower(), "brought back it is said after all"
    assert words(person) == ["what does a plumber make", "what does a welder make"]


def test_the_words_of_an_answered_message_go_when_it_is_deleted(person: TeamsPerson) -> None:
    activity = person.writes("what does a welder make")
    person.reads()
    person.takes(sent.deleted(activity))
    assert words(person) == [""]
    person.takes(sent.restored(activity))
    person.says("thanks")
    assert words(person) == ["", "thanks"]


def test_a_deleted_cry_is_answered_all_the_same(person: TeamsPerson, held: Held) -> None:
    with held():
        activity = person.writes("i want to kill myself")
        person.takes(sent.deleted(activity))
    assert "988" in person.reads()


def test_the_chat_can_be_deleted_and_begins_anew(person: TeamsPerson, assistant: Connector) -> None:
    first = person.writes("what can you do")
    person.reads()
    person.says("what does a welder make")
    told = person.presses("Delete")
    assert "deleted" in told.lower()
    assistant.wait(lambda: len([1 for place, _ in assistant.messages if place == person.place]) == 1)
    assert stored(person) == []
    person.takes(first | {"timestamp": "2026-01-01T00:00:00Z"})
    person.says("hi")
    assert words(person) == ["hi"]


def test_a_crisis_comes_first_and_whole(person: TeamsPerson, student: Student) -> None:
    web = student.says("i want to kill myself")
    person.says("i want to kill myself")
    first = person.posts()[0].text
    for message in web["messages"]:
        for sentence in message.split("\n"):
            for number in ("988", "911"):
                assert (number in first) or number not in sentence
    assert "tel:988" in first


def test_the_conversation_holds_nothing_of_teams_ids(person: TeamsPerson) -> None:
    person.says("hi")
    conversation = stored(person)[0].conversation
    assert person.person.removeprefix("29:") not in conversation
    assert person.place not in conversation


def test_one_person_in_two_tenants_has_two_conversations(someone: Callable[[], TeamsPerson]) -> None:
    one = someone()
    other = TeamsPerson(one.client, one.teams, one.person, sent.OTHER_TENANT)
    one.says("i want to be a nurse")
    other.takes(
        other.message("start", conversation={"conversationType": "personal", "tenantId": other.tenant, "id": "a:elsewhere"})
    )
    one.teams.wait(lambda: other.posts("a:elsewhere"))
    with app.parts().database.transaction() as connection:
        from bot.store.chat_tables import chat_addresses

        query = select(chat_addresses.c.tenant, chat_addresses.c.conversation).where(chat_addresses.c.person == one.person)
        found = connection.execute(query).all()
    assert {tenant for tenant, _ in found} == {sent.TENANT, sent.OTHER_TENANT}
    assert len({conversation for _, conversation in found}) == 2


def test_we_wait_when_we_are_asked_to_and_then_go_on_in_order(person: TeamsPerson, assistant: Connector) -> None:
    person.says("hi")
    count = len(person.posts())
    assistant.fail(429, hits=lambda method, path, body: person.place in path and body.get("type") != "typing", retry_after="2")
    person.writes("what does a welder make")
    assistant.wait(waits(person))
    person.writes("what does a plumber make")
    assistant.wait(lambda: len(person.posts()) == count + 2)
    first, second = (call.text.lower() for call in person.posts()[count:])
    assert "welder" in first
    assert "plumber" in second
    assert len([call for call in assistant.calls if call.conversation == person.place and call.status == 429]) == 1


@pytest.mark.parametrize("status", [500, 502, 412, 0, None])
def test_a_teams_that_fails_gets_the_answer_later(person: TeamsPerson, assistant: Connector, status: int | None) -> None:
    assistant.fail(status, hits=lambda method, path, body: person.place in path and body.get("type") != "typing")
    person.writes("what does a welder make")
    assistant.wait(waits(person))
    hurry()
    assert "welder" in person.reads().lower()
    person.says("thanks")
    assert len(person.posts()) == 2


def test_who_blocked_the_app_is_not_written_to_again(person: TeamsPerson, assistant: Connector) -> None:
    assistant.fail(403, times=99, hits=lambda method, path, body: person.place in path and body.get("type") != "typing")
    person.writes("what does a welder make")
    assistant.wait(lambda: [call for call in assistant.calls if call.status == 403 and call.conversation == person.place])
    assistant.heal()
    person.says("thanks")
    assert len(person.posts()) == 1
