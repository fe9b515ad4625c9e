"""``python -m tests.chat.render``: what people in Slack and Teams do, and what is sent for it, as text that a person reads."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import httpx
from sqlalchemy import func, select

from bot.store.tables import outbox
from tests import app
from tests.app import Student
from tests.chat.colleagues import card_in_slack, card_in_teams, colleague, teams_is_known
from tests.chat.render_text import as_text
from tests.chat.shown.test_in_a_channel import CRY, calls
from tests.chat.talks import PLATFORMS, Talk, talk
from tests.chat.teams_people import actions
from tests.conversations.conftest import ROBOTS
from tests.people import case_of, desk

SHOWN = {"chat.postMessage", "chat.update", "chat.postEphemeral", "views.open", "chat.delete"}
OFFICE = ("CADVISING", "19:advising@thread.tacv2")


@dataclass
class Told:
    """Prints what was sent since it last looked."""

    slack: int = 0
    teams: int = 0
    sent: dict[str, int] = field(default_factory=dict)

    def does(self, who: str, what: str, do: Any) -> Any:
        """Somebody does something; then what is sent for it."""
        print(f"\n> {who}: {what}")
        self.slack, self.teams = len(app.slack().calls), len(app.teams().calls)
        done = do()
        self.rest()
        return done

    def rest(self) -> None:
        """Wait until nothing is on its way any more, then print it."""
        app.slack().wait(_quiet)
        for call in app.slack().calls[self.slack :]:
            self._count(f"Slack {call.method}")
            if call.method in SHOWN:
                thread = f", under {call.fields['thread_ts']}" if "thread_ts" in call.fields else ""
                _print(f"Slack {call.method} {call.place}{thread}", as_text(call.fields) if call.method != "chat.delete" else "")
        for call in app.teams().calls[self.teams :]:
            body = call.body.get("activity", call.body)
            self._count(f"Teams {call.method} {body.get('type', 'conversation')}")
            if body.get("type") == "message":
                where = call.conversation or call.body["channelData"]["channel"]["id"]
                _print(f"Teams {call.method} {where[:60]}", as_text(body))
        self.slack, self.teams = len(app.slack().calls), len(app.teams().calls)

    def _count(self, kind: str) -> None:
        self.sent[kind] = self.sent.get(kind, 0) + 1


def main() -> None:
    told = Told()
    with app.visitor(app.server()) as client:
        teams_is_known(client)
        for title, show in (
            ("Conversation 1 in Slack", lambda: _talk(told, talk("slack", client), ROBOTS)),
            ("Conversation 1 in Teams", lambda: _talk(told, talk("teams", client), ROBOTS)),
            ("Conversation 17 in Slack", lambda: _seventeen(told, talk("slack", client))),
            ("Conversation 17 in Teams", lambda: _seventeen(told, talk("teams", client))),
            ("One case in Slack, in Teams and on the page", lambda: _case(told, client)),
            ("A crisis in a Teams chat", lambda: _crisis(told, client)),
            ("Called in a channel", lambda: _channel(told, client)),
        ):
            print(f"\n\n{title}\n{'=' * len(title)}")
            show()
    print("\n\nWhat was sent in all\n====================")
    for kind, count in sorted(told.sent.items()):
        print(f"{count:4} {kind}")


def _talk(told: Told, person: Talk, *texts: str) -> None:
    for text in texts:
        told.does(f"a student in {person.platform.title()}", text, lambda text=text: person.writes(text))


def _seventeen(told: Told, person: Talk) -> None:
    _talk(told, person, ROBOTS, "actually i already have my CPT", "how much is it", "cheaper", "show my plan")


def _case(told: Told, client: httpx.Client) -> None:
    with app.visitor(app.server()) as browser:
        student, ana = Student(browser), colleague(client, "Ana Ruiz")
        for text in ("can i talk to a real person", "can i switch to evening classes", "Maya", "maya@students.example"):
            told.does("a student on the page", text, lambda text=text: _page(student.says(text)))
        case = case_of(student)
        card, post = card_in_slack(OFFICE[0], case), card_in_teams(OFFICE[1], case)
        told.does("Ana in Slack", "presses Claim", lambda: ana.presses_in_slack("Claim", card))
        told.does(
            "Ana in the case's thread in Slack", "Yes, evenings work.", lambda: ana.writes_in_slack("Yes, evenings work.", card)
        )
        said = browser.get("/api/messages").json()["said"]
        _print("The student's page", "\n".join(f"{one['name'] or 'notice'}: {' '.join(one['messages'])}" for one in said))
        told.does("the student on the page", "mondays & thursdays <3", lambda: student.says("mondays & thursdays <3"))
        form = told.does("Ana in Teams", "presses Resolve", lambda: ana.presses_in_teams("Resolve", OFFICE[1], post))
        _print("Teams shows", as_text(form))
        send = next(one for one in actions(form) if one["verb"] == "case_resolve")
        first = next(one for one in form["body"] if one["type"] == "Input.ChoiceSet")["choices"][0]
        told.does("Ana in Teams", first["title"], lambda: ana.acts(OFFICE[1], post, send, resolution=first["value"]))
        found = desk().parts.cases.get(case.id)
        _print("At the desk", f"case {case.id} is {found.state.value if found else 'gone'}")


def _crisis(told: Told, client: httpx.Client) -> None:
    ana, person = colleague(client, "Ana Ruiz"), talk("teams", client)
    _talk(told, person, CRY)
    case = desk().parts.cases.latest(person.turns()[0].conversation)
    assert case
    room = "19:counseling@thread.tacv2"
    card = card_in_teams(room, case)
    told.does("Ana in Teams", "presses Claim", lambda: ana.presses_in_teams("Claim", room, card))


def _channel(told: Told, client: httpx.Client) -> None:
    for platform in ("slack", "teams"):
        for text in ("what does a welder make", "can i get money for school", CRY):
            person = talk(platform, client)
            told.does(f"a student in a channel of {platform.title()}", text, partial(calls, person, text))


def _quiet() -> bool:
    """Whether everything is answered, and all for Slack and Teams is sent."""
    waits = (outbox.c.channel.in_(PLATFORMS), outbox.c.sent.is_(None), outbox.c.given_up.is_(None))
    with app.parts().database.transaction() as connection:
        waiting = connection.scalar(select(func.count()).select_from(outbox).where(*waits))
    return not waiting and not app.parts().service.store.unanswered()


def _page(reply: dict[str, Any]) -> None:
    _print("The page", "\n".join(reply["messages"]))


def _print(head: str, text: str) -> None:
    print(f"  {head}")
    print(textwrap.indent(text or json.dumps(None), "    | ", lambda _: True))


if __name__ == "__main__":
    main()
