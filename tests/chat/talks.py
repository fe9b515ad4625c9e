"""Somebody who talks to the assistant in a direct conversation, in Slack or in Teams, and what the two show of a reply."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

import httpx
from sqlalchemy import func, select

from bot.store import StoredTurn
from bot.store.tables import outbox
from tests import app
from tests.chat.connector import Connector
from tests.chat.render.rendered import buttons, label, said_in, squeezed
from tests.chat.render_text import as_text
from tests.chat.slack_api import Slack
from tests.chat.slack_requests import SlackPerson, message
from tests.chat.teams_people import TeamsPerson

PLATFORMS = ("slack", "teams")


@dataclass
class Talk:
    """One person's direct conversation. What comes of a message is complete: nothing of it is still on its way."""

    platform: str
    person: SlackPerson | TeamsPerson
    read: int = 0

    @property
    def name(self) -> str:
        return self.person.user if isinstance(self.person, SlackPerson) else self.person.person

    def posts(self) -> list[dict[str, Any]]:
        """Everything that was posted here, as the platform was given it."""
        if isinstance(self.person, SlackPerson):
            return [call.fields for call in self.person.slack.sent(self.person.place)]
        return [call.body for call in self.person.posts()]

    def turns(self) -> list[StoredTurn]:
        return app.chat_turns(self.platform, self.name)

    def writes(self, text: str) -> None:
        """Send a message; it is taken."""
        self.person.writes(text)

    def delivery(self, text: str) -> Any:
        """A message, to be brought once or more often."""
        return message(self.person.user, text) if isinstance(self.person, SlackPerson) else self.person.message(text)

    def brings(self, delivery: Any) -> httpx.Response:
        """One delivery of a message."""
        return self.person.send(delivery) if isinstance(self.person, SlackPerson) else self.person.brings(delivery)

    def says(self, text: str) -> list[dict[str, Any]]:
        """Send a message; what is posted for it."""
        self.read = len(self.posts())
        self.writes(text)
        return self.fresh()

    def presses(self, label: str) -> list[dict[str, Any]]:
        """Press a button; what is posted for it."""
        self.read = len(self.posts())
        self.person.presses(label)
        return self.fresh()

    def fresh(self) -> list[dict[str, Any]]:
        """What was posted since the last message, once it is all there."""
        self.settles()
        return self.posts()[self.read :]

    def settles(self) -> None:
        """Wait until each message is answered and each answer posted."""
        api: Slack | Connector = self.person.slack if isinstance(self.person, SlackPerson) else self.person.teams
        api.wait(lambda: (turns := self.turns()) and all(turn.reply for turn in turns) and not on_its_way(turns[0].conversation))


def talk(platform: str, client: httpx.Client, name: str = "", slack: Slack | None = None, teams: Connector | None = None) -> Talk:
    """A new person on a platform: those of this run where no others are given."""
    name = name or f"shown{secrets.token_hex(4)}"
    if platform == "slack":
        return Talk(platform, SlackPerson(client, slack or app.slack(), f"U{name.upper()}"))
    return Talk(platform, TeamsPerson(client, teams or app.teams(), f"29:{name}"))


def on_its_way(conversation: str) -> int:
    """How much of a conversation waits to be sent."""
    waiting = (outbox.c.conversation == conversation, outbox.c.sent.is_(None), outbox.c.given_up.is_(None))
    with app.parts().database.transaction() as connection:
        return connection.scalar(select(func.count()).select_from(outbox).where(*waiting)) or 0


def text_of(posts: list[dict[str, Any]]) -> str:
    """What a person reads of posts."""
    return "\n".join(as_text(post) for post in posts)


def same_substance(web: dict[str, Any], posts: list[dict[str, Any]]) -> None:
    """What is posted says all that the page says: words, goal, steps in their order, pay, costs, sources, choices.

    Raises:
        AssertionError: naming what is missing, or what money is told that the page does not tell.
    """
    from bot.conversation.messages import Reply

    reply, shown = Reply.from_dict({name: web[name] for name in Reply.__dataclass_fields__}), text_of(posts)
    there = squeezed(shown)
    missing = [piece for piece in said_in(reply) if squeezed(piece) not in there]
    assert not missing, f"it lacks {missing}; it says:\n{shown}"
    in_turn(there, [squeezed(line) for message in web["messages"] for line in message.split("\n")])
    for card in web["cards"]:
        if ladder := card["ladder"]:
            steps = [squeezed(f"{step['number']}: {step['title']}") for step in ladder["steps"]]
            in_turn(there, [squeezed(ladder["goal"]), *steps])
    in_turn(there, [squeezed(f"{source['title']}") for source in web["sources"]])
    offered = [label(one) for post in posts for one in buttons(post) if "choice" in str(one.get("action_id", "choice"))]
    assert offered == [choice["label"] for choice in web["choices"]]


def in_turn(there: str, pieces: list[str]) -> None:
    """Each of the pieces stands behind the one before."""
    at = 0
    for piece in pieces:
        found = there.find(piece, at)
        assert found >= 0, f"{piece!r} does not stand behind what comes before it in:\n{there}"
        at = found + len(piece)
