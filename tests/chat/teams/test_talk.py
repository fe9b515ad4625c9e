"""A student talks to the assistant in Teams: raw activities with Microsoft's token in, recorded calls of the connector out."""

from __future__ import annotations

from tests.app import Student
from tests.chat.connector import Connector
from tests.chat.teams_people import TeamsPerson


def test_a_message_is_answered_with_what_the_page_says(person: TeamsPerson, assistant: Connector, student: Student) -> None:
    web = student.says("what does a welder make")
    told = person.says("what does a welder make")
    assert len(person.posts()) == 1
    for sentence in web["messages"]:
        assert sentence in told
    for choice in web["choices"]:
        assert choice["label"] in told
    assert [call.conversation for call in assistant.sent("typing")].count(person.place) == 1
