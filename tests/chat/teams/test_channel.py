"""A mention in a channel of Teams: what others may read is answered there, all else in the person's own chat."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from bot.store.chat_tables import chat_addresses, chat_events
from bot.store.tables import turns
from tests import app
from tests.chat import signed_teams as sent
from tests.chat.connector import Call, Connector
from tests.chat.teams_people import TeamsPerson, actions

CHANNEL = "19:general@thread.tacv2"


def thread(person: TeamsPerson, activity: dict[str, object]) -> list[Call]:
    """What was posted into the thread of an activity."""
    place = activity["conversation"]["id"]  # type: ignore[index]
    return person.posts(str(place))


def asks(person: TeamsPerson, text: str) -> tuple[dict[str, object], Call]:
    """Mention the assistant; the activity, and what stands under it then."""
    activity = person.in_channel(text, channel=CHANNEL)
    person.takes(activity)
    return activity, person.teams.wait(lambda: thread(person, activity))[0]


def test_facts_about_work_are_answered_in_the_thread_with_a_way_to_ask_alone(person: TeamsPerson) -> None:
    _, told = asks(person, "what does a welder make")
    assert "welder" in told.text.lower()
    assert [action["type"] for action in actions(told.card)] == ["Action.OpenUrl"]
    assert person.posts() == []


def test_what_is_the_person_s_own_is_answered_in_their_own_chat(person: TeamsPerson) -> None:
    _, told = asks(person, "how do i pay for college, my fafsa got rejected")
    assert "fafsa" not in told.text.lower()
    assert actions(told.card) == []
    assert len(person.teams.wait(person.posts)) >= 1
    assert [turn.text for turn in app.chat_turns("teams", person.person)] == ["how do i pay for college, my fafsa got rejected"]


def test_the_same_mention_again_is_answered_once(person: TeamsPerson) -> None:
    activity, _ = asks(person, "what does a welder make")
    person.takes(activity)
    asks(person, "what does a plumber make")
    assert len(thread(person, activity)) == 1


def test_each_person_of_a_thread_has_a_conversation_of_their_own(someone: Callable[[], TeamsPerson]) -> None:
    one, other = someone(), someone()
    activity, _ = asks(one, "what does a welder make")
    first = activity["id"]
    other.takes(other.in_channel("what does a plumber make", channel=CHANNEL, thread=str(first)))
    one.teams.wait(lambda: len(thread(one, activity)) == 2)
    assert "plumber" in thread(one, activity)[1].text.lower()


def test_who_has_not_added_the_app_is_told_to_and_finds_what_is_theirs_later(person: TeamsPerson, assistant: Connector) -> None:
    assistant.refuses_direct.add(person.person)
    _, told = asks(person, "how do i pay for college")
    assert "open a chat" in told.text.lower()
    assert person.posts() == []
    assert app.chat_turns("teams", person.person) == []


def test_a_cry_gets_the_numbers_at_once_and_a_person_who_is_told_once_the_app_is_added(
    person: TeamsPerson, assistant: Connector
) -> None:
    assistant.refuses_direct.add(person.person)
    _, told = asks(person, "i want to kill myself")
    assert "988" in told.text
    assert actions(told.card) == []
    (turn,) = app.chat_turns("teams", person.person)
    assert assistant.wait(lambda: app.parts().desk.parts.cases.latest(turn.conversation)).reason == "crisis"
    assistant.wait(lambda: [c for c in assistant.calls if c.status == 403 and c.body.get("members") == [{"id": person.person}]])
    assert person.posts() == []
    person.takes(sent.installed(person.teams.service_url, person=person.person))
    assert "988" in person.teams.wait(person.posts)[0].text


def test_what_is_not_said_to_us_is_neither_answered_nor_kept(person: TeamsPerson) -> None:
    def kept() -> tuple[int, ...]:
        with app.parts().database.transaction() as connection:
            return tuple(
                connection.scalar(select(func.count()).select_from(table)) or 0 for table in (turns, chat_addresses, chat_events)
            )

    before = kept()
    activity = person.in_channel("i feel bad about my grades", channel=CHANNEL, mention=False)
    for of in (activity, sent.edited(activity, "never mind"), sent.deleted(activity), sent.restored(activity)):
        person.takes(of)
    assert kept() == before
    assert thread(person, activity) == []


def test_a_mention_that_is_deleted_loses_its_words_wherever_it_was_answered(person: TeamsPerson) -> None:
    activity, _ = asks(person, "how do i pay for college")
    person.teams.wait(person.posts)
    person.takes(sent.deleted(activity))
    assert [turn.text for turn in app.chat_turns("teams", person.person)] == [""]


def test_a_mention_without_words_is_answered_with_what_can_be_read(person: TeamsPerson) -> None:
    _, told = asks(person, "")
    assert "read" in told.text


def test_a_team_that_adds_the_app_is_not_greeted_but_known(person: TeamsPerson) -> None:
    where = {"isGroup": True, "conversationType": "channel", "tenantId": sent.TENANT, "id": CHANNEL}
    person.takes(sent.installed(person.teams.service_url, person=person.person, conversation=where))
    asks(person, "what does a welder make")
    assert [call for call in person.teams.sent() if call.conversation == CHANNEL] == []
