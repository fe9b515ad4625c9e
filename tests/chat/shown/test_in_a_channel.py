"""Called in a channel where others read along: facts are told in the thread, everything of the person goes on in private."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.cases.model import Case
from bot.store.chat_tables import chat_addresses
from bot.store.tables import cases
from tests import app
from tests.chat.connector import Connector
from tests.chat.render.rendered import buttons, label
from tests.chat.render_text import as_text
from tests.chat.signed_teams import installed
from tests.chat.slack_requests import SlackPerson, mention
from tests.chat.talks import PLATFORMS, Talk, on_its_way, text_of
from tests.people import desk

HALLS = {"slack": "CHALLWAY", "teams": "19:hallway@thread.tacv2"}
CRY = "i dont want to be alive anymore"


@dataclass
class Thread:
    """What somebody began in a channel by calling the assistant, and what was posted there."""

    talk: Talk
    root: str

    def posts(self) -> list[dict[str, Any]]:
        hall = HALLS[self.talk.platform]
        if isinstance(self.talk.person, SlackPerson):
            return [c.fields for c in app.slack().sent(hall) if c.fields.get("thread_ts") == self.root]
        return [call.body for call in self.talk.person.posts(f"{hall};messageid={self.root}")]

    def says(self, count: int = 1) -> str:
        """What is read in the thread, once so much was posted there."""
        app.slack().wait(lambda: len(self.posts()) >= count and not any(map(on_its_way, self.conversations())))
        return text_of(self.posts())

    def conversations(self) -> list[str]:
        """The person's conversations in channels."""
        here = (chat_addresses.c.person == self.talk.name, chat_addresses.c.kind == "public")
        with app.parts().database.transaction() as connection:
            return list(connection.scalars(select(chat_addresses.c.conversation).where(*here)))


def calls(talk: Talk, text: str) -> Thread:
    """Call the assistant in a channel."""
    hall = HALLS[talk.platform]
    if isinstance(talk.person, SlackPerson):
        event = mention(talk.person.user, text, channel=hall)
        assert talk.person.send(event).status_code == 200
        return Thread(talk, event["ts"])
    activity = talk.person.in_channel(text, channel=hall)
    talk.person.takes(activity)
    return Thread(talk, activity["id"])


def open_cases() -> int:
    with app.parts().database.transaction() as connection:
        return connection.scalar(select(func.count()).select_from(cases)) or 0


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_fact_is_told_in_the_thread(platform: str, someone: Callable[[str], Talk]) -> None:
    talk = someone(platform)
    thread = calls(talk, "what does a welder make")
    assert "$53,750" in thread.says()
    offered = [label(one) for post in thread.posts() for one in buttons(post)]
    assert offered == ["Ask me in private"]
    assert talk.posts() == [], "nobody is written to who was answered"
    assert talk.turns() == []


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("private", ["can i get money for school", "can i talk to a real person"])
def test_what_is_personal_goes_on_in_private(private: str, platform: str, someone: Callable[[str], Talk]) -> None:
    before = open_cases()
    talk = someone(platform)
    thread = calls(talk, private)
    assert thread.says() == "I answered you in a direct message."
    talk.settles()
    [turn] = talk.turns()
    assert turn.text == private
    assert turn.reply
    assert turn.reply.messages[0] in text_of(talk.posts())
    assert len(thread.posts()) == 1
    assert open_cases() == before
    if "person" in private:
        talk.says("can i switch to evening classes")
        assert open_cases() == before + 1
        assert case_of(talk)
        assert [desk().parts.cases.latest(one) for one in thread.conversations()] == [None]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_cry_for_help_is_answered_there_and_in_private_and_opens_one_case(
    platform: str, someone: Callable[[str], Talk]
) -> None:
    before = open_cases()
    talk = someone(platform)
    thread = calls(talk, CRY)
    app.slack().wait(lambda: thread.posts())
    talk.settles()
    for told in (text_of(thread.posts()), as_text(talk.posts()[0])):
        assert "988" in told
        assert "911" in told
    assert not [one for post in thread.posts() for one in buttons(post)]
    assert len(thread.posts()) == 1
    assert open_cases() == before + 1
    assert case_of(talk).about == CRY
    assert thread.conversations() == [], "what the channel saw is no conversation of its own"


def test_somebody_without_the_app_of_teams_is_told_to_open_it(someone: Callable[[str], Talk], teams: Connector) -> None:
    talk = someone("teams")
    teams.refuses_direct.add(talk.name)
    thread = calls(talk, "can i get money for school")
    assert thread.says() == "This is better in private. Open a chat with me and ask me there."
    assert talk.posts() == []


def test_a_cry_of_somebody_without_the_app_of_teams_reaches_people(someone: Callable[[str], Talk], teams: Connector) -> None:
    """The numbers stand in the thread at once; the case is open; what could not be said waits until they add the app."""
    before = open_cases()
    talk = someone("teams")
    teams.refuses_direct.add(talk.name)
    thread = calls(talk, CRY)
    app.slack().wait(lambda: thread.posts() and open_cases() > before)
    assert "988" in text_of(thread.posts())
    assert case_of(talk).about == CRY
    assert talk.posts() == []
    teams.refuses_direct.discard(talk.name)
    talk.person.takes(installed(teams.service_url, person=talk.name))
    talk.settles()
    assert "988" in text_of(talk.posts())


def case_of(talk: Talk) -> Case:
    """The case of a person's direct conversation."""
    found = desk().parts.cases.latest(talk.turns()[0].conversation)
    assert found
    return found
