"""Two at once: the student's page, and an advisor's moves on the desk. What an advisor does is seen without a reload."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from bot.cases.model import Case, Resolution, State
from bot.desk.account import Account
from tests.browser.test_page import DRAWN, LISTEN, send
from tests.people import advisor, case_of, desk


@pytest.fixture(autouse=True)
def opened(page: Page, base_url: str) -> Iterator[None]:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(base_url)
    yield
    assert complaints == []


def cookie(page: Page) -> str:
    return next(str(c["value"]) for c in page.context.cookies() if c["name"] == "conversation")


def ask(page: Page, question: str = "can i switch to evening classes") -> Case:
    """Ask for a person, by the page, to the end."""
    send(page, "can i talk to a real person")
    send(page, question)
    for _ in range(2):
        before = page.locator(".reply").count()
        page.locator("#latest .choice").last.click()
        expect(page.locator(".reply")).to_have_count(before + 1)
    return case_of(cookie(page))


def claim(page: Page, question: str = "can i switch to evening classes") -> tuple[Account, Case]:
    by, case = advisor(), ask(page, question)
    expect(page.locator("#presence")).to_contain_text("has your question")
    desk().advisors.claim(by, case.id)
    expect(page.locator("#presence")).to_contain_text("Ana Ruiz, a person from Advising")
    return by, case


def write(page: Page, text: str) -> None:
    """Write to a person: no answer of the program comes."""
    before = page.locator(".sent").count()
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".sent")).to_have_count(before + 1)


def test_from_asking_to_the_end_without_a_reload(page: Page) -> None:
    page.evaluate("window.same = true")
    page.evaluate(LISTEN)
    send(page, "i want to be a welder, i have my ged")
    by, case = claim(page)
    expect(page.locator("#latest .notice")).to_contain_text("That's a person, not the program")
    expect(page.locator("#nature")).to_have_text("You're writing with a person")
    desk().advisors.reply(by, case.id, "Yes, from January on. Call 555-0110 to change.")
    person = page.locator("#latest .person")
    expect(person).to_contain_text("Yes, from January on.")
    expect(person.locator(".who")).to_have_text(re.compile("Ana Ruiz.*a person, Advising"))
    expect(person.locator("a[href='tel:5550110']")).to_be_visible()
    write(page, "great, does it cost more")
    assert case_of(cookie(page)).state is State.CLAIMED
    send(page, "i dont want to be alive anymore")
    expect(page.locator("#latest .crisis")).to_contain_text("988")
    desk().advisors.resolve(by, case.id, Resolution.ANSWERED)
    expect(page.locator("#latest .notice").last).to_contain_text("hours a week")
    expect(page.locator("#presence")).to_be_hidden()
    expect(page.locator("#nature")).to_have_text("A program, not a person")
    send(page, "15")
    expect(page.locator("#latest .card-ladder")).to_be_visible()
    assert page.evaluate("window.same") is True
    heard = page.evaluate("window.heard")
    assert sum("Yes, from January on." in text for text in heard) == 1, "read out once"


def test_the_server_and_the_script_draw_the_same(page: Page) -> None:
    by, case = claim(page)
    desk().advisors.reply(by, case.id, "Yes.\n- Monday\n- Tuesday")
    expect(page.locator("#latest .person")).to_be_visible()
    write(page, "thanks")
    desk().advisors.release(by, case.id)
    expect(page.locator("#latest .notice")).to_be_visible()
    drawn = page.evaluate(DRAWN)
    page.reload()
    assert page.evaluate(DRAWN).split("\n")[-2:] == drawn.split("\n")[-2:]


def test_going_on_with_the_program(page: Page) -> None:
    claim(page)
    page.locator("#resume").click()
    expect(page.locator("#latest .notice").last).to_contain_text("I'm the program again")
    expect(page.locator("#resume")).to_be_hidden()
    send(page, "what does a welder make")


def test_a_page_without_a_case_keeps_no_connection(page: Page) -> None:
    streams: list[str] = []
    page.on("request", lambda request: streams.append(request.url) if "/api/events" in request.url else None)
    send(page, "what does a welder make")
    page.reload()
    send(page, "thanks")
    assert streams == []
    ask(page)
    expect(page.locator("#presence")).to_be_visible()
    assert len(streams) == 1


def test_what_came_while_the_page_was_away_is_there_once(page: Page) -> None:
    by, case = claim(page)
    page.context.set_offline(True)
    desk().advisors.reply(by, case.id, "first")
    page.context.set_offline(False)
    desk().advisors.reply(by, case.id, "second")
    expect(page.locator(".person")).to_have_count(2, timeout=30_000)
    page.evaluate("dispatchEvent(new Event('online'))")
    desk().advisors.reply(by, case.id, "third")
    expect(page.locator(".person")).to_have_count(3, timeout=30_000)
    ids = page.locator("[data-said]").evaluate_all("all => all.map((one) => one.dataset.said)")
    assert len(ids) == len(set(ids))


def test_the_title_counts_what_came_while_nobody_looked(page: Page) -> None:
    by, case = claim(page)
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { get: () => window.away ?? false, configurable: true }); window.away = true"
    )
    desk().advisors.reply(by, case.id, "hello")
    expect(page).to_have_title(re.compile(r"^\(1\) "))
    page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page).to_have_title(re.compile(r"^Career"))


def test_a_look_that_took_long_does_not_undo_what_the_stream_told(page: Page) -> None:
    """What was read before the advisor came arrives after the stream has said so."""
    by, case = advisor(), ask(page)
    expect(page.locator("#presence")).to_contain_text("has your question")
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/api/messages", lambda route: held.append((route, route.fetch())))
    with page.expect_request("**/api/messages"):
        page.evaluate("dispatchEvent(new Event('online'))")  # the stream begins anew, and the page looks for itself
    while not held:
        page.evaluate("new Promise(requestAnimationFrame)")
    desk().advisors.claim(by, case.id)
    expect(page.locator("#presence")).to_contain_text("Ana Ruiz")
    route, told_before = held[0]
    with page.expect_event("requestfinished"):
        route.fulfill(response=told_before)
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert "Ana Ruiz" in page.locator("#presence").inner_text()


def test_an_answer_that_comes_later_takes_the_place_of_the_dots(page: Page) -> None:
    def later(route: Route) -> None:
        if route.request.method == "POST":
            route.continue_(headers={**route.request.headers, "prefer": "respond-async"})
        else:
            route.continue_()

    page.route("**/api/messages", later)
    send(page, "what does a welder make")
    expect(page.locator("#latest .card-occupation")).to_be_visible()
    assert page.locator(".pending").count() == 0


def test_en_espanol(page: Page) -> None:
    send(page, "quiero hablar con una persona")
    send(page, "mis papeles de la escuela")
    for _ in range(2):
        before = page.locator(".reply").count()
        page.locator("#latest .choice").last.click()
        expect(page.locator(".reply")).to_have_count(before + 1)
    expect(page.locator("#presence")).to_contain_text("tiene tu pregunta")
    desk().advisors.claim(advisor("Luz Mora"), case_of(cookie(page)).id)
    expect(page.locator("#latest .notice")).to_contain_text("Es una persona")
    expect(page.locator("#resume")).to_have_text("Seguir con el programa")


def test_deleting_the_chat_says_what_stays_and_ends_it_everywhere(page: Page) -> None:
    _, case = claim(page)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("#presence")).to_be_visible()
    page.locator("#menu > summary").click()
    page.locator(".delete > summary").click()
    expect(page.locator(".delete form")).to_contain_text("their team keeps that question")
    page.locator(".delete .strong").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#presence")).to_be_hidden()
    expect(other.locator(".turn")).to_have_count(0)
    kept = desk().parts.cases.get(case.id)
    assert kept
    assert (kept.conversation, kept.about) == (None, case.about)


def test_without_scripts(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 780})
    page = context.new_page()
    page.goto(base_url)
    for text in ("can i talk to a real person", "can i switch to evening classes", "skip", "skip"):
        page.locator("#text").fill(text)
        page.locator(".send").click()
    by, case = advisor(), case_of(cookie(page))
    desk().advisors.claim(by, case.id)
    desk().advisors.reply(by, case.id, "Yes, from January on.")
    page.get_by_text("Check for new messages").click()
    expect(page.locator(".person")).to_contain_text("Yes, from January on.")
    page.locator("#resume").click()
    expect(page.locator("#latest .notice").last).to_contain_text("I'm the program again")
    context.close()


@pytest.mark.parametrize(("width", "height", "scheme"), [(360, 740, "light"), (1280, 900, "dark")])
def test_it_is_accessible_and_looks_right(browser: Browser, base_url: str, width: int, height: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(base_url)
    by, case = claim(page)
    desk().advisors.reply(by, case.id, "Hi Jo, yes. Evening classes start January 11.\n- Tuesday and Thursday\n- 6:00 to 9:00 pm")
    expect(page.locator(".person")).to_be_visible()
    write(page, "great, thank you")
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for control in page.locator("#resume, .send").all():
        box = control.bounding_box()
        assert box
        assert box["height"] >= 44
    context.close()
