"""A new case puts one card into its team's room, and the card is always as the case is."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.alerts.alerts import Alerts
from bot.alerts.model import TeamToTell
from bot.alerts.quiet import QuietHours
from bot.alerts.ways import told
from bot.cases.brief import Brief
from bot.cases.model import Case, Priority, Reason, Resolution
from bot.channels.slack import blocks
from bot.channels.teams import cards
from bot.chat.case_card import CardView, card, one_message, view_of
from bot.chat.document import Document
from bot.chat.model import Address, Platform, Posted
from bot.chat.wire import Target
from bot.delivery.senders import Outgoing
from bot.desk.account import Account, Role
from bot.mail.address import digest
from tests.chat.advisors.college import ADVISING, AID, COUNSELING, DEAN, SETTINGS, TENANT, College, Student, fresh
from tests.chat.advisors.wire import Standing, Wire

CRISIS = {"reason": "crisis", "team": "counseling", "topic": "crisis"}


def test_a_new_case_puts_one_card_with_its_brief_into_its_teams_room(college: College, case: Case) -> None:
    card = college.card(ADVISING)
    assert card.text.startswith("· Normal: Asked for a person\nCase 1")
    assert card.facts["State"] == "New"
    assert card.facts["Team"] == "Advising"
    assert card.facts["Language"] == "English"
    assert card.facts["Answer due"].startswith("by ")
    assert {"can i switch to evening classes", "hi there"} <= set(card.quotes)
    assert list(card.buttons) == ["Claim"]
    assert f"https://advisor.college.edu/desk/cases/{case.id}" in card.text
    assert college.standing(COUNSELING) == college.standing(DEAN) == college.standing(AID) == []


def test_name_and_contact_stand_behind_the_sign_in(college: College, case: Case, ana: Account) -> None:
    college.presses(ana, "Claim")
    college.sends()
    everything = " ".join(one.text for one in college.standing(ADVISING))
    assert "Maya" not in everything
    assert "maya@" not in everything


def test_what_waits_in_the_outbox_holds_no_word_of_the_student(college: College, student: Student) -> None:
    student.asks("my landlord wants me out", name="Maya Cole", contact="maya@students.example")
    assert college.put_in() == [{"what": "card", "case": 1, "kind": "new", "room": ADVISING.written}]


def test_a_room_that_is_told_of_every_urgent_case_has_the_card_too(college: College, student: Student, ana: Account) -> None:
    student.asks("i cant go on", **CRISIS)
    college.sends()
    assert college.card(COUNSELING).quotes[0] == college.card(DEAN).quotes[0] == "i cant go on"
    lea = college.hire("Lea Dunn", Role.LEAD)
    college.presses(lea, "Claim", DEAN)
    college.sends()
    for room in (COUNSELING, DEAN):
        assert college.card(room).facts["Held by"].startswith("Lea Dunn"), "two cards of one case, and both are as it is"


def test_a_crisis_card_has_the_list_of_what_to_do_now(college: College, student: Student) -> None:
    student.asks("i cant go on", contact="312-555-0147", **CRISIS)
    college.sends()
    card = college.card(COUNSELING)
    assert card.text.startswith("‼ Urgent: May be in crisis")
    assert (
        "The student may be in crisis: what to do now\n\n- If you think someone is in danger this minute, call 911." in card.text
    )
    assert "call campus safety too: 555-0199." in card.text
    assert "- The student left a phone number: sign in to see it, and call." in card.text
    assert "312" not in card.text
    assert "It told nobody that someone is reading along" in card.text


def test_a_case_without_crisis_has_no_such_list(college: College, case: Case) -> None:
    assert "911" not in college.card().text


def quiet_until(hours: int) -> Alerts:
    """Quiet hours all day; the teams open in some hours."""
    opens = datetime.now(UTC) + timedelta(hours=hours)
    teams = [TeamToTell(name, name.title(), UTC, lambda _: opens) for name in ("advising", "counseling", "financial_aid")]
    ways = told(SETTINGS["alerts"], SETTINGS["urgent_alerts"])
    return Alerts(teams, ways, QuietHours(time(0), time(23, 59, 59, 999999)), "https://advisor.college.edu", False)


def test_in_quiet_hours_the_card_waits_and_then_shows_the_case_as_it_is(tmp_path: Path) -> None:
    college = College(fresh(tmp_path), quiet_until(3))
    ana, student = college.hire(), Student(college)
    case = student.asks()
    college.desk.advisors.claim(ana, case.id)
    student.says("are you there?")
    college.sends()
    assert college.standing(ADVISING) == [], "neither the card nor what was said since"
    college.later()
    college.sends()
    card = college.card()
    assert card.facts["Held by"].startswith("Ana Ruiz")
    assert "are you there?" in card.quotes
    assert college.thread() == []


def test_what_was_resolved_in_the_night_needs_no_card(tmp_path: Path) -> None:
    college = College(fresh(tmp_path), quiet_until(3))
    case = Student(college).asks()
    college.desk.advisors.resolve(college.hire("Lea Dunn", Role.LEAD), case.id, Resolution.ANSWERED)
    college.later()
    college.sends()
    assert college.standing(ADVISING) == []


def test_an_urgent_case_does_not_wait(tmp_path: Path) -> None:
    college = College(fresh(tmp_path), quiet_until(3))
    Student(college).asks("i cant go on", **CRISIS)
    college.sends()
    assert college.card(COUNSELING).facts["State"] == "New"


def test_the_card_follows_the_case_to_its_end(college: College, case: Case, ana: Account) -> None:
    college.presses(ana, "Claim")
    college.sends()
    assert list(college.card().buttons) == ["Answer", "Snooze", "Resolve", "Give it back", "Take it over"]
    college.fills_in(ana, college.presses(ana, "Snooze"), until="hour")
    college.sends()
    assert college.card().facts["State"].startswith("Snoozed until ")
    assert list(college.card().buttons) == ["Answer", "Wake it now", "Resolve", "Give it back", "Take it over"]
    college.presses(ana, "Wake it now")
    college.sends()
    assert college.card().facts["State"] == "Claimed"
    college.presses(ana, "Give it back")
    college.sends()
    assert (college.card().facts["State"], list(college.card().buttons)) == ("Open", ["Claim"])
    college.presses(ana, "Claim")
    college.sends()
    college.fills_in(ana, college.presses(ana, "Resolve"), resolution="met")
    college.sends()
    card = college.card()
    assert (card.facts["State"], list(card.buttons)) == ("Resolved: met in person, by phone or video", ["Reopen"])
    assert card.quotes == [], "what nobody needs any more does not stay in the room"
    college.presses(ana, "Reopen")
    college.sends()
    assert (college.card().facts["State"], list(college.card().buttons)) == ("Open", ["Claim"])
    assert "can i switch to evening classes" in college.card().quotes


def test_a_late_answer_is_said_under_the_card(college: College, case: Case) -> None:
    college.desk.clock.tick((college.now(case).due or datetime.now(UTC)) + timedelta(minutes=1))
    college.later()
    college.sends()
    assert college.thread() == ["The answer is late: the student has waited longer than the team's usual reply time."]


def test_a_student_who_comes_back_is_told_of_under_the_same_card(
    college: College, case: Case, student: Student, ana: Account
) -> None:
    college.desk.advisors.claim(ana, case.id)
    college.desk.advisors.resolve(ana, case.id, Resolution.ANSWERED)
    college.sends()
    student.asks("it did not work")
    college.later()
    college.sends()
    assert college.card().facts["State"] == "Open"
    assert sorted(college.thread()) == ["The student came back to this case.", "The student wrote:\n\nit did not work"]


def test_moved_to_another_team_the_case_is_told_there_and_no_more_here(
    college: College, case: Case, student: Student, ana: Account
) -> None:
    college.desk.advisors.move_to_team(ana, case.id, "financial_aid")
    college.later()
    college.sends()
    here, there = college.card(ADVISING), college.card(AID)
    assert "This case is with Financial Aid now." in here.text
    assert (here.quotes, list(here.buttons)) == ([], [])
    assert "can i switch to evening classes" in there.quotes
    student.says("did it move?")
    college.sends()
    assert college.thread(ADVISING) == []
    assert college.thread(AID) == ["The student wrote:\n\ndid it move?"]


def test_a_deleted_chat_leaves_a_card_that_says_so(college: College, case: Case, student: Student, ana: Account) -> None:
    college.presses(ana, "Claim")
    student.says("please help")
    college.sends()
    assert college.thread() == ["The student wrote:\n\nplease help"]
    college.desk.students.deleted(student.conversation)
    college.sends()
    card = college.card()
    assert college.thread() == [], "what was quoted is taken back"
    assert (
        "The student deleted the chat. What was said there is gone; what they left for a person is kept at the desk." in card.text
    )
    assert card.quotes == ["can i switch to evening classes"], "what they asked a person stays, as at the desk"
    assert "maya" not in card.text.lower()


def test_what_a_deleted_chat_had_in_the_students_own_place_is_taken_back_where_it_stands(college: College) -> None:
    address = Address(Platform.TEAMS, TENANT, "a:1", "29:1", service_url="https://smba.trafficmanager.net/amer/")
    conversation = college.chats.conversation(address, datetime.now(UTC))
    college.chats.post(Posted("reply:1:0", "reply", Platform.TEAMS, TENANT, "a:1", "m77", conversation=conversation))
    college.desk.students.deleted(conversation)
    [left] = college.put_in()
    assert left == {
        "what": "unpost",
        "post": "reply:1:0",
        "tenant": TENANT,
        "place": "a:1",
        "message": "m77",
        "thread": "",
        "service_url": "https://smba.trafficmanager.net/amer/",
    }


def test_a_case_whose_time_is_over_says_so(college: College, case: Case) -> None:
    college.desk.advisors.resolve(college.hire("Lea Dunn", Role.LEAD), case.id, Resolution.ANSWERED)
    college.sends()
    college.desk.clock.tick(datetime.now(UTC) + timedelta(days=31))
    college.sends()
    assert "This case is old, so what was personal in it is deleted." in college.card().text


def full(view: CardView, words: str) -> CardView:
    """A case with as much in its brief as there can be."""
    value, title = (words * 20)[:80], "A program with a title of many words"
    brief = Brief(
        goal=["A goal of many words"] * 3,
        where=[{"fact": "f", "label": "A label of some length", "value": value}] * 4,
        told=[{"fact": "f", "label": "A label of some length", "value": value}] * 8,
        needs=["a need of many words"] * 6,
        proposed=[{"kind": "program", "title": title}] * 5,
        blocked=[{"kind": "clarify", "label": "Not understood", "words": (words * 99)[:300]}] * 3,
        next_step={"title": title, "source": {"title": title, "as_of": "2026-11-02", "demonstration": True}},
        last_words=[(words * 99)[:299] + str(number) for number in range(3)],
        more={"told": 3, "goal": 2},
    )
    case = replace(view.case, about=words * 999, reason=Reason.SAFETY_TONIGHT, priority=Priority.URGENT, contact="312-555-0147")
    return replace(view, brief=brief, case=case, deleted=True)


@pytest.mark.parametrize("draw", [blocks.messages, cards.messages], ids=["slack", "teams"])
@pytest.mark.parametrize("words", ["please help ", "i <3 *math* & _art_ ", "\N{CRYING FACE}"], ids=["plain", "marks", "signs"])
def test_the_fullest_card_is_one_message_with_its_brief(
    college: College, case: Case, ana: Account, draw: Callable[[Document], Sequence[Any]], words: str
) -> None:
    college.desk.advisors.claim(ana, case.id)
    view = view_of(college.desk, case.id, datetime.now(UTC))
    assert view
    drawn = str(one_message(full(view, words), college.settings, draw))
    assert len(draw(card(view, college.settings))) == 1
    for part in ("Stuck: Not understood", "Last words", "Proposed next step", "Take it over", "what to do now"):
        assert part in drawn


def test_the_brief_is_whole_on_the_card_but_for_what_is_too_long(college: College, case: Case) -> None:
    view = view_of(college.desk, case.id, datetime.now(UTC))
    assert view
    shown = Standing("m1", "", "", card(full(view, "please help "), college.settings))
    assert shown.facts["Goal"] == "A goal of many words; A goal of many words; A goal of many words and 2 more"
    assert shown.facts["Where they are"].startswith("A label of some length: please help ")
    assert shown.facts["Needs"].startswith("a need of many words; ")
    title = "A program with a title of many words"
    assert shown.facts["Shown so far"].startswith(title)
    assert shown.facts["Proposed next step"] == f"{title} ({title}, 2026-11-02, demonstration)"
    assert len(shown.facts["Told so far"]) == len(shown.quotes[0]) == 600
    assert shown.quotes[0].endswith("…")
    assert [len(words) for words in shown.quotes[1:]] == [300] * 6


def test_what_the_student_deletes_is_taken_back_from_the_room(college: College, case: Case, student: Student) -> None:
    turn = student.says("my ssn is 123")
    college.sends()
    assert "my ssn is 123" in college.card().quotes
    college.chats.blank(turn)
    with college.database.transaction() as connection:
        college.desk.parts.rooms.withdrawn(connection, student.conversation, turn.id)
    college.sends()
    assert "123" not in " ".join(one.text for one in college.standing(ADVISING))


def test_a_room_that_nobody_answers_for_gets_its_card_once_it_does(college: College, student: Student) -> None:
    college.wires[Platform.SLACK].away = 1
    student.asks()
    college.sends()
    assert college.standing(ADVISING) == []
    college.later()
    college.sends()
    college.sends()
    assert college.card().facts["State"] == "New"


def test_a_card_sent_again_is_not_posted_again(college: College, case: Case) -> None:
    alert = f"alert:{case.id}:new:slack-{digest(ADVISING.written)}"
    asyncio.run(
        college.senders[Platform.SLACK].card(
            row({"what": "card", "case": case.id, "kind": "new", "room": ADVISING.written}, alert)
        )
    )
    assert college.card().facts["State"] == "New"
    assert college.thread() == [], "nor told of again"


def test_what_brings_nothing_new_changes_nothing(college: College, case: Case, ana: Account) -> None:
    for _ in range(2):
        college.desk.advisors.claim(ana, case.id)
        college.desk.advisors.release(ana, case.id)
    college.sends()
    assert college.wires[Platform.SLACK].changes == 1, "the first of four rows shows the case as it is, and the others find it so"


def test_a_card_that_someone_deleted_is_posted_again_for_an_alert(college: College, case: Case) -> None:
    del college.wires[Platform.SLACK].standing[college.card().id]
    college.desk.clock.tick((college.now(case).due or datetime.now(UTC)) + timedelta(minutes=1))
    college.later()
    college.sends()
    assert college.card().facts["Answer due"].startswith("by "), "as the case is stored; the clock ran ahead in this test alone"
    assert college.chats.case_at(ADVISING, college.card().id) == case.id


def test_a_card_too_long_for_one_message_keeps_its_buttons_and_leaves_the_rest_to_the_desk(
    college: College, student: Student
) -> None:
    college.wires[Platform.SLACK].longest = 6
    student.asks("i asked this before")
    college.sends()
    card = college.card()
    assert (card.quotes, list(card.buttons)) == ([], ["Claim"])


def row(payload: Mapping[str, object], key: str = "card:test") -> Outgoing:
    return Outgoing(id=1, lane=key, channel="slack", key=key, payload=payload, created=datetime.now(UTC))


def version(college: College) -> int:
    [posted] = college.chats.cards(1)
    assert posted.version is not None
    return posted.version


@pytest.mark.parametrize("seed", range(8))
def test_the_card_never_goes_back_in_whatever_order_rows_are_sent(
    college: College, case: Case, student: Student, ana: Account, seed: int
) -> None:
    chance, versions, sending = random.Random(seed), [version(college)], college.senders[Platform.SLACK]
    advisors = college.desk.advisors
    steps = [
        lambda: advisors.claim(ana, case.id),
        lambda: student.says("hello?"),
        lambda: advisors.reply(ana, case.id, "hi"),
        lambda: advisors.prioritize(ana, case.id, Priority.HIGH),
        lambda: advisors.release(ana, case.id),
    ]
    waiting: list[dict[str, object]] = []
    for step in [*steps, None, None]:
        if step:
            step()
        waiting = [payload for payload in college.put_in() if payload.get("what") == "card"]
        for payload in chance.sample(waiting, chance.randint(0, len(waiting))):
            asyncio.run(sending.card(row(payload)))
            versions.append(version(college))
    for payload in waiting:
        asyncio.run(sending.card(row(payload)))
    assert versions == sorted(versions)
    assert version(college) == college.now(case).version
    assert college.card().facts["State"] == "Open"


class Slow(Wire):
    """A platform that takes a message and answers much later."""

    taken: asyncio.Event
    answers: asyncio.Event

    async def post(self, to: Target, drawn: object, key: str, again: bool) -> str:
        self.taken.set()
        await self.answers.wait()
        return await super().post(to, drawn, key, again)


def test_a_claim_while_the_card_is_on_its_way_shows_on_it(college: College, student: Student, ana: Account) -> None:
    slow = college.wires[Platform.SLACK] = Slow(Platform.SLACK)
    sending = college.room_sending(Platform.SLACK)
    case = student.asks()

    async def at_once() -> None:
        slow.taken, slow.answers = asyncio.Event(), asyncio.Event()
        alert = asyncio.create_task(sending.card(row(college.put_in()[0])))
        await slow.taken.wait()
        await asyncio.to_thread(college.desk.advisors.claim, ana, case.id)
        [change] = [payload for payload in college.put_in() if "kind" not in payload]
        changed = asyncio.create_task(sending.card(row(change)))
        await asyncio.sleep(0)
        slow.answers.set()
        await asyncio.gather(alert, changed)

    asyncio.run(at_once())
    assert college.card().facts["Held by"].startswith("Ana Ruiz")


def test_a_test_of_the_alerts_posts_a_line_about_no_case(college: College) -> None:
    site = {"what": "trial", "room": ADVISING.written, "site": "https://advisor.college.edu"}
    asyncio.run(college.senders[Platform.SLACK].trial(row(site)))
    [only] = college.standing(ADVISING)
    assert only.text.startswith("This is a test. There is no case, and nothing to do.")
