"""The page as a student uses it: with a keyboard, a phone, a screen reader, without scripts, on a bad connection.

``page`` is a fresh browser page on ``base_url``, where the real server runs (see conftest.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, Route, expect

PATH = "hi i work in a warehouse and want to get into fixing robots. have hs diploma, can study 10 hrs a week evenings. where do i start"
PAY = "whats a phlebotomist make"
CRISIS = "i dont want to be alive anymore"
SPANISH = "quiero ser enfermera pero hablo poco ingles"
API = "**/api/messages"

# Elements of the conversation without white space between them, as one string.
DRAWN = """() => {
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\\s+/g, " ").trim();
    const attributes = [...node.attributes].map((a) => `${a.name}=${JSON.stringify(a.value)}`).sort();
    return `<${[node.localName, ...attributes].join(" ")}>${[...node.childNodes].filter((n) => n.nodeType !== Node.COMMENT_NODE).map(walk).filter(Boolean).join("|")}</>`;
  };
  document.getElementById("log").normalize();
  return [...document.querySelectorAll("#log .turn")].map(walk).join("\\n");
}"""

# Everything that is written into a live region.
LISTEN = """() => {
  window.heard = [];
  for (const region of document.querySelectorAll("[aria-live], [role=log], [role=status], [role=alert]"))
    new MutationObserver(() => region.textContent.trim() && window.heard.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
}"""


class Watch:
    """Opens pages and notes what no page may do: err in the console, miss a file, ask another site for anything."""

    def __init__(self, base_url: str, browser: Browser) -> None:
        self.base_url = base_url
        self.browser = browser
        self.complaints: list[str] = []
        self.contexts: list[BrowserContext] = []

    def open(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._console)
        page.on("request", self._request)
        page.on("response", self._response)
        page.goto(self.base_url)

    def visitor(self, **options: Any) -> Page:
        """A page of another visitor."""
        self.contexts.append(self.browser.new_context(**options))
        page = self.contexts[-1].new_page()
        self.open(page)
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:  # refusals are among the tests
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.base_url).netloc:
            self.complaints.append(request.url)

    def _response(self, response: Response) -> None:
        if response.status >= 400 and urlsplit(response.url).path not in ("/", "/api/messages"):
            self.complaints.append(f"{response.status} {response.url}")


@pytest.fixture(autouse=True)
def watch(page: Page, base_url: str) -> Iterator[Watch]:
    assert page.context.browser
    watch = Watch(base_url, page.context.browser)
    watch.open(page)
    yield watch
    for context in watch.contexts:
        context.close()
    assert watch.complaints == []


def send(page: Page, text: str) -> None:
    """Type a message, press Enter and wait for the reply."""
    before = page.locator(".reply").count()
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".reply")).to_have_count(before + 1, timeout=30_000)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className || document.activeElement.localName"))


# ---- the first screen


def test_says_at_once_what_it_is_and_how_to_get_help(page: Page) -> None:
    welcome = page.locator("#welcome")
    expect(welcome).to_contain_text("computer program, not a person")
    expect(welcome).to_contain_text("source")
    expect(welcome).to_contain_text("In danger or thinking about suicide?")
    expect(welcome.locator("a[href='tel:911']")).to_be_visible()
    expect(welcome.locator("a[href='tel:988']")).to_be_visible()
    expect(page.locator(".demo")).to_contain_text(re.compile("demonstration college", re.IGNORECASE))
    sends = [value.split("\t")[0] for value in page.locator(".starter").evaluate_all("all => all.map((b) => b.value)")]
    assert set(sends) == {"/explore_interests", "/support_services", "/financial_aid", "/talk_to_advisor"}


def test_an_example_question_is_sent_as_its_text(page: Page) -> None:
    example = page.locator(".example").first
    text = example.inner_text()
    example.click()
    expect(page.locator("#latest .reply")).to_be_visible()
    expect(page.locator("#latest .said")).to_have_text(text)
    expect(page.locator(".starter").first).to_be_hidden()


# ---- sending


def test_sends_without_reload_and_keeps_the_focus(page: Page) -> None:
    page.evaluate("window.same = true")
    send(page, PAY)
    expect(page.locator("#latest .said")).to_have_text(PAY)
    expect(page.locator("#latest .card-occupation h3")).to_have_text(re.compile("phlebotomist", re.IGNORECASE))
    send(page, "thanks")
    assert page.evaluate("window.same") is True
    assert page.locator("#text").input_value() == ""
    assert focused(page) == "text"
    assert page.locator("[id=latest]").count() == 1


def test_enter_sends_and_shift_enter_breaks_the_line(page: Page) -> None:
    field = page.locator("#text")
    height = field.bounding_box()
    field.press_sequentially("first")
    page.keyboard.press("Shift+Enter")
    field.press_sequentially("second")
    assert field.input_value() == "first\nsecond"
    grown = field.bounding_box()
    assert height
    assert grown
    assert grown["height"] > height["height"]
    page.keyboard.press("Enter")
    expect(page.locator("#latest .reply")).to_be_visible()
    assert page.locator("#latest .said").inner_text() == "first\nsecond"


def test_nothing_is_sent_when_there_is_nothing(page: Page) -> None:
    page.locator("#text").fill("   ")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.locator(".turn").count() == 0


def test_markup_stays_text(page: Page) -> None:
    text = "<img src=x onerror=alert(1)> <b>bold</b> '; DROP TABLE turns; --"
    send(page, text)
    expect(page.locator("#latest .said")).to_have_text(text)
    page.reload()
    expect(page.locator("#latest .said")).to_have_text(text)
    assert page.locator("#log img, #log .said *").count() == 0


def test_counts_characters_near_the_limit_and_sends_none_too_many(page: Page) -> None:
    limit = int(page.locator("#chat").get_attribute("data-max") or 0)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.locator("#text").fill("x" * 50)
    expect(page.locator("#count")).to_be_hidden()
    page.locator("#text").fill("x" * (limit - 20))
    expect(page.locator("#count")).to_contain_text("20")
    page.locator("#text").fill("x" * (limit + 7))
    page.keyboard.press("Enter")
    expect(page.locator("#error")).to_contain_text("7")
    assert requests == []
    assert len(page.locator("#text").input_value()) == limit + 7


# ---- choices


def test_a_choice_is_a_button_of_the_newest_reply_only(page: Page) -> None:
    page.locator(".starter", has_text="work").click()
    expect(page.locator("#latest .choice").first).to_be_visible()
    choice = page.locator("#latest .choice").first
    label = choice.inner_text()
    choice.click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator("#latest .reply")).to_be_visible()
    expect(page.locator("#latest .said")).to_have_text(label)
    assert page.locator(".turn:not(#latest) .choice").count() == 0
    assert focused(page) == "text"


def test_on_a_touch_screen_a_choice_does_not_raise_the_keyboard_nor_lose_the_focus(watch: Watch) -> None:
    phone = watch.visitor(viewport={"width": 375, "height": 740}, has_touch=True, is_mobile=True)
    phone.locator(".starter", has_text="Talk").tap()
    expect(phone.locator("#latest .reply")).to_be_visible()
    assert focused(phone) == "latest"


# ---- what a screen reader hears


def test_a_reply_is_announced_once_by_the_one_live_region(page: Page) -> None:
    assert page.locator("[aria-live], [role=log], [role=status], [role=alert]").count() == 1
    page.evaluate(LISTEN)
    send(page, PAY)
    page.wait_for_timeout(500)
    heard = page.evaluate("window.heard")
    assert len(heard) == 1
    assert page.locator("#latest .prose").first.inner_text().split("\n")[0] in heard[0]
    assert page.locator("#latest .card h3").first.inner_text() in heard[0]
    send(page, "thanks")
    page.wait_for_timeout(500)
    heard = page.evaluate("window.heard")
    assert len(heard) == 2
    assert "hlebotomist" not in heard[1]
    page.reload()
    page.wait_for_timeout(500)
    assert page.locator("[aria-live]").inner_text() == ""


def test_a_long_wait_is_shown_and_said_and_the_next_message_is_kept(page: Page) -> None:
    held: list[Route] = []
    page.route(API, lambda route: held.append(route))
    page.evaluate(LISTEN)
    page.locator("#text").fill(PAY)
    page.keyboard.press("Enter")
    expect(page.locator("#latest .said")).to_have_text(PAY)
    expect(page.locator("#latest .dots[aria-hidden=true]")).to_be_visible()
    assert page.evaluate("window.heard") == []
    page.locator("#text").fill("and at night?")
    page.keyboard.press("Enter")
    page.wait_for_timeout(3200)
    assert len(held) == 1
    assert page.locator("#text").input_value() == "and at night?"
    assert len(page.evaluate("window.heard")) == 2  # one moment; looking it up
    held[0].continue_()
    expect(page.locator("#latest .reply")).to_be_visible()
    assert page.locator(".pending").count() == 0


# ---- history


@pytest.mark.parametrize(
    "text",
    [
        PATH,
        PAY,
        CRISIS,
        SPANISH,
        "do you have welding at night",
        "help with daycare while im in class?",
        "how do finland and singapore do it",
        "when is fafsa due",
    ],
)
def test_the_script_draws_what_the_server_renders(page: Page, text: str) -> None:
    send(page, "hi")
    send(page, text)
    page.locator("#text").focus()
    drawn = page.evaluate(DRAWN)
    page.reload()
    assert page.evaluate(DRAWN) == drawn
    assert page.locator(".turn").count() == 2


def test_nobody_sees_another_visitors_conversation(page: Page, watch: Watch) -> None:
    send(page, PAY)
    other = watch.visitor()
    assert other.locator(".turn").count() == 0


def test_start_over_goes_on_in_the_same_conversation(page: Page) -> None:
    send(page, PAY)
    page.locator("#menu > summary").click()
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator("#latest .reply")).to_be_visible()
    expect(page.locator("#latest .said")).to_have_text("Start over")
    expect(page.locator(".menu-items")).to_be_hidden()
    assert focused(page) == "text"


def test_delete_asks_first_and_then_deletes_for_good(page: Page, base_url: str) -> None:
    send(page, PAY)
    page.locator("#menu > summary").click()
    page.locator(".delete > summary").click()
    assert page.locator(".turn").count() == 1
    page.locator(".delete button").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".starter").first).to_be_visible()
    expect(page.locator("[aria-live]")).to_have_text(re.compile("deleted"))
    assert focused(page) == "welcome-title"
    assert page.request.get(f"{base_url}/api/messages").json()["turns"] == []
    page.reload()
    assert page.locator(".turn").count() == 0
    send(page, "hi")
    assert page.locator(".turn").count() == 1


# ---- when it does not work


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (429, {"retry-after": "2"}, "Slow down, please."),
        (503, {}, "Not saved."),
        (413, {}, "Too long."),
        (400, {}, "Not readable."),
        (500, {}, None),
        (0, {}, None),
    ],
    ids=["too fast", "store away", "too long", "unreadable", "broken", "offline"],
)
def test_a_refused_message_is_explained_and_kept(page: Page, status: int, headers: dict[str, str], said: str | None) -> None:
    events: list[str] = []

    def refuse(route: Route) -> None:
        events.append(route.request.post_data_json["event_id"])  # type: ignore[index]
        if status:
            route.fulfill(
                status=status, headers=headers, content_type="application/json", body=json.dumps({"error": said or "Traceback"})
            )
        else:
            route.abort("internetdisconnected")

    send(page, "hi")
    page.route(API, refuse)
    page.locator("#text").fill(PAY)
    page.keyboard.press("Enter")
    error = page.locator("#error")
    expect(error).to_be_visible()
    expect(error).to_contain_text(said or "Your words are still here")
    expect(error).not_to_contain_text("Traceback")
    assert page.locator("#text").input_value() == PAY
    assert focused(page) == "text"
    assert page.locator(".turn").count() == 1
    assert page.locator("#text").get_attribute("aria-invalid") == "true"
    page.unroute(API)
    with page.expect_request(API) as again:
        page.keyboard.press("Enter")
    expect(page.locator(".reply")).to_have_count(2)
    events.append(again.value.post_data_json["event_id"])  # type: ignore[index]
    expect(error).to_be_hidden()
    assert len(set(events)) == 1, "the second try is the same message, so that it can't be answered twice"


def test_after_a_failed_choice_the_choices_are_there_again(page: Page) -> None:
    page.route(API, lambda route: route.abort("internetdisconnected"))
    page.locator(".starter").first.click()
    expect(page.locator("#error")).to_be_visible()
    expect(page.locator(".starter").first).to_be_visible()
    assert focused(page) != "body"
    page.unroute(API)
    page.locator(".starter").first.click()
    expect(page.locator("#latest .reply")).to_be_visible()


# ---- what a reply looks like


def test_the_ladder_rises_from_now_to_the_goal_and_can_be_read(page: Page) -> None:
    send(page, PATH)
    card = page.locator("#latest .card-ladder").first
    steps = card.locator("ol.stairs > li")
    assert steps.count() >= 2
    for width, rises in ((1280, "side by side"), (375, "on one another")):
        page.set_viewport_size({"width": width, "height": 900})
        boxes = [card.locator(".now").bounding_box(), *(step.bounding_box() for step in steps.all())]
        for lower, higher in pairwise(boxes):
            assert lower
            assert higher
            assert higher["y"] < lower["y"], rises
            assert higher["x"] > lower["x"], rises
        goal = card.locator(".goal").bounding_box()
        assert goal
        assert boxes[-1]
        assert goal["y"] < boxes[-1]["y"]
    assert card.locator(".totals dd").count() >= 2
    details = card.locator("details.in-detail")
    details.locator("summary").click()
    assert details.locator(".step-detail").count() == steps.count() + 1
    assert len(details.locator(".step-detail").last.inner_text()) > 50


def test_every_fact_leads_to_its_source(page: Page) -> None:
    send(page, PAY)
    mark = page.locator("#latest .mark").first
    source = page.locator(str(mark.get_attribute("href")))
    expect(source).to_be_hidden()
    mark.click()
    expect(source).to_be_visible()
    expect(source).to_contain_text(re.compile(r"As of [A-Z][a-z]+ \d{1,2}, \d{4}"))
    assert page.locator("#latest .rows dd").count() == page.locator("#latest .rows dd:has(.mark)").count()


def test_links_lead_only_where_they_may(page: Page) -> None:
    for text in (PATH, "help with daycare while im in class?", "when is fafsa due", CRISIS):
        send(page, text)
    for url in page.locator("#log a").evaluate_all("all => all.map((a) => a.getAttribute('href'))"):
        assert re.match(r"(https:|mailto:|tel:|sms:|#source-)", url), url


def test_a_cry_for_help_gets_numbers_to_press(page: Page) -> None:
    send(page, CRISIS)
    reply = page.locator("#latest .reply.crisis")
    for url in ("tel:988", "sms:988", "tel:911"):
        expect(reply.locator(f".call[href='{url}']")).to_be_visible()
    languages = reply.locator(".prose").evaluate_all("all => all.map((p) => p.closest('[lang]').lang)")
    assert languages == ["en", "es"]


def test_spanish_is_marked_as_spanish_and_the_page_follows(page: Page) -> None:
    send(page, SPANISH)
    assert page.locator("#latest .reply").get_attribute("lang") == "es"
    assert page.locator("html").get_attribute("lang") == "es"
    expect(page.locator(".send")).to_have_text("Enviar")
    expect(page.locator("#other-language")).to_have_text("English")
    page.reload()
    assert page.locator("html").get_attribute("lang") == "es"
    expect(page.locator(".send")).to_have_text("Enviar")


# ---- without scripts


def test_the_whole_conversation_works_without_scripts(watch: Watch) -> None:
    plain = watch.visitor(java_script_enabled=False, viewport={"width": 375, "height": 740})
    plain.locator("#text").fill(PAY)
    plain.locator(".send").click()
    expect(plain).to_have_url(f"{watch.base_url.rstrip('/')}/#latest")
    expect(plain.locator("#latest .card-occupation h3")).to_have_text(re.compile("phlebotomist", re.IGNORECASE))
    label = plain.locator("#latest .choice").first.inner_text()
    plain.locator("#latest .choice").first.click()
    expect(plain.locator(".turn")).to_have_count(2)
    expect(plain.locator("#latest .said")).to_have_text(label)
    assert plain.locator(".turn:not(#latest) .choice").count() == 0
    plain.locator("#menu > summary").click()
    plain.get_by_role("button", name="Start over").click()
    expect(plain.locator(".turn")).to_have_count(3)
    plain.locator("#latest .reply").scroll_into_view_if_needed()
    plain.locator("#menu > summary").click()
    plain.locator(".delete > summary").click()
    plain.locator(".delete button").click()
    expect(plain.locator(".turn")).to_have_count(0)
    expect(plain.locator(".starter").first).to_be_visible()
    plain.locator(".starter", has_text="Talk").click()
    expect(plain.locator("#latest .reply")).to_be_visible()


def test_a_refusal_without_scripts_keeps_the_words(watch: Watch) -> None:
    plain = watch.visitor(java_script_enabled=False)
    long = "why " * 2000
    plain.locator("#text").fill(long)
    plain.locator(".send").click()
    expect(plain.locator("#error")).to_be_visible()
    assert plain.locator("#text").input_value().startswith("why why")
    assert plain.title().startswith("Not sent")


# ---- for everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 900), (375, 740)], ids=["desktop", "phone"])
def test_axe_finds_nothing(watch: Watch, scheme: str, size: tuple[int, int]) -> None:
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    visitor = watch.visitor(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce")
    first = Axe().run(visitor, options=options)
    assert first.violations_count == 0, first.generate_report()
    visitor.locator("#menu > summary").click()
    visitor.locator(".delete > summary").click()
    menu = Axe().run(visitor, options=options)
    assert menu.violations_count == 0, menu.generate_report()
    visitor.keyboard.press("Escape")
    for text in (PAY, PATH, "help with daycare while im in class?", SPANISH, CRISIS):
        send(visitor, text)
    visitor.locator("#log details").evaluate_all("all => all.forEach((d) => (d.open = true))")
    after = Axe().run(visitor, options=options)
    assert after.violations_count == 0, after.generate_report()


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_scrolls_sideways(watch: Watch, width: int) -> None:
    visitor = watch.visitor(viewport={"width": width, "height": 500})
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert visitor.evaluate(wide) == 0
    for text in (PATH, PAY, "w" * 300, CRISIS):
        send(visitor, text)
    visitor.locator("#log details").evaluate_all("all => all.forEach((d) => (d.open = true))")
    assert visitor.evaluate(wide) == 0
    cut = "all => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className)"
    assert visitor.locator("#log :is(.card, .prose, .rows, .step, .goal, .said, .exits)").evaluate_all(cut) == []


def test_everything_that_can_be_pressed_is_large_enough_for_a_thumb(watch: Watch) -> None:
    phone = watch.visitor(viewport={"width": 375, "height": 740}, has_touch=True, is_mobile=True)
    send(phone, PATH)
    phone.locator("#menu > summary").click()
    sizes = phone.locator("button:visible, summary:visible, textarea:visible, .call:visible, .link a:visible").evaluate_all(
        "all => all.map((e) => [e.textContent.trim(), e.getBoundingClientRect().height])"
    )
    assert [s for s in sizes if s[1] < 44] == []
    marks = phone.locator(".mark:visible").evaluate_all(
        "all => all.map((e) => e.getBoundingClientRect()).map((r) => [r.width, r.height])"
    )
    assert [m for m in marks if min(m) < 24] == []


def test_the_keyboard_reaches_everything_and_the_skip_link_leads_to_the_field(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_visible()
    page.keyboard.press("Enter")
    assert focused(page) == "text"
    page.locator("#menu > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu-items")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu-items")).to_be_hidden()
    expect(page.locator("#menu > summary")).to_be_focused()


def test_what_is_focused_is_not_under_the_field(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 600})
    send(page, PATH)
    page.locator("#latest .mark").first.focus()
    while focused(page) != "text":
        bottom, top = page.evaluate(
            "[document.activeElement, document.querySelector('.field')].map((e) => e.getBoundingClientRect()).map((r, i) => (i ? r.top : r.bottom))"
        )
        assert bottom <= top + 1, focused(page)
        page.keyboard.press("Tab")
