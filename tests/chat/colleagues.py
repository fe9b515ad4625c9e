"""Advisors who are in Slack, in Teams and at the desk under one account, and the rooms in which they find cases."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from bot.cases.model import Case
from bot.desk.account import Account, Role
from tests import app
from tests.chat.connector import Call as Activity
from tests.chat.render_text import as_text
from tests.chat.signed_teams import TENANT, in_channel
from tests.chat.slack_api import Call
from tests.chat.slack_requests import TEAM, SlackPerson, message, submitted_body
from tests.chat.teams_people import TeamsPerson, actions
from tests.desk.people import HTML, PASSWORD, hashed_once, sign_in
from tests.people import TEAMS as ALL_TEAMS


@dataclass
class Colleague:
    """One advisor, wherever they are."""

    account: Account
    slack: SlackPerson
    teams: TeamsPerson

    def presses_in_slack(self, label: str, card: Call) -> Call:
        """Press a button of a card; the card."""
        button = next(one for one in shown_now(card).buttons if one["text"]["text"] == label)
        self.slack.press_again(card, button)
        return card

    def fills_in_slack(self, **values: str) -> None:
        """Send the dialog that was opened last."""
        opened = self.slack.slack.wait(lambda: self.slack.slack.sent(method="views.open"))[-1]
        self.slack.posts("/slack/interactive", submitted_body(self.slack.user, opened.fields["view"], values))

    def writes_in_slack(self, text: str, card: Call) -> dict[str, Any]:
        """A line in the thread of a card; the event of it."""
        event = message(self.slack.user, text, channel=card.place, thread_ts=card.ts)
        assert self.slack.send(event).status_code == 200
        return event

    def presses_in_teams(self, label: str, room: str, card: Activity) -> dict[str, Any]:
        """Press a button of a card as it stands now; the card or form that Teams shows then."""
        standing = app.teams().messages[f"{room};messageid={card.made}", card.made] if card.made else None
        shown = standing["attachments"][0]["content"] if standing else card.card
        return self.acts(room, card, next(one for one in actions(shown) if one["title"] == label))

    def acts(self, room: str, card: Activity, action: dict[str, Any], **values: str) -> dict[str, Any]:
        """Press a button of what Teams shows, with what was filled in; what it shows then."""
        answer = self.teams.acts(room, card.made, action["verb"], {**action["data"], **values})
        assert answer["type"] == "application/vnd.microsoft.card.adaptive", answer
        return dict(answer["value"])

    @contextmanager
    def at_desk(self) -> Iterator[httpx.Client]:
        """A browser with this advisor signed in."""
        with app.visitor(app.server(), headers=HTML) as client:
            answer = sign_in(client, self.account.username)
            assert answer.status_code == 303, answer.text
            yield client


def colleague(client: httpx.Client, name: str) -> Colleague:
    """A new one, of every team, whom the workspace and the tenant know by the address of their account."""
    number = secrets.token_hex(4)
    email = f"colleague{number}@college.example"
    hashed = hashed_once(PASSWORD)
    account = app.parts().desk.parts.accounts.create(email, name, Role.ADVISOR, ALL_TEAMS, ("en", "es"), password_hash=hashed)
    user, person = f"UADVISOR{number.upper()}", f"29:advisor{number}"
    app.slack().people[user] = {"id": user, "team_id": TEAM, "profile": {"email": email.title()}}
    app.teams().members[person] = {"name": name, "email": email, "tenantId": TENANT, "userRole": "user"}
    return Colleague(account, SlackPerson(client, app.slack(), user), TeamsPerson(client, app.teams(), person))


def teams_is_known(client: httpx.Client) -> None:
    """Somebody wrote in a channel of Teams once, so that it is known where the tenant is served."""
    TeamsPerson(client, app.teams(), "29:anybody").takes(in_channel(app.teams().service_url, "hello all", mention=False))


def card_in_slack(place: str, case: Case) -> Call:
    """The one card of a case in a channel, once it is there."""
    found = app.slack().wait(lambda: [c for c in app.slack().sent(place) if _is_of(as_text(c.fields), case)])
    assert len(found) == 1
    return found[0]  # type: ignore[no-any-return]


def card_in_teams(room: str, case: Case) -> Activity:
    """The one card of a case in a channel of a team, once it is there."""
    cards = lambda: [c for c in list(app.teams().calls) if begins(c, room) and _is_of(as_text(c.body["activity"]), case)]  # noqa: E731
    found = app.teams().wait(cards)
    assert len(found) == 1
    return found[0]  # type: ignore[no-any-return]


def begins(call: Activity, room: str) -> bool:
    """Whether a call began a thread in a channel."""
    return call.body.get("channelData", {}).get("channel", {}).get("id") == room and call.status < 300


def _is_of(text: str, case: Case) -> bool:
    return bool(re.search(rf"\bCase {case.id}\b", text))


def shown_now(card: Call) -> Call:
    """What stands in a message of Slack now."""
    return Call(card.method, app.slack().messages[card.place, card.ts], card.token, ts=card.ts)


def reads_in_slack(card: Call) -> str:
    return as_text(shown_now(card).fields)


def reads_in_teams(room: str, card: Activity) -> str:
    return as_text(app.teams().messages[f"{room};messageid={card.made}", card.made])


def under_in_slack(card: Call) -> list[str]:
    """What we wrote in the thread of a card."""
    return [as_text(c.fields) for c in app.slack().sent(card.place) if c.fields.get("thread_ts") == card.ts]


def under_in_teams(room: str, card: Activity) -> list[str]:
    return [as_text(c.body) for c in app.teams().sent() if c.conversation == f"{room};messageid={card.made}"]


def page_of(client: httpx.Client, case: Case) -> str:
    """The page of a case at the desk, as it is read."""
    answer = client.get(f"/desk/cases/{case.id}")
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)
