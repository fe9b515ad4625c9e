"""Advisors work with cases in Slack: the card, its buttons and dialogs, the thread; what is wrong is told to them alone."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from bot.cases.model import State
from bot.desk.account import Account, Role
from tests import app
from tests.chat.slack_api import Call, Slack
from tests.chat.slack_requests import TEAM, SlackPerson, message, new_ts, pressed_body, submitted_body
from tests.people import advisor, desk

ROOM = "CADVISING"
_numbers = itertools.count(1)


class SlackAdvisor(SlackPerson):
    """An advisor in the room of their team."""

    account: Account

    def on_card(self, card: Call, label: str) -> None:
        """Press a button of a case's card, as it is now."""
        self.posts("/slack/interactive", pressed_body(self.user, ROOM, self.button_of(card, label), card.ts))

    def button_of(self, card: Call, label: str) -> dict[str, Any]:
        """A button of a card, once it is there."""

        def there() -> dict[str, Any] | None:
            shown = Call("", self.slack.messages[(ROOM, card.ts)], "")
            return next((button for button in shown.buttons if button["text"]["text"] == label), None)

        return dict(self.slack.wait(there))

    def under(self, card: Call, text: str, **more: Any) -> str:
        """Write a line in the thread of a card; its id."""
        event = message(self.user, text, channel=ROOM, thread_ts=card.ts, **more)
        assert self.send(event).status_code == 200
        return str(event["ts"])

    def dialog(self) -> dict[str, Any]:
        """The dialog that was opened last."""
        return dict(self.slack.wait(lambda: self.slack.sent(method="views.open"))[-1].fields["view"])

    def fills(self, view: dict[str, Any], **values: str) -> str:
        """Send a dialog; what is said to be wrong with it."""
        answer = self.posts("/slack/interactive", submitted_body(self.user, view, values))
        return "" if not answer.text else str(next(iter(json.loads(answer.text)["errors"].values())))

    def told(self) -> str:
        """What was whispered to them last."""
        whispers = self.slack.wait(
            lambda: [c for c in self.slack.sent(method="chat.postEphemeral") if c.fields["user"] == self.user]
        )
        return str(whispers[-1].text)


@pytest.fixture
def hired(slack: Slack) -> Any:
    """Makes an advisor whom the workspace knows by the address of their account."""
    clients = []

    def new(name: str = "Ana Ruiz", known: bool = True, **more: Any) -> SlackAdvisor:
        clients.append(app.visitor(app.server()))
        who = SlackAdvisor(clients[-1], slack, f"UADVISOR{next(_numbers)}")
        who.account = advisor(name, **more)
        email = who.account.username if known else "nobody@college.example"
        slack.people[who.user] = {"id": who.user, "team_id": TEAM, "profile": {"email": email}}
        return who

    yield new
    for client in clients:
        client.close()


def card_of(person: SlackPerson, slack: Slack) -> Call:
    """The card of a student's case in the room."""
    number = case_of(person).id
    return slack.wait(
        lambda: next((c for c in slack.sent(ROOM) if f"Case {number}\n" in f"{c.text}\n" and not c.fields.get("thread_ts")), None)
    )


def case_of(person: SlackPerson) -> Any:
    return desk().parts.cases.latest(app.chat_turns("slack", person.user)[0].conversation)


@pytest.fixture
def asking(person: SlackPerson) -> SlackPerson:
    """A student who asked for a person."""
    person.says("can i talk to a real person")
    person.says("can i switch to evening classes")
    person.presses("Skip")
    person.presses("Skip")
    return person


def test_a_case_is_claimed_answered_and_resolved_without_leaving_slack(asking: SlackPerson, slack: Slack, hired: Any) -> None:
    ana, card = hired(), card_of(asking, slack)
    assert "evening classes" in card.text
    assert "Nobody" in card.text or "nobody" in card.text
    asking.last = len(slack.sent(asking.place))
    ana.on_card(card, "Claim")
    assert "Ana Ruiz" in asking.reads()
    slack.wait(lambda: "Held by: \nAna Ruiz" in Call("", slack.messages[(ROOM, card.ts)], "").text)
    asking.last = len(slack.sent(asking.place))
    line = ana.under(card, "Yes, from January on. Shall I sign you up?")
    assert "Yes, from January on. Shall I sign you up?" in asking.reads()
    slack.wait(lambda: [c for c in slack.sent(ROOM, "reactions.add") if c.fields["timestamp"] == line])
    asking.writes("yes please & thank you")
    slack.wait(
        lambda: [c for c in slack.sent(ROOM) if c.fields.get("thread_ts") == card.ts and "yes please & thank you" in c.text]
    )
    ana.on_card(card, "Resolve")
    assert ana.fills(ana.dialog(), resolution="answered") == ""
    assert case_of(asking).state is State.RESOLVED
    slack.wait(lambda: "Resolved" in Call("", slack.messages[(ROOM, card.ts)], "").text)


def test_an_answer_can_be_written_in_a_dialog(asking: SlackPerson, slack: Slack, hired: Any) -> None:
    ana, card = hired(), card_of(asking, slack)
    ana.on_card(card, "Claim")
    ana.on_card(card, "Answer")
    asking.last = len(slack.sent(asking.place))
    assert ana.fills(ana.dialog(), text="From January on.") == ""
    assert "From January on." in asking.reads()
    slack.wait(lambda: [c for c in slack.sent(ROOM) if c.fields.get("thread_ts") == card.ts and "From January on." in c.text])


def test_what_is_wrong_with_a_dialog_is_said_in_it(asking: SlackPerson, slack: Slack, hired: Any) -> None:
    ana, ben, card = hired(), hired("Ben Ochoa"), card_of(asking, slack)
    ana.on_card(card, "Claim")
    ana.on_card(card, "Answer")
    view = ana.dialog()
    assert "empty" in ana.fills(view, text="   ")
    assert "Ana Ruiz" in ben.fills(view, text="I know it better."), "who holds it answers it"


def test_a_line_of_who_does_not_hold_it_stays_and_they_are_told_why(asking: SlackPerson, slack: Slack, hired: Any) -> None:
    ana, ben, card = hired(), hired("Ben Ochoa"), card_of(asking, slack)
    ana.on_card(card, "Claim")
    ben.under(card, "I think they should wait.")
    assert "Ana Ruiz" in ben.told()
    ana.under(card, "// I ask the registrar first")
    ana.under(card, "Yes, you can.")
    slack.wait(lambda: "Yes, you can." in "\n".join(call.text for call in slack.sent(asking.place)))
    said = "\n".join(call.text for call in slack.sent(asking.place))
    assert "wait" not in said
    assert "registrar" not in said


def test_a_line_that_is_delivered_again_is_said_once(asking: SlackPerson, slack: Slack, hired: Any) -> None:
    ana, card = hired(), card_of(asking, slack)
    ana.on_card(card, "Claim")
    ts = ana.under(card, "Yes, you can.")
    for _ in range(2):
        ana.under(card, "Yes, you can.", ts=ts)
    ana.under(card, "See you.")
    slack.wait(lambda: "See you." in "\n".join(call.text for call in slack.sent(asking.place)))
    assert "\n".join(call.text for call in slack.sent(asking.place)).count("Yes, you can.") == 1


def test_an_edited_line_has_gone_out_as_it_was_and_its_writer_is_told(asking: SlackPerson, slack: Slack, hired: Any) -> None:
    ana, card = hired(), card_of(asking, slack)
    ana.on_card(card, "Claim")
    ts = ana.under(card, "On Mondays.")
    changed = {"user": ana.user, "text": "On Tuesdays.", "ts": ts, "thread_ts": card.ts, "edited": {"ts": new_ts()}}
    before = {"user": ana.user, "text": "On Mondays.", "ts": ts, "thread_ts": card.ts}
    event = {"type": "message", "channel": ROOM, "channel_type": "group", "subtype": "message_changed", "ts": new_ts()}
    ana.send(event | {"message": changed, "previous_message": before})
    assert "as it was" in ana.told()


def test_files_do_not_reach_the_student_and_that_is_said(asking: SlackPerson, slack: Slack, hired: Any) -> None:
    ana, card = hired(), card_of(asking, slack)
    ana.on_card(card, "Claim")
    ana.under(card, "Here is the form.", subtype="file_share", files=[{"id": "F1"}])
    assert "only words reach the student" in ana.told()


def test_the_second_of_two_who_claim_is_told_who_was_first(asking: SlackPerson, slack: Slack, hired: Any) -> None:
    ana, ben, card = hired(), hired("Ben Ochoa"), card_of(asking, slack)
    button = ana.button_of(card, "Claim")
    for one in (ana, ben):
        one.posts("/slack/interactive", pressed_body(one.user, ROOM, button, card.ts))
    assert "Ana Ruiz" in ben.told()
    assert case_of(asking).holder == ana.account.id


@pytest.mark.parametrize("who", ["without an account", "whose account was closed"])
def test_somebody_in_the_room(who: str, asking: SlackPerson, slack: Slack, hired: Any) -> None:
    """May read and not act."""
    stranger, card = hired(known="closed" in who), card_of(asking, slack)
    desk().parts.accounts.change(stranger.account.id, active=False)
    stranger.on_card(card, "Claim")
    assert "account" in stranger.told()
    stranger.under(card, "Hello, I am your advisor.")
    assert case_of(asking).holder is None


def test_a_guest_of_the_workspace_is_not_believed(asking: SlackPerson, slack: Slack, hired: Any) -> None:
    guest, card = hired(), card_of(asking, slack)
    slack.people[guest.user] |= {"is_restricted": True}
    guest.on_card(card, "Claim")
    assert "account" in guest.told()
    assert case_of(asking).holder is None


def test_a_dialog_that_slack_would_not_open_is_asked_for_again(asking: SlackPerson, slack: Slack, hired: Any) -> None:
    ana, card = hired(), card_of(asking, slack)
    ana.on_card(card, "Claim")
    slack.fail("views.open", error="expired_trigger_id")
    ana.on_card(card, "Answer")
    assert "Press it again" in ana.told()


def test_the_assistant_speaks_again_when_the_student_wants_it(asking: SlackPerson, slack: Slack, hired: Any) -> None:
    ana, card = hired(), card_of(asking, slack)
    count = len(slack.sent(asking.place))
    ana.on_card(card, "Claim")
    asking.reads(count)
    call, button = next(
        (c, b) for c in slack.sent(asking.place)[count:] for b in c.buttons if b["action_id"].startswith("resume")
    )
    asking.press_again(call, button)
    assert case_of(asking).holder is None
    slack.wait(lambda: "the program again" in "\n".join(call.text for call in slack.sent(asking.place)))
    assert "Welder" in asking.says("what does a welder make")


def test_an_answer_that_can_t_be_delivered_is_told_to_the_room_and_the_desk(
    asking: SlackPerson, slack: Slack, hired: Any
) -> None:
    ana, card = hired(), card_of(asking, slack)
    count = len(slack.sent(asking.place))
    ana.on_card(card, "Claim")
    asking.reads(count)
    slack.fail("chat.postMessage", error="user_disabled", place=asking.place)
    ana.under(card, "Yes, you can.")
    told = slack.wait(
        lambda: [c for c in slack.sent(ROOM) if c.fields.get("thread_ts") == card.ts and "could not be delivered" in c.text]
    )
    assert "Ana Ruiz" in told[0].text
    assert [e.detail for e in desk().parts.cases.events(case_of(asking).id) if e.kind == "undelivered"] == [{"where": "Slack"}]


def test_leads_are_advisors_too(asking: SlackPerson, slack: Slack, hired: Any) -> None:
    ana, lead, card = hired(), hired("Lea Park", role=Role.LEAD), card_of(asking, slack)
    ana.on_card(card, "Claim")
    lead.on_card(card, "Take it over")
    assert case_of(asking).holder == lead.account.id
