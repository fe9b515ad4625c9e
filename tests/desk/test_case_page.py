"""The page of a case: what an advisor knows at once, what each may do, and that nothing typed is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.cases.model import Priority, Reason, State
from bot.desk.account import Account, Role
from bot.store import StoreUnavailable
from tests.app import Student
from tests.desk.cases import desk_of_tests, needs_a_person
from tests.desk.chats import asks_for_a_person, chatting, conversation_of
from tests.desk.people import DeskServer, send


@pytest.fixture(scope="module")
def ana(running_desk: DeskServer) -> Account:
    return running_desk.hire(Role.LEAD, ("advising", "counseling"), name="Ana Ruiz")


@pytest.fixture(scope="module")
def ben(running_desk: DeskServer) -> Account:
    return running_desk.hire(Role.ADVISOR, ("advising", "counseling"), name="Ben Ode")


@pytest.fixture
def at_ana(desk: DeskServer, ana: Account) -> Iterator[httpx.Client]:
    with desk.at_desk(ana) as client:
        yield client


@pytest.fixture
def at_ben(desk: DeskServer, ben: Account) -> Iterator[httpx.Client]:
    with desk.at_desk(ben) as client:
        yield client


@pytest.fixture
def student(desk: DeskServer) -> Iterator[Student]:
    with chatting(desk.url, "what does a welder make") as student:
        yield student


def page(client: httpx.Client, number: int) -> str:
    """The page as it is read: without escapes."""
    answer = client.get(f"/desk/cases/{number}")
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def does(client: httpx.Client, number: int, move: str, **fields: object) -> httpx.Response:
    return send(client, f"/desk/cases/{number}/{move}", **fields)


def forms(text: str) -> set[str]:
    """The moves whose forms are there."""
    return set(re.findall(r'action="/desk/cases/\d+/(\w+)"', text)) - {"draft"}


def state_of(number: int) -> State:
    case = desk_of_tests().parts.cases.get(number)
    assert case
    return case.state


# ---- what is shown


def test_what_to_know_stands_first_and_then_what_was_said(at_ben: httpx.Client, student: Student) -> None:
    student.says("i work in a warehouse and want to get into fixing robots, have a hs diploma, 10 hours a week in the evening")
    case = asks_for_a_person(student, about="Do I lose my classes?", name="Jordan", contact="jordan@mail.example")
    text = page(at_ben, case.id)
    for told in (
        "Do I lose my classes?",
        "Robotics technician",
        "10 hours a week",
        "Proposed next step",
        "The student’s plan",
        'class="climb',
    ):
        assert told in text
    assert text.index("In short") < text.index("What was said") < text.rindex("what does a welder make")
    assert 'href="mailto:jordan@mail.example"' in text


def test_the_first_look_opens_a_case_and_a_page_that_brings_itself_up_to_date_is_no_look(at_ben: httpx.Client) -> None:
    case = needs_a_person()
    at_ben.get(f"/desk/cases/{case.id}", headers={"x-desk-live": "1"})
    assert state_of(case.id) is State.NEW
    page(at_ben, case.id)
    assert state_of(case.id) is State.OPEN


def test_what_a_student_writes_is_never_markup(at_ben: httpx.Client, student: Student) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    student.says(evil)
    case = asks_for_a_person(student, about=evil, name=evil, contact="javascript:alert(1)")
    raw = at_ben.get(f"/desk/cases/{case.id}").text
    assert "<script>alert" not in raw
    assert "<img src=x" not in raw
    assert 'href="javascript' not in raw


def test_spanish_words_are_marked_as_spanish(at_ben: httpx.Client, desk: DeskServer, ben: Account) -> None:
    with chatting(desk.url, "quiero ser enfermera pero hablo poco inglés") as student:
        case = asks_for_a_person(student, language="es", about="¿Hay clases por la tarde?")
        does(at_ben, case.id, "claim")
        text = page(at_ben, case.id)
        assert re.search(r'lang="es" class="own-words">¿Hay clases', text)
        assert 'data-text="Hola, gracias por escribir' in text  # a ready answer
        assert re.search(r'<textarea id="text"[^>]*lang="es"', text)


def test_what_came_since_the_last_look_is_marked(at_ben: httpx.Client, student: Student) -> None:
    case = asks_for_a_person(student)
    assert "New since you looked" not in page(at_ben, case.id)  # the first time all is new
    student.says("is there a bus to campus")
    text = page(at_ben, case.id)
    assert text.index("New since you looked") < text.rindex("is there a bus to campus")
    assert text.index("New since you looked") > text.index('id="case-talk"')


def test_two_who_look_see_each_other_and_who_writes(at_ana: httpx.Client, at_ben: httpx.Client) -> None:
    case = needs_a_person()
    page(at_ana, case.id)
    assert "Ana Ruiz is looking at this too" in page(at_ben, case.id)
    token = re.search(r'name="csrf-token" content="([^"]+)"', page(at_ana, case.id))
    assert token
    assert at_ana.post(f"/desk/cases/{case.id}/writing", headers={"x-csrf-token": token[1]}).status_code == 204
    assert "Ana Ruiz is writing an answer" in page(at_ben, case.id)


def test_a_crisis_says_what_to_do_and_whom_to_call(at_ben: httpx.Client, desk: DeskServer) -> None:
    with chatting(desk.url, "i dont want to be alive anymore") as student:
        case = desk_of_tests().parts.cases.current(conversation_of(student))
        assert case
        text = page(at_ben, case.id)
        help_at, brief_at = text.index("what to do now"), text.index("In short")
        assert help_at < brief_at
        for number in ("911", "555-0199", "555-0126", "555-0195"):
            assert f'href="tel:{number}"' in text[help_at:brief_at]
        assert "left no phone number" in text
    called = needs_a_person(reason=Reason.CRISIS, priority=Priority.URGENT, team="counseling", contact="(555) 201-7788")
    assert 'Call the student at <a href="tel:5552017788">' in page(at_ben, called.id)
    assert "what to do now" not in page(at_ben, needs_a_person().id)


def test_a_case_of_another_team_or_of_no_number_is_not_there(desk: DeskServer) -> None:
    case = needs_a_person(team="veterans")
    with desk.at_desk(desk.hire(Role.ADVISOR, ("advising",))) as client:
        for number in (case.id, 999_999, 0, -1, 2**40):
            assert client.get(f"/desk/cases/{number}").status_code == 404
            for below in ("facts?find=pell", "news"):
                assert client.get(f"/desk/cases/{number}/{below}").status_code == 404
        assert does(client, case.id, "claim").status_code == 404
        assert client.get("/desk/cases/seven").status_code == 404
    assert state_of(case.id) is State.NEW


def test_who_is_not_signed_in_is_led_to_the_sign_in_and_back(desk: DeskServer) -> None:
    with desk.browser() as client:
        answer = client.get("/desk/cases/7")
        assert answer.status_code == 303
        assert answer.headers["location"].endswith("next=/desk/cases/7")


# ---- what each may do


def test_only_what_is_allowed_is_offered(at_ana: httpx.Client, at_ben: httpx.Client) -> None:
    case = needs_a_person()
    assert forms(page(at_ben, case.id)) == {"claim", "prioritize", "move_to_team", "note", "teach"}
    assert forms(page(at_ana, case.id)) == {"claim", "assign", "resolve", "prioritize", "move_to_team", "note", "teach"}
    does(at_ben, case.id, "claim")
    mine = forms(page(at_ben, case.id))
    assert mine == {"reply", "release", "snooze", "resolve", "prioritize", "move_to_team", "note", "teach"} - {
        "reply"
    }  # nobody to reach
    assert forms(page(at_ana, case.id)) >= {"take_over", "assign", "resolve", "release"}
    does(at_ben, case.id, "resolve", resolution="answered")
    assert forms(page(at_ben, case.id)) == {"reopen", "note", "teach"}


def test_the_second_claim_loses_and_is_told_to_whom(at_ana: httpx.Client, at_ben: httpx.Client, student: Student) -> None:
    case = asks_for_a_person(student)
    assert does(at_ana, case.id, "claim").status_code == 303
    late = does(at_ben, case.id, "claim")
    assert late.status_code == 409
    assert re.search(r'role="alert" id="problem"[^>]*>Ana Ruiz holds this', late.text)
    assert "Held by <strong>Ana Ruiz</strong>" in late.text
    said = desk_of_tests().parts.cases.said(conversation_of(student))
    assert len(said) == 1
    assert "Ana Ruiz" in said[0].reply.messages[0]


def test_from_claim_to_resolved(at_ben: httpx.Client, student: Student) -> None:
    case = asks_for_a_person(student)
    does(at_ben, case.id, "claim")
    assert does(at_ben, case.id, "reply", text="It comes on Friday.").headers["location"] == f"/desk/cases/{case.id}?done=reply"
    assert "It comes on Friday." in page(at_ben, case.id)
    assert does(at_ben, case.id, "resolve").status_code == 409  # without a reason
    assert does(at_ben, case.id, "resolve", resolution="met").status_code == 303
    text = page(at_ben, case.id)
    assert "Resolved: met in person" in text
    assert "resolved it: met in person" in text
    does(at_ben, case.id, "reopen")
    assert state_of(case.id) is State.OPEN


def test_snoozed_until_tomorrow_on_the_clock_of_the_team(at_ben: httpx.Client, student: Student) -> None:
    case = asks_for_a_person(student)
    does(at_ben, case.id, "claim")
    does(at_ben, case.id, "snooze", until="tomorrow")
    kept = desk_of_tests().parts.cases.get(case.id)
    assert kept
    assert kept.snoozed_until
    local = kept.snoozed_until.astimezone(ZoneInfo("America/Chicago"))
    assert (local.hour, local.minute) == (8, 0)
    assert local.date() == datetime.now(ZoneInfo("America/Chicago")).date() + timedelta(days=1)
    does(at_ben, case.id, "wake")
    for at in ("soon", "2001-01-01T08:00", "2999-01-01T08:00"):
        refused = does(at_ben, case.id, "snooze", until="at", at=at)
        assert refused.status_code == 409
        assert f'value="{at}"' in refused.text
    assert state_of(case.id) is State.CLAIMED


def test_a_lead_gives_a_case_to_an_advisor_of_its_team(
    at_ana: httpx.Client, at_ben: httpx.Client, desk: DeskServer, ben: Account
) -> None:
    stranger = desk.hire(Role.ADVISOR, ("veterans",), name="Vic Stone")
    case = needs_a_person()
    assert "Vic Stone" not in page(at_ana, case.id)
    for wrong in (str(stranger.id), "", "999999", "x", "9" * 30):
        assert does(at_ana, case.id, "assign", to=wrong).status_code == 409
    assert does(at_ben, case.id, "assign", to=str(ben.id)).status_code == 409
    does(at_ana, case.id, "assign", to=str(ben.id))
    assert "Held by <strong>you</strong>" in page(at_ben, case.id)


def test_a_case_moved_out_of_sight_leads_to_the_inbox(at_ben: httpx.Client) -> None:
    case = needs_a_person()
    assert does(at_ben, case.id, "move_to_team", team="veterans").headers["location"] == "/desk"
    assert at_ben.get(f"/desk/cases/{case.id}").status_code == 404


def test_priorities_change_and_what_is_none_is_refused(at_ben: httpx.Client) -> None:
    case = needs_a_person()
    assert does(at_ben, case.id, "prioritize", priority="very").status_code == 409
    does(at_ben, case.id, "prioritize", priority="urgent")
    assert "changed the priority from normal to urgent" in page(at_ben, case.id)


def test_notes_stay_in_the_team(at_ana: httpx.Client, at_ben: httpx.Client, student: Student) -> None:
    case = asks_for_a_person(student)
    does(at_ben, case.id, "note", note="Called the aid office; Sam knows.")
    text = page(at_ana, case.id)
    assert text.index("the student never sees them") < text.index("Called the aid office; Sam knows.")
    assert does(at_ben, case.id, "note", note="  ").status_code == 409
    heard = student.client.get("/api/messages").text + student.client.get("/").text
    assert "aid office" not in heard


def test_an_unanswered_question_becomes_a_proposal(at_ben: httpx.Client, student: Student) -> None:
    case = asks_for_a_person(student, about="What does rule 7b say?", reason=Reason.UNANSWERED)
    assert "What does rule 7b say?" in page(at_ben, case.id).partition('name="question"')[2]
    half = does(at_ben, case.id, "teach", question="What does rule 7b say?", answer="That it is gone.", taught_by=" ")
    assert half.status_code == 409
    assert "That it is gone." in half.text
    does(
        at_ben, case.id, "teach", question="What does rule 7b say?", answer="That it is gone.", taught_by="Handbook 2026, page 4"
    )
    draft = desk_of_tests().parts.cases.drafts()[-1]
    assert (draft.case, draft.answer, draft.source, draft.topic) == (
        case.id,
        "That it is gone.",
        "Handbook 2026, page 4",
        case.topic,
    )


# ---- the answer


def test_an_answer_with_a_fact_carries_its_source(at_ben: httpx.Client, student: Student) -> None:
    case = asks_for_a_person(student)
    does(at_ben, case.id, "claim")
    found = does(at_ben, case.id, "draft", text="Hi Jordan,", do="find", find="bus pass")
    assert "Hi Jordan," in found.text
    assert 'value="fact:service:bus-pass"' in found.text
    put_in = does(at_ben, case.id, "draft", text="Hi Jordan,", do="fact:service:bus-pass", find="bus pass")
    assert re.search(r"Hi Jordan,\n\nStudent Bus Pass: .+", html.unescape(put_in.text))
    assert re.search(r'name="source" value="service:bus-pass" checked', put_in.text)
    does(at_ben, case.id, "reply", text="Take the free bus pass.", source="service:bus-pass")
    said = desk_of_tests().parts.cases.said(conversation_of(student))[-1]
    assert [(s.title, s.as_of) for s in said.reply.sources] == [
        ("Millbrook Valley Community College demonstration catalog 2026-27 (invented)", "2026-11-01")
    ]


def test_sources_are_the_catalogs_whatever_a_form_says(at_ben: httpx.Client, student: Student) -> None:
    case = asks_for_a_person(student)
    does(at_ben, case.id, "claim")
    does(
        at_ben,
        case.id,
        "reply",
        text="Look there.",
        source=["program:gone", "https://evil.example", "service:bus-pass", "service:bus-pass"],
    )
    assert len(desk_of_tests().parts.cases.said(conversation_of(student))[-1].reply.sources) == 1


def test_a_ready_answer_is_put_in_to_be_changed(at_ben: httpx.Client, student: Student) -> None:
    case = asks_for_a_person(student)
    does(at_ben, case.id, "claim")
    text = html.unescape(does(at_ben, case.id, "draft", text="Hello.", do="canned", canned="need-more").text)
    assert "Hello.\n\nI want to get this right." in text
    assert len(desk_of_tests().parts.cases.said(conversation_of(student))) == 1  # only that Ben is there


def test_an_answer_sent_twice_is_said_once(at_ben: httpx.Client, student: Student) -> None:
    case = asks_for_a_person(student)
    does(at_ben, case.id, "claim")
    for _ in range(2):
        assert does(at_ben, case.id, "reply", text="Yes.\r\nOn Friday.").status_code == 303
    assert [s.reply.messages for s in desk_of_tests().parts.cases.said(conversation_of(student))[1:]] == [("Yes.\nOn Friday.",)]
    student.says("sure?")
    does(at_ben, case.id, "reply", text="Yes.\nOn Friday.")
    assert len(desk_of_tests().parts.cases.said(conversation_of(student))) == 3


def test_an_answer_that_is_refused_is_still_there(at_ana: httpx.Client, at_ben: httpx.Client, student: Student) -> None:
    case = asks_for_a_person(student)
    does(at_ben, case.id, "claim")
    long = does(at_ben, case.id, "reply", text="a" * 8001)
    assert long.status_code == 409
    assert "a" * 8001 in long.text
    does(at_ana, case.id, "take_over")
    lost = does(at_ben, case.id, "reply", text="I looked it up for you")
    assert lost.status_code == 409
    assert re.search(r'<div id="unsent" data-keep>[\s\S]+I looked it up for you', lost.text)


def test_an_answer_outlives_a_database_that_is_away(
    at_ben: httpx.Client, student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = asks_for_a_person(student)
    does(at_ben, case.id, "claim")

    def away(*_: object) -> None:
        raise StoreUnavailable("the database is away")

    with monkeypatch.context() as broken:
        broken.setattr(type(desk_of_tests().parts.cases), "save", away)
        answer = does(at_ben, case.id, "reply", text="It comes <b>on Friday</b>", source="service:bus-pass")
    assert answer.status_code == 503
    fields = dict(re.findall(r'<textarea name="(\w+)" hidden>\n([^<]*)</textarea>', answer.text))
    again = {name: html.unescape(value) for name, value in fields.items()}
    assert does(at_ben, case.id, "reply", **again).status_code == 303
    said = desk_of_tests().parts.cases.said(conversation_of(student))[-1]
    assert said.reply.messages == ("It comes <b>on Friday</b>",)
    assert said.reply.sources


@pytest.mark.parametrize("move", ["claim", "reply", "note", "draft", "resolve", "writing"])
def test_nothing_is_done_without_the_token_of_the_page(at_ben: httpx.Client, move: str) -> None:
    case = needs_a_person()
    answer = at_ben.post(f"/desk/cases/{case.id}/{move}", data={"text": "hello", "note": "hello", "resolution": "met"})
    assert answer.status_code == 403
    assert state_of(case.id) is State.NEW
    assert desk_of_tests().parts.cases.notes(case.id) == []


def test_a_move_that_does_not_exist_is_not_there(at_ben: httpx.Client) -> None:
    assert does(at_ben, needs_a_person().id, "explode").status_code == 404


# ---- after the student has deleted the chat


def test_a_deleted_chat_is_gone_and_says_so(at_ben: httpx.Client, student: Student) -> None:
    student.says("my secret plan is welding")
    case = asks_for_a_person(student, contact="555-201-7788", name="Kim")
    page(at_ben, case.id)
    student.client.delete("/api/messages").raise_for_status()
    text = page(at_ben, case.id)
    assert "The student deleted the chat" in text
    assert 'href="tel:5552017788"' in text
    assert "my secret plan" not in text
    does(at_ben, case.id, "claim")
    assert 'name="text"' not in page(at_ben, case.id)


def test_who_left_an_e_mail_address_can_still_be_answered(at_ben: httpx.Client, student: Student) -> None:
    case = asks_for_a_person(student, contact="kim@mail.example")
    does(at_ben, case.id, "claim")
    student.client.delete("/api/messages").raise_for_status()
    assert "Goes by mail to kim@mail.example" in page(at_ben, case.id)
    assert does(at_ben, case.id, "reply", text="It comes on Friday.").status_code == 303


def test_moments_are_in_the_time_of_the_team(at_ben: httpx.Client) -> None:
    case = needs_a_person()
    opened = case.opened.astimezone(UTC)
    assert re.search(rf'<time datetime="{re.escape(opened.isoformat())}" data-span', page(at_ben, case.id))
