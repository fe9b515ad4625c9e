"""Advisors work with a case from a channel of Teams; the student of it is in Teams too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.cases.model import Case, State
from bot.desk.account import Role
from tests import app, people
from tests.chat import signed_teams as sent
from tests.chat.connector import Call
from tests.chat.limits import check_card
from tests.chat.teams_people import TeamsPerson, actions

ROOM = "19:advising@thread.tacv2"
CARD, MESSAGE = "application/vnd.microsoft.card.adaptive", "application/vnd.microsoft.activity.message"


@dataclass
class Room:
    """A case of a student in Teams, its card in the advisors' channel, and who is there."""

    student: TeamsPerson
    ana: TeamsPerson
    bob: TeamsPerson
    case: Case
    card: Call

    def now(self) -> Case:
        found = app.parts().desk.parts.cases.get(self.case.id)
        assert found
        return found

    @property
    def shown(self) -> dict[str, Any]:
        """The card as it stands in the channel now."""
        place = f"{ROOM};messageid={self.card.made}"
        return dict(self.student.teams.messages[place, self.card.made]["attachments"][0]["content"])

    def acts(self, who: TeamsPerson, label: str, of: dict[str, Any] | None = None, **filled: str) -> dict[str, Any]:
        """Press a button of the card, or of what is shown to one person; with what was filled in."""
        (action,) = [one for one in actions(of or self.shown) if one["title"] == label]
        return who.acts(ROOM, self.card.made, action["verb"], action["data"] | filled)

    def writes(self, who: TeamsPerson, text: str, **fields: Any) -> dict[str, Any]:
        activity = who.in_channel(text, channel=ROOM, thread=self.card.made, mention=False, **fields)
        who.takes(activity)
        return activity

    def thread(self) -> list[str]:
        """What stands under the card."""
        return [call.text for call in self.student.posts(f"{ROOM};messageid={self.card.made}")]


@pytest.fixture
def room(someone: Callable[[], TeamsPerson]) -> Room:
    student, ana, bob = someone(), someone(), someone()
    teams = student.teams
    for who, name in ((ana, "Ana Ruiz"), (bob, "Bob Lee")):
        account = people.advisor(name)
        teams.members[who.person] = {"name": name, "email": account.username.upper(), "tenantId": sent.TENANT}
    student.says("can i talk to a real person")
    student.says("can i switch to evening classes")
    student.presses("Skip")
    student.presses("Skip")
    conversation = app.chat_turns("teams", student.person)[0].conversation
    case = app.parts().desk.parts.cases.latest(conversation)

    def posted() -> Call | None:
        begun = [call for call in teams.sent("") if call.path == "/amer/v3/conversations" and call.body.get("isGroup")]
        return next((call for call in begun if f"Case {case.id}" in _text(call)), None)

    return Room(student, ana, bob, case, teams.wait(posted))


def _text(call: Call) -> str:
    return str(call.body["activity"])


def claimed(room: Room) -> Room:
    assert room.acts(room.ana, "Claim")["type"] == CARD
    assert room.now().state is State.CLAIMED
    return room


def test_a_case_has_one_card_with_a_button_to_claim_it(room: Room) -> None:
    assert "evening classes" in _text(room.card)
    assert [one["title"] for one in actions(room.shown) if one["type"] == "Action.Execute"] == ["Claim"]


def test_a_claim_is_answered_with_the_fresh_card_which_all_see_soon(room: Room) -> None:
    answer = room.acts(room.ana, "Claim")
    assert (answer["statusCode"], answer["type"]) == (200, CARD)
    check_card(answer["value"])
    assert "Ana Ruiz" in str(answer["value"])
    assert "Give it back" in [one["title"] for one in actions(answer["value"])]
    room.student.teams.wait(lambda: "Ana Ruiz" in str(room.shown))
    assert "Ana" in room.student.teams.wait(lambda: [c.text for c in room.student.posts() if "Ana" in c.text])[0]


def test_the_same_press_again_acts_once(room: Room) -> None:
    (action,) = [one for one in actions(room.shown) if one["title"] == "Claim"]
    who = {"from": {"id": room.ana.person}}
    activity = sent.acted(room.ana.teams.service_url, action["verb"], action["data"], under=room.card.made, channel=ROOM, **who)
    first = room.ana.takes(activity)
    version = room.now().version
    again = room.ana.takes(activity)
    assert (first["type"], again["type"], room.now().version) == (CARD, CARD, version)


def test_what_an_advisor_may_not_do_is_said_as_the_desk_says_it(room: Room) -> None:
    before = room.shown
    claimed(room)
    answer = room.acts(room.bob, "Claim", of=before)
    assert answer["type"] == MESSAGE
    assert "Ana Ruiz" in answer["value"]


def test_an_answer_by_the_form_reaches_the_student(room: Room) -> None:
    opened = room.acts(room.ana, "Answer", of=room.acts(room.ana, "Claim")["value"])
    check_card(opened["value"])
    assert "evening classes" in str(opened["value"]), "the case is read while the answer is written"
    room.acts(room.ana, "Send", of=opened["value"], text="Yes, evenings start in May.")
    told = room.student.teams.wait(lambda: [c.text for c in room.student.posts() if "evenings start in May" in c.text])
    assert "Ana" in told[0]
    room.student.teams.wait(lambda: [text for text in room.thread() if "evenings start in May" in text])


def test_a_form_that_is_left_shows_the_card_again(room: Room) -> None:
    fresh = room.acts(room.ana, "Claim")["value"]
    opened = room.acts(room.ana, "Snooze", of=fresh)["value"]
    back = room.acts(room.ana, "Cancel", of=opened)
    assert [one["title"] for one in actions(back["value"])] == [one["title"] for one in actions(fresh)]
    assert room.now().state is State.CLAIMED


def test_snooze_and_resolve_take_a_choice_of_the_form(room: Room) -> None:
    fresh = room.acts(room.ana, "Claim")["value"]
    for label, send, name in (("Snooze", "Snooze", "until"), ("Resolve", "Resolve", "resolution")):
        form = room.acts(room.ana, label, of=fresh)["value"]
        (field,) = [one for one in form["body"] if one.get("id") == name]
        after = room.acts(room.ana, send, of={"actions": form["actions"]}, **{name: field["choices"][0]["value"]})
        assert after["type"] == CARD
        fresh = after["value"]
    assert room.now().state is State.RESOLVED


def test_a_choice_nobody_offered_is_refused(room: Room) -> None:
    claimed(room)
    for verb, data in (
        ("case_snooze", {"case": str(room.case.id), "until": "never"}),
        ("case_resolve", {"case": "x"}),
        ("case", {"c": f"{room.case.id}.fly"}),
        ("case", {}),
        ("case_other", {}),
        ("cancelled", {"case": "99999999"}),
        ("anything", {}),
    ):
        assert room.ana.acts(ROOM, room.card.made, verb, data)["type"] == MESSAGE
    assert room.now().state is State.CLAIMED


def test_what_the_holder_writes_in_the_thread_reaches_the_student_once(room: Room) -> None:
    claimed(room)
    activity = room.writes(room.ana, "Yes, you can. Evenings start in May.")
    room.ana.takes(activity)
    told = room.student.teams.wait(lambda: [c for c in room.student.posts() if "Evenings start in May" in c.text])
    assert "Ana" in told[0].text
    room.writes(room.ana, "// he sounded tired")
    room.writes(room.ana, "Anything else?")
    room.student.teams.wait(lambda: [c for c in room.student.posts() if "Anything else" in c.text])
    assert len([c for c in room.student.posts() if "Evenings start in May" in c.text]) == 1
    assert not [c for c in room.student.posts() if "tired" in c.text]
    assert not [text for text in room.thread() if "Evenings start in May" in text], "it stands there already"


def test_a_line_with_a_mention_is_a_line_and_not_a_question_to_the_assistant(room: Room) -> None:
    claimed(room)
    room.ana.takes(room.ana.in_channel("Evenings start in May.", channel=ROOM, thread=room.card.made))
    room.student.teams.wait(lambda: [c for c in room.student.posts() if "Evenings start in May" in c.text])


def test_what_the_student_writes_next_stands_in_the_thread(room: Room) -> None:
    claimed(room)
    room.student.writes("is there parking?")
    room.student.teams.wait(lambda: [text for text in room.thread() if "is there parking?" in text])


@pytest.mark.parametrize("held", [False, True])
def test_what_others_write_there_stays_and_they_are_told_why(room: Room, held: bool) -> None:
    if held:
        claimed(room)
    room.writes(room.bob, "You can switch.")
    why = "Ana Ruiz holds" if held else "Claim"
    room.student.teams.wait(lambda: [text for text in room.thread() if why in text])
    assert not [c for c in room.student.posts() if "You can switch" in c.text]


def test_an_edited_line_is_not_sent_again_and_its_author_is_told(room: Room) -> None:
    claimed(room)
    activity = room.writes(room.ana, "Evenings start in May.")
    room.student.teams.wait(lambda: [c for c in room.student.posts() if "start in May" in c.text])
    edit = sent.edited(activity, "Evenings start in June.")
    room.ana.takes(edit)
    room.ana.takes(edit)
    room.student.teams.wait(lambda: [text for text in room.thread() if "already" in text])
    room.writes(room.ana, "Sorry, in June.")
    room.student.teams.wait(lambda: [c for c in room.student.posts() if "Sorry, in June" in c.text])
    assert not [c for c in room.student.posts() if "start in June" in c.text]
    assert len([text for text in room.thread() if "already" in text]) == 1


def test_a_file_in_the_thread_stays_and_its_author_is_told(room: Room) -> None:
    claimed(room)
    file = {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "form.pdf"}
    room.writes(room.ana, "Here is the form.", attachments=[file])
    room.student.teams.wait(lambda: [c for c in room.student.posts() if "Here is the form" in c.text])
    room.student.teams.wait(lambda: [text for text in room.thread() if "Only text" in text])


STRANGERS: dict[str, dict[str, Any] | None] = {
    "no member": None,
    "no account": {"email": "nobody@college.example", "tenantId": sent.TENANT},
    "no address": {"tenantId": sent.TENANT},
    "a guest": {"email": "ANA", "userRole": "guest", "tenantId": sent.TENANT},
    "a guest by name": {"email": "ANA", "userPrincipalName": "ana_x#EXT#@college.example", "tenantId": sent.TENANT},
    "of another tenant": {"email": "ANA", "tenantId": sent.OTHER_TENANT},
    "of no tenant": {"email": "ANA"},
}


@pytest.mark.parametrize("member", STRANGERS.values(), ids=STRANGERS)
def test_whom_the_tenant_does_not_vouch_for_does_nothing(
    room: Room, someone: Callable[[], TeamsPerson], member: dict[str, Any] | None
) -> None:
    stranger = someone()
    if member is not None:
        email = room.student.teams.members[room.ana.person]["email"] if member.get("email") == "ANA" else member.get("email")
        room.student.teams.members[stranger.person] = member | ({"email": email} if email else {})
    answer = room.acts(stranger, "Claim")
    assert answer["type"] == MESSAGE
    assert "account" in answer["value"]
    assert room.now().state in (State.NEW, State.OPEN)


def test_an_account_that_was_closed_does_nothing(room: Room) -> None:
    fresh = room.acts(room.ana, "Claim")["value"]
    accounts = app.parts().desk.parts.accounts
    account = accounts.of_username(room.student.teams.members[room.ana.person]["email"].lower())
    accounts.change(account.id, active=False)
    answer = room.acts(room.ana, "Resolve", of=fresh)
    assert answer["type"] == MESSAGE
    assert room.now().state is State.CLAIMED


def test_people_of_a_tenant_without_a_room_are_never_advisors(room: Room) -> None:
    """Anybody may found a tenant and write any address into it."""
    there = TeamsPerson(room.ana.client, room.ana.teams, room.ana.person, sent.OTHER_TENANT)
    room.student.teams.members[there.person] = room.student.teams.members[room.ana.person] | {"tenantId": sent.OTHER_TENANT}
    answer = there.acts(ROOM, room.card.made, "case", {"c": f"{room.case.id}.claim"})
    assert answer["type"] == MESSAGE
    assert room.now().state in (State.NEW, State.OPEN)


def test_an_advisor_sees_the_cases_of_their_teams_only(room: Room, someone: Callable[[], TeamsPerson]) -> None:
    other = someone()
    accounts = app.parts().desk.parts.accounts
    account = accounts.create(f"{other.person[3:]}@college.example", "Eve Park", Role.ADVISOR, ("veterans",), ("en",))
    room.student.teams.members[other.person] = {"email": account.username, "tenantId": sent.TENANT}
    assert room.acts(other, "Claim")["type"] == MESSAGE
    room.writes(other, "I can help.")
    room.student.teams.wait(lambda: [text for text in room.thread() if "not among those of your teams" in text])
    assert room.now().state in (State.NEW, State.OPEN)


def test_the_directory_that_is_away_costs_no_line(room: Room) -> None:
    """Who writes can't be known, so nothing is taken; Teams brings it again."""
    room.acts(room.bob, "Claim")
    activity = room.ana.in_channel("hello", channel=ROOM, thread=room.card.made, mention=False)
    room.student.teams.fail(503, hits=lambda method, path, body: method == "GET")
    assert room.ana.brings(activity).status_code == 503
    room.student.teams.heal()
    assert room.ana.brings(activity).status_code == 200


def test_a_press_while_the_directory_is_away_can_be_repeated(room: Room) -> None:
    room.student.teams.fail(503, hits=lambda method, path, body: method == "GET")
    answer = room.acts(room.ana, "Claim")
    assert answer["type"] == MESSAGE
    room.student.teams.heal()
    assert room.acts(room.ana, "Claim")["type"] == CARD


def test_while_a_person_holds_the_chat_no_answer_of_the_program_is_on_its_way(room: Room) -> None:
    claimed(room)
    before = len([c for c in room.student.teams.sent("typing") if c.conversation == room.student.place])
    room.student.writes("are you there?")
    room.student.teams.wait(lambda: [text for text in room.thread() if "are you there?" in text])
    assert len([c for c in room.student.teams.sent("typing") if c.conversation == room.student.place]) == before


def test_the_student_can_go_on_with_the_program(room: Room) -> None:
    claimed(room)
    room.student.teams.wait(lambda: [c for c in room.student.posts() if actions(c.card) and "Ana" in c.text])
    action = next(
        a for c in reversed(room.student.posts()) for a in actions(c.card) if a["data"]["msteams"]["value"].get("do") == "resume"
    )
    room.student.takes(room.student.message(action["title"], value=action["data"]["msteams"]["value"]))
    room.student.writes("what does a welder make")
    room.student.teams.wait(lambda: [c for c in room.student.posts() if "welder" in c.text.lower()])
