"""A case in the hands of advisors, in Chromium: by keyboard, live, with drafts that survive, for everyone who looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.cases.model import Priority, Reason
from bot.desk.account import Account, Role
from tests.app import Student
from tests.browser import conftest as browsers
from tests.desk.cases import desk_of_tests, needs_a_person
from tests.desk.chats import asks_for_a_person, chatting, conversation_of
from tests.desk.people import DeskServer

browser = browsers.browser
PATH = "hi i work in a warehouse and want to get into fixing robots. have hs diploma, can study 10 hrs a week evenings. where do i start"

AtDesk = Callable[..., Page]


@pytest.fixture(scope="module")
def ana(running_desk: DeskServer) -> Account:
    return running_desk.hire(Role.LEAD, ("advising", "counseling"), name="Ana Ruiz")


@pytest.fixture(scope="module")
def ben(running_desk: DeskServer) -> Account:
    return running_desk.hire(Role.ADVISOR, ("advising", "counseling"), name="Ben Ode")


@pytest.fixture
def at_desk(desk: DeskServer, browser: Browser) -> Iterator[AtDesk]:
    """A page of an advisor who is signed in; no page may err in the console or ask another site for anything."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def sit(account: Account, **options: Any) -> Page:
        context = browser.new_context(base_url=desk.url, **{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        with desk.at_desk(account) as client:
            context.add_cookies([{"name": "desk", "value": client.cookies["desk"], "domain": "127.0.0.1", "path": "/desk"}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" and "Failed to load" not in m.text else None)
        page.on("request", lambda r: None if r.url.startswith(desk.url) else complaints.append(r.url))
        return page

    yield sit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def student(desk: DeskServer) -> Iterator[Student]:
    with chatting(desk.url, "what does a welder make") as student:
        yield student


def opens(page: Page, number: int) -> Page:
    page.goto(f"/desk/cases/{number}")
    return page


def said(student: Student) -> list[tuple[str, ...]]:
    return [one.reply.messages for one in desk_of_tests().parts.cases.said(conversation_of(student)) if one.kind == "advisor"]


def test_a_sourced_answer_by_keyboard_alone(at_desk: AtDesk, ben: Account, student: Student) -> None:
    case = asks_for_a_person(student)
    page = opens(at_desk(ben), case.id)
    page.get_by_role("button", name="Claim this case").press("Enter")
    page.get_by_role("textbox", name="Answer the student").press_sequentially("Hi, here is one.")
    page.get_by_text("Find a fact with its source").press("Enter")
    page.get_by_role("searchbox").fill("bus pas")
    page.keyboard.press("Enter")  # looks, and sends nothing
    page.get_by_role("button", name="Put in Student Bus Pass").press("Enter")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value(re.compile(r"^Hi, here is one\.\n\nStudent Bus Pass: "))
    expect(page.get_by_role("checkbox", name="Student Bus Pass")).to_be_checked()
    assert said(student) == []
    page.keyboard.press("Control+Enter")
    expect(page.locator("#done")).to_have_text("Your answer is sent.")
    expect(page.locator("#text")).to_have_value("")
    assert len(said(student)) == 1
    last = desk_of_tests().parts.cases.said(conversation_of(student))[-1]
    assert [source.publisher for source in last.reply.sources]


def test_a_ready_answer_is_put_in_where_the_cursor_stands(at_desk: AtDesk, ben: Account, student: Student) -> None:
    case = asks_for_a_person(student)
    desk_of_tests().advisors.claim(ben, case.id)
    page = opens(at_desk(ben), case.id)
    page.locator("#text").fill("Hi Jordan,\nBest, Ben")
    page.locator("#text").evaluate("field => field.setSelectionRange(10, 10)")
    page.get_by_text("Ready answers").click()
    page.get_by_role("combobox", name="Ready answer").select_option("need-more")
    page.get_by_role("button", name="Put in", exact=True).click()
    expect(page.locator("#text")).to_have_value(re.compile(r"^Hi Jordan,\n\nI want to get this right[\s\S]+\n\nBest, Ben$"))


def test_what_the_student_writes_appears_and_what_is_typed_stays(at_desk: AtDesk, ben: Account, student: Student) -> None:
    case = asks_for_a_person(student)
    desk_of_tests().advisors.claim(ben, case.id)
    page = opens(at_desk(ben), case.id)
    page.get_by_text("History").click()
    page.locator("#text").fill("I am looking at")
    student.says("the portal says verification missing")
    line = page.locator("#case-talk .line.student").last
    expect(line).to_contain_text("the portal says verification missing")
    expect(page.locator("#live-polite")).to_contain_text("wrote: the portal says")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value("I am looking at")
    expect(page.locator("#case-history .events")).to_be_visible()


def test_a_cry_for_help_in_an_open_case_says_at_once_what_to_do(at_desk: AtDesk, ben: Account, student: Student) -> None:
    case = asks_for_a_person(student)
    desk_of_tests().advisors.claim(ben, case.id)
    page = opens(at_desk(ben), case.id)
    expect(page.locator("#case-crisis")).to_be_hidden()
    student.says("i dont want to be alive anymore")
    expect(page.locator("#case-crisis")).to_contain_text("call 911")
    expect(page.locator("#live-urgent")).to_contain_text("may be in crisis")
    expect(page.locator("#case-head .priority")).to_contain_text("Urgent")


def test_a_page_that_refused_something_stays_live(at_desk: AtDesk, ben: Account, student: Student) -> None:
    case = asks_for_a_person(student)
    desk_of_tests().advisors.claim(ben, case.id)
    page = opens(at_desk(ben), case.id)
    page.get_by_text("Snooze", exact=True).first.click()
    page.get_by_label("Or until").fill("2001-01-01T08:00")
    page.get_by_role("button", name="Snooze", exact=True).click()
    expect(page.locator("#problem")).to_be_focused()
    expect(page.get_by_label("Or until")).to_have_value("2001-01-01T08:00")
    student.says("is there a bus to campus")
    expect(page.locator("#case-talk .line.student").last).to_contain_text("is there a bus to campus")


def test_a_draft_outlives_a_reload_and_signing_out(at_desk: AtDesk, ben: Account, student: Student) -> None:
    case = asks_for_a_person(student)
    desk_of_tests().advisors.claim(ben, case.id)
    page = opens(at_desk(ben), case.id)
    page.get_by_text("Find a fact with its source").click()
    page.get_by_role("searchbox").fill("bus pass")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Put in Student Bus Pass").click()
    page.locator("#note").fill("Ask Sam")
    page.reload()
    expect(page.locator("#text")).to_have_value(re.compile("^Student Bus Pass"))
    expect(page.locator("#note")).to_have_value("Ask Sam")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail").fill(ben.username)
    page.get_by_label("Password").fill("seven green heavy trees")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/queues/**")
    opens(page, case.id)
    expect(page.locator("#text")).to_have_value(re.compile("^Student Bus Pass"))
    expect(page.get_by_role("checkbox", name="Student Bus Pass")).to_be_checked()


def test_of_two_who_claim_at_once_one_is_told_who_was_faster(
    at_desk: AtDesk, ana: Account, ben: Account, student: Student
) -> None:
    case = asks_for_a_person(student)
    anas, bens = opens(at_desk(ana, java_script_enabled=False), case.id), opens(at_desk(ben, java_script_enabled=False), case.id)
    anas.get_by_role("button", name="Claim this case").click()
    bens.get_by_role("button", name="Claim this case").click()
    expect(bens.locator("#problem")).to_contain_text("Ana Ruiz holds this")
    expect(bens.locator("#problem")).to_have_role("alert")
    expect(bens.locator("#problem")).to_be_focused()
    expect(bens.locator("#case-reply")).to_contain_text("Ana Ruiz holds this case and answers")


def test_who_is_overtaken_sees_it_at_once_and_keeps_what_was_typed(
    at_desk: AtDesk, ana: Account, ben: Account, student: Student
) -> None:
    case = asks_for_a_person(student)
    desk_of_tests().advisors.claim(ben, case.id)
    page = opens(at_desk(ben), case.id)
    page.locator("#text").fill("Half an answer")
    expect(page.locator("#live-lost")).to_be_hidden()
    desk_of_tests().advisors.take_over(ana, case.id)
    expect(page.locator("#case-head")).to_contain_text("Held by Ana Ruiz")
    expect(page.locator("#unsent-text")).to_have_value("Half an answer")


def test_two_who_look_see_each_other_live(at_desk: AtDesk, ana: Account, ben: Account, student: Student) -> None:
    case = asks_for_a_person(student)
    desk_of_tests().advisors.claim(ben, case.id)
    anas = opens(at_desk(ana), case.id)
    bens = opens(at_desk(ben), case.id)
    expect(anas.locator("#case-head")).to_contain_text("Ben Ode is looking at this too")
    bens.locator("#text").press_sequentially("Hi")
    expect(anas.locator("#case-head")).to_contain_text("Ben Ode is writing an answer")


def test_without_scripts_a_fact_is_found_put_in_and_sent(at_desk: AtDesk, ben: Account, student: Student) -> None:
    case = asks_for_a_person(student)
    page = opens(at_desk(ben, java_script_enabled=False), case.id)
    page.get_by_role("button", name="Claim this case").click()
    page.locator("#text").fill("Hi,")
    page.get_by_text("Find a fact with its source").click()
    page.get_by_role("searchbox").fill("bus pass")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_have_value("Hi,")
    page.get_by_role("button", name="Put in Student Bus Pass").click()
    expect(page.locator("#text")).to_have_value(re.compile(r"^Hi,\n\nStudent Bus Pass"))
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#done")).to_have_text("Your answer is sent.")
    assert len(said(student)) == 1


def test_an_answer_pressed_twice_goes_out_once(at_desk: AtDesk, ben: Account, student: Student) -> None:
    case = asks_for_a_person(student)
    desk_of_tests().advisors.claim(ben, case.id)
    page = opens(at_desk(ben), case.id)
    page.locator("#text").fill("On Friday.")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.locator("#done")).to_have_text("Your answer is sent.")
    assert said(student) == [("On Friday.",)]


@pytest.fixture(scope="module")
def shown(running_desk: DeskServer, ben: Account, ana: Account) -> Iterator[dict[str, int]]:
    """Cases of every look: held with a plan, in a crisis, nobody's in Spanish, with the chat deleted."""
    cases = desk_of_tests()
    with (
        chatting(running_desk.url, PATH) as one,
        chatting(running_desk.url, "quiero ser enfermera") as two,
        chatting(running_desk.url, "hi") as three,
    ):
        held = asks_for_a_person(one, about="Do I lose my classes?", name="Jordan Ellis", contact="jordan@mail.example")
        cases.advisors.claim(ben, held.id)
        cases.advisors.note(ana, held.id, "Sam at the aid office knows the case.")
        one.says("the portal says verification missing")
        spanish = asks_for_a_person(two, ago=300, due_in=-20, language="es", about="¿Hay clases por la tarde?")
        deleted = asks_for_a_person(three, contact="555-201-7788")
        three.client.delete("/api/messages").raise_for_status()
        crisis = needs_a_person(
            reason=Reason.CRISIS, priority=Priority.URGENT, team="counseling", topic="crisis", contact="555-201-7788"
        )
        yield {"held": held.id, "spanish": spanish.id, "deleted": deleted.id, "crisis": crisis.id}


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["held", "spanish", "deleted", "crisis"])
def test_everyone_can_use_it(at_desk: AtDesk, ben: Account, shown: dict[str, int], which: str, scheme: str, width: int) -> None:
    page = opens(at_desk(ben, color_scheme=scheme, viewport={"width": width, "height": 800}), shown[which])
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.removeAttribute('name'); d.open = true; })")
    if which == "held":
        page.get_by_role("searchbox").fill("bus pass")
        page.keyboard.press("Enter")
        expect(page.locator(".hits li").first).to_be_visible()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.response["violations"] == [], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (640, "200%")])
def test_nothing_is_lost_on_a_small_screen_or_with_large_text(
    at_desk: AtDesk, ben: Account, shown: dict[str, int], width: int, text: str
) -> None:
    page = opens(at_desk(ben, viewport={"width": width, "height": 640}), shown["held"])
    page.evaluate(f"document.documentElement.style.fontSize = '{text}'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.get_by_role("button", name="Send")).to_be_visible()
