"""The pages of sign-in and accounts for everybody: without scripts, on a phone, by keyboard, with a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from bot.desk.account import Role
from tests.browser.conftest import browser
from tests.desk.people import PASSWORD, DeskServer

__all__ = ["browser"]

OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = "all => all.filter((e) => e.checkVisibility() && !e.closest('.hint') && e.getBoundingClientRect().height < 43.9).map((e) => e.outerHTML)"


@pytest.fixture
def visitor(browser: Browser, desk: DeskServer) -> Iterator[Any]:
    contexts = []

    def visit(**options: Any) -> Page:
        contexts.append(browser.new_context(base_url=desk.url, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        return page

    yield visit
    for context in contexts:
        context.close()


def enter(page: Page, email: str) -> None:
    page.goto("/desk/sign-in?next=/desk/account")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_the_desk_is_entered_and_left_without_scripts(visitor: Any, desk: DeskServer) -> None:
    page = visitor(java_script_enabled=False)
    page.goto("/desk/account")
    expect(page).to_have_url(f"{desk.url}/desk/sign-in?next=/desk/account")
    page.get_by_label("E-mail").fill("nobody@college.example")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("don’t go together")
    expect(page.get_by_label("E-mail")).to_have_value("nobody@college.example")
    expect(page.get_by_label("Password")).to_have_value("")
    enter(page, desk.hire(name="Ana Ruiz").username)
    page.get_by_label("Name").fill("Ana Maria Ruiz")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("changed")
    expect(page.get_by_role("link", name="Ana Maria Ruiz")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("signed out")
    page.goto("/desk/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_nothing_scrolls_sideways_and_all_is_large_enough(
    visitor: Any, desk: DeskServer, width: int, scheme: str
) -> None:
    page = visitor(viewport={"width": width, "height": 740}, color_scheme=scheme, reduced_motion="reduce")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "security policy" in message.text.lower() else None)

    def check() -> None:
        found = Axe().run(page, options=OPTIONS)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate(WIDE) == 0, page.url
        assert (
            page.locator(
                "a, button, input:not([type=checkbox], [type=hidden], .unseen), select, summary, label.box"
            ).evaluate_all(SMALL)
            == []
        )

    page.goto("/desk/sign-in")
    check()
    page.get_by_label("E-mail").fill("nobody@college.example")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check()
    desk.hire(name="Wolfeschlegelsteinhausenbergerdorff the Long-Named of a Very Long Family", teams=list(desk.gate.teams))
    enter(page, desk.hire(Role.ADMIN).username)
    check()
    page.goto("/desk/accounts")
    page.locator("details").evaluate_all("all => all.slice(-3).forEach((d) => (d.open = true))")
    check()
    page.locator("details[open]").last.get_by_role("button", name="Make a new password").click()
    expect(page.locator(".password code")).to_be_visible()
    check()
    assert complaints == []


def test_a_keyboard_is_enough(visitor: Any, desk: DeskServer) -> None:
    page = visitor()
    page.goto("/desk/sign-in")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type(desk.hire(Role.ADMIN).username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/queues/**")
