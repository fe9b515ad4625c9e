"""Students and advisors in Teams: what they do comes as signed activities, what they read comes by the connector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from tests.chat import signed_teams as sent
from tests.chat.connector import Call, Connector


@dataclass
class TeamsPerson:
    """Somebody with the app, in a 1:1 chat with it and in channels."""

    client: httpx.Client
    teams: Connector
    person: str  # such as 29:ana
    tenant: str = sent.TENANT
    last: int = 0

    @property
    def place(self) -> str:
        return self.teams.direct_id(self.person)

    def brings(self, activity: dict[str, Any]) -> httpx.Response:
        """One delivery of an activity."""
        token = sent.teams_token(self.teams.service_url)
        return self.client.post("/teams/messages", content=sent.raw(activity), headers={"Authorization": f"Bearer {token}"})

    def takes(self, activity: dict[str, Any]) -> dict[str, Any]:
        """One delivery of an activity, which is taken; what it is answered with."""
        answer = self.brings(activity)
        assert answer.status_code == 200, f"{answer.status_code} {answer.text}"
        return dict(answer.json()) if answer.content else {}

    def message(self, text: str | None, **fields: Any) -> dict[str, Any]:
        """A message in the 1:1 chat."""
        return sent.activity(self.teams.service_url, self.person, self.tenant, text=text, **fields)

    def in_channel(self, text: str, **fields: Any) -> dict[str, Any]:
        """A message in a channel."""
        who = {"from": {"id": self.person, "name": "Somebody"}}
        return sent.in_channel(self.teams.service_url, text, tenant=self.tenant, **(who | fields))

    def writes(self, text: str, **fields: Any) -> dict[str, Any]:
        """Write in the 1:1 chat; the activity."""
        activity = self.message(text, **fields)
        self.takes(activity)
        return activity

    def posts(self, place: str | None = None) -> list[Call]:
        """What was posted to a place, in the 1:1 chat where none is named."""
        return [call for call in self.teams.sent() if call.conversation == (place or self.place)]

    def says(self, text: str) -> str:
        """Write in the 1:1 chat; what is read back."""
        self.last = len(self.posts())
        self.writes(text)
        return self.reads()

    def reads(self) -> str:
        """All that came since the last message, as soon as there is something."""
        self.teams.wait(lambda: len(self.posts()) > self.last)
        return "\n".join(call.text for call in self.posts()[self.last :])

    def presses(self, label: str, of: Call | None = None) -> str:
        """Press the newest button whose label holds these words; what is read back."""
        action = self.button(label, of)
        back = action["data"]["msteams"]
        assert back["type"] == "messageBack"
        self.last = len(self.posts())
        self.takes(self.message(back["text"], value=back["value"], replyToId="1795300000000"))
        return self.reads()

    def button(self, label: str, of: Call | None = None) -> dict[str, Any]:
        """The newest button of the 1:1 chat, or of a post, whose label holds these words."""
        for call in [of] if of else reversed(self.posts()):
            for action in actions(call.card):
                if label.lower() in action["title"].lower():
                    return action
        raise AssertionError(f"no button {label!r} in {[call.text for call in self.posts()[-2:]]}")

    def acts(self, room: str, post: str, verb: str, data: dict[str, Any]) -> dict[str, Any]:
        """Press a button of a card in a channel, or send its form; what Teams gets for an answer."""
        who = {"from": {"id": self.person, "name": "Somebody"}}
        activity = sent.acted(self.teams.service_url, verb, data, under=post, channel=room, tenant=self.tenant, **who)
        return self.takes(activity)


def actions(card: Any) -> list[dict[str, Any]]:
    """Every button of a card, also those behind a question; links within a text are none."""
    if isinstance(card, list):
        return [action for one in card for action in actions(one)]
    if not isinstance(card, dict):
        return []
    own = [card] if str(card.get("type", "")).startswith("Action.") and card["type"] != "Action.ShowCard" else []
    return own + [
        action
        for name, value in card.items()
        if name != "selectAction" and isinstance(value, list | dict)
        for action in actions(value)
    ]
