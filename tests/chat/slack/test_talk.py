"""A student talks to the assistant in Slack: signed raw requests in, recorded calls of the Web API out."""

from __future__ import annotations

from tests.app import Student, reads
from tests.chat.slack_api import Slack
from tests.chat.slack_requests import SlackPerson


def test_a_direct_message_is_answered_with_what_the_page_says(person: SlackPerson, slack: Slack, student: Student) -> None:
    web = student.says("what does a welder make")
    told = person.says("what does a welder make")
    assert len(slack.sent(person.place)) == 1
    for sentence in web["messages"]:
        assert sentence in told
    for choice in web["choices"]:
        assert choice["label"] in told
    assert "welder" in reads(web)
