"""The inbox in a browser: live without reload, by keyboard, on a phone, without scripts, for everyone."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.cases.model import Priority, Reason
from bot.desk.account import Account, Role
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.desk import cases
from tests.desk.cases import desk_of_tests, held_by, needs_a_person
from tests.desk.people import PASSWORD, DeskServer

URGENT: dict[str, Any] = {"priority": Priority.URGENT, "reason": Reason.CRISIS}

# Everything that is written into a live region.
LISTEN = """() => {
  window.heard = [];
  for (const region of document.querySelectorAll("#live-polite, #live-urgent"))
    new MutationObserver(() => region.textContent.trim() && window.heard.push([region.id, region.textContent.trim()])).observe(region, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None or not shutil.which(CHROMIUM):
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def ana(desk: DeskServer) -> Account:
    cases.clear()
    return desk.hire(name="Ana Ruiz", teams=["advising"])


@contextmanager
def at_inbox(browser: Browser, desk: DeskServer, account: Account, queue: str = "unassigned", **options: Any) -> Iterator[Page]:
    """A browser in which an advisor looks at a queue; it may not err, nor ask anyone else for anything."""
    complaints: list[str] = []
    context = browser.new_context(base_url=desk.url, **{"viewport": {"width": 1280, "height": 800}, **options})
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" and "401" not in message.text else None,
    )
    page.on("request", lambda request: complaints.append(request.url) if not request.url.startswith(desk.url) else None)
    page.goto("/desk/sign-in")
    page.get_by_label("E-mail").fill(account.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"/desk/queues/{queue}")
    yield page
    context.close()
    assert complaints == []


def until(page: Page, condition: str) -> None:
    """Wait for what a script says; the page's policy lets nobody evaluate text, so that Playwright's own way is closed."""
    deadline = time.monotonic() + 15
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, f"{condition} did not come true"
        page.wait_for_timeout(50)


@contextmanager
def listening(page: Page) -> Iterator[None]:
    """Once its stream is open the page has fetched itself anew."""
    with page.expect_response(lambda response: "x-desk-live" in response.request.headers):
        yield


def test_a_new_case_appears_without_reload_and_what_is_typed_stays(browser: Browser, desk: DeskServer, ana: Account) -> None:
    first = needs_a_person(about="the first question")
    with at_inbox(browser, desk, ana) as page:
        page.get_by_label("Search by words").fill("half a wo")
        page.locator(".narrow-by summary").click()
        page.get_by_label("Language").select_option("es")
        page.evaluate("window.same = true")
        page.get_by_role("link", name=re.compile(f"Case {first.id}")).focus()
        second = needs_a_person(about="the second question", due_in=10)
        expect(page.locator(".row")).to_have_count(2)
        expect(page.locator(".row .number").first).to_have_text(f"Case {second.id}")
        expect(page).to_have_title("Unassigned: 2 · Advisor desk")
        expect(page.get_by_role("link", name=re.compile("Unassigned 2"))).to_be_visible()
        assert page.evaluate("window.same"), "the page was not loaded again"
        assert page.evaluate("document.activeElement.getAttribute('href')") == f"/desk/cases/{first.id}", (
            "focus stays on its case"
        )
        assert page.get_by_label("Search by words").input_value() == "half a wo"
        assert page.get_by_label("Language").input_value() == "es"
        assert page.locator(".narrow-by").get_attribute("open") is not None


def test_a_case_that_a_colleague_claims_leaves_the_queue(browser: Browser, desk: DeskServer, ana: Account) -> None:
    case = needs_a_person()
    with at_inbox(browser, desk, ana) as page:
        expect(page.locator(".row")).to_have_count(1)
        desk_of_tests().advisors.claim(desk.hire(name="Ben Ode"), case.id)
        expect(page.get_by_text("Every case is in somebody’s hands.")).to_be_visible()
        expect(page).to_have_title("Unassigned: 0 · Advisor desk")


def test_a_new_urgent_case_is_read_out_once_and_stands_in_the_title(browser: Browser, desk: DeskServer, ana: Account) -> None:
    needs_a_person(**URGENT)
    with at_inbox(browser, desk, ana, "mine") as page:
        expect(page).to_have_title("(1 urgent) Mine: 0 · Advisor desk")
        page.evaluate(LISTEN)
        new = needs_a_person(**URGENT)
        until(page, "window.heard.length > 0")
        needs_a_person(about="not urgent")
        expect(page.get_by_role("link", name=re.compile("Unassigned 3"))).to_be_visible()
        expect(page).to_have_title("(2 urgent) Mine: 0 · Advisor desk")
        page.goto("/desk/queues/urgent")
        page.evaluate(LISTEN)
        needs_a_person(about="another that is not urgent")
        expect(page.get_by_role("link", name=re.compile("Unassigned 4"))).to_be_visible()
        assert page.evaluate("window.heard") == [], "it was told before, on another page of the same tab"
    assert new.id


def test_an_urgent_case_is_told_in_words_that_give_nothing_away(browser: Browser, desk: DeskServer, ana: Account) -> None:
    with at_inbox(browser, desk, ana) as page:
        page.evaluate(LISTEN)
        case = needs_a_person(**URGENT, about="secret words", name="Marisol")
        until(page, "window.heard.length > 0")
        [[region, words]] = page.evaluate("window.heard")
        assert region == "live-urgent"
        assert words == f"New urgent case: number {case.id}, may be in crisis, Advising."


def test_notices_are_off_until_the_advisor_asks_for_them(browser: Browser, desk: DeskServer, ana: Account) -> None:
    spy = "window.asked = 0; window.shown = []; window.Notification = class { static permission = 'granted'; static async requestPermission() { window.asked++; return 'granted'; } constructor(title, options) { window.shown.push([title, options.body]); } };"
    with at_inbox(browser, desk, ana) as page:
        page.context.add_init_script(spy)
        page.reload()
        with listening(page):
            needs_a_person(**URGENT)
        expect(page.locator(".row")).to_have_count(1)
        assert page.evaluate("[window.asked, window.shown.length]") == [0, 0]
        page.get_by_label("Show a notice").check()
        until(page, "window.asked === 1")
        case = needs_a_person(**URGENT, about="secret words")
        until(page, "window.shown.length > 0")
        assert page.evaluate("window.shown") == [[f"Urgent: case {case.id}", "Advising"]]
        page.reload()
        expect(page.get_by_label("Show a notice")).to_be_checked()


def test_keys_move_through_the_list_only_where_they_are_turned_on(browser: Browser, desk: DeskServer, ana: Account) -> None:
    ids = [needs_a_person(due_in=minutes).id for minutes in (10, 20, 30)]
    here = "document.activeElement.getAttribute('href')"
    with at_inbox(browser, desk, ana) as page:
        page.keyboard.press("j")
        assert page.evaluate(here) is None, "off at first"
        page.get_by_label("Keys: j").check()
        for key, number in (("j", ids[0]), ("j", ids[1]), ("j", ids[2]), ("j", ids[2]), ("k", ids[1])):
            page.keyboard.press(key)
            assert page.evaluate(here) == f"/desk/cases/{number}"
        page.get_by_label("Search by words").focus()
        page.keyboard.type("jk")
        assert page.get_by_label("Search by words").input_value() == "jk", "who types, types"
        page.keyboard.press("Tab")
        page.keyboard.press("Control+j")
        assert page.evaluate(here) is None
        page.get_by_label("Keys: j").uncheck()
        page.keyboard.press("k")
        assert page.evaluate(here) is None
        page.get_by_label("Keys: j").check()
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/desk/cases/{ids[0]}")


def test_a_case_is_claimed_from_its_row(browser: Browser, desk: DeskServer, ana: Account) -> None:
    case = needs_a_person()
    with at_inbox(browser, desk, ana) as page:
        page.get_by_role("button", name=f"Claim case {case.id}").click()
        page.wait_for_url(f"**/desk/cases/{case.id}*")
    claimed = desk_of_tests().parts.cases.get(case.id)
    assert claimed
    assert claimed.holder == ana.id


def test_without_scripts_everything_can_be_reached(browser: Browser, desk: DeskServer, ana: Account) -> None:
    needs_a_person(about="my aid is late", name="Tam")
    needs_a_person(about="parking")
    with at_inbox(browser, desk, ana, java_script_enabled=False) as page:
        page.get_by_label("Search by words").fill("aid")
        page.get_by_role("button", name="Search").click()
        expect(page.locator(".row")).to_have_count(1)
        expect(page.get_by_label("Show a notice")).to_be_hidden()
        page.get_by_role("link", name="New case").click()
        page.get_by_label("What it is about").fill("called about parking")
        page.get_by_role("button", name="Begin the case").click()
        page.goto("/desk/queues/mine")
        expect(page.locator(".row")).to_have_count(1)


def test_the_page_says_when_the_session_is_over(browser: Browser, desk: DeskServer, ana: Account) -> None:
    with at_inbox(browser, desk, ana) as page:
        page.get_by_label("Search by words").fill("typed")
        page.context.clear_cookies()
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_text("You are signed out")).to_be_visible()
        assert page.get_by_label("Search by words").input_value() == "typed"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_page_of_the_inbox_is_for_everyone(
    browser: Browser, desk: DeskServer, ana: Account, scheme: str, width: int
) -> None:
    needs_a_person(**URGENT, due_in=-20, about="words " * 60)
    needs_a_person(priority=Priority.HIGH, name="José Ángel Hernández de la Cruz", language="es", team="counseling")
    mine = held_by(ana)
    desk_of_tests().advisors.teach(ana, mine.id, "a question", "an answer", "https://a.very.long.example/" + "path/" * 30)
    lead = desk.hire(Role.LEAD, name="Lea Dunn", teams=[])
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 700}, "reduced_motion": "reduce"}
    with at_inbox(browser, desk, lead, "my_team", **options) as page:
        for path in ("queues/my_team", "queues/my_team?team=advising&q=words", "queues/snoozed", "new", "knowledge-drafts"):
            page.goto(f"/desk/{path}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} needs scrolling to the side"
            small = page.evaluate(
                "[...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main select, main summary, nav a')]"
                ".filter((e) => e.checkVisibility() && !e.closest('p, dd') && e.getBoundingClientRect().height < 24 && !e.matches('[type=checkbox], .open')).map((e) => e.outerHTML)"
            )
            assert small == []
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
            assert page.locator("h1").count() == 1


def test_with_letters_of_twice_the_size_nothing_is_lost(browser: Browser, desk: DeskServer, ana: Account) -> None:
    needs_a_person(**URGENT, name="José Ángel Hernández de la Cruz")
    with at_inbox(browser, desk, ana, viewport={"width": 640, "height": 700}) as page:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        expect(page.get_by_role("button", name="Claim case")).to_be_visible()
