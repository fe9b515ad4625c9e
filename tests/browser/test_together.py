"""A student and an advisor at once, each in a browser of their own: what the whole thing is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, create_engine, select, text

from bot.cases.model import Priority, State
from bot.desk.account import Account
from bot.store.tables import turns
from tests.browser.test_page import send
from tests.browser.test_people import ask, cookie, write
from tests.chaos.run import free_port
from tests.chaos.server import Server
from tests.desk import cases
from tests.desk.conftest import desk, running_desk
from tests.desk.people import DeskServer
from tests.people import case_of

__all__ = ["desk", "running_desk"]

Sit = Callable[[Account], Page]
NIGHT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # 2 a.m. at the college


@pytest.fixture
def page(browser: Browser, desk: DeskServer) -> Iterator[Page]:
    """The student's page, on a phone; the desk is empty."""
    cases.clear()
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    opened.goto(desk.url)
    yield opened
    context.close()


@pytest.fixture
def sit(browser: Browser, desk: DeskServer) -> Iterator[Sit]:
    """Sits an advisor down at the desk, signed in."""
    contexts = []

    def signed_in(account: Account) -> Page:
        context = browser.new_context(base_url=desk.url, viewport={"width": 1280, "height": 800})
        contexts.append(context)
        with desk.at_desk(account) as client:
            context.add_cookies([{"name": "desk", "value": client.cookies["desk"], "domain": "127.0.0.1", "path": "/desk"}])
        return context.new_page()

    yield signed_in
    for context in contexts:
        context.close()


def test_from_the_question_to_the_end(page: Page, sit: Sit, desk: DeskServer) -> None:
    ana = sit(desk.hire(name="Ana Ruiz", teams=["advising", "counseling"]))
    ana.goto("/desk/queues/unassigned")
    send(page, "i want to be a welder, i have my ged")
    case = ask(page, "i need a bed, i have nowhere to sleep tonight")
    row = ana.locator(f'a[href="/desk/cases/{case.id}"]').first
    expect(row).to_be_visible()  # it came without a reload
    first = ana.locator('main a[href^="/desk/cases/"]').first
    expect(first).to_have_attribute("href", f"/desk/cases/{case.id}")  # urgent stands first
    assert case.priority is Priority.URGENT
    row.click()
    expect(ana.locator("main")).to_contain_text("nowhere to sleep tonight")
    ana.get_by_role("button", name=re.compile("^Claim")).first.click()
    expect(page.locator("#presence")).to_contain_text("Ana Ruiz, a person")
    ana.locator("textarea[name=text]").first.fill("Come to room 120 before five, I will be there.")
    ana.get_by_role("button", name="Send").click()
    expect(page.locator("#latest .person")).to_contain_text("Come to room 120")
    write(page, "thank you so much, on my way")
    expect(ana.locator("main")).to_contain_text("thank you so much, on my way")
    assert case_of(cookie(page)).state is State.CLAIMED
    ana.locator("summary", has_text="Resolve").click()
    ana.locator('input[name="resolution"]').first.check()
    ana.get_by_role("button", name="Resolve").click()
    expect(page.locator("#latest .notice").last).to_contain_text("hours a week")  # where it had been
    send(page, "15")
    expect(page.locator("#latest .card-ladder")).to_be_visible()


def test_a_cry_at_two_in_the_morning(
    page: Page,
    sit: Sit,
    desk: DeskServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The numbers come at once; the case is urgent by the clock and not by office hours; nothing says that someone watches."""
    monkeypatch.setattr("bot.desk.students.now_utc", lambda: NIGHT)
    ana = sit(desk.hire(name="Ana Ruiz", teams=["counseling"]))
    ana.goto("/desk/queues/urgent")
    send(page, "i dont want to be alive anymore")
    told = page.locator("#latest .crisis")
    expect(told).to_contain_text("988")
    expect(told.locator("a[href='tel:988']").first).to_be_visible()
    case = case_of(cookie(page))
    assert (case.priority, case.team) == (Priority.URGENT, "counseling")
    assert case.due
    assert (case.due - NIGHT).total_seconds() <= 3600
    expect(ana.locator(f'a[href="/desk/cases/{case.id}"]').first).to_be_visible()
    ana.goto(f"/desk/cases/{case.id}")
    expect(ana.locator("main")).to_contain_text("555-0199")
    assert not re.search(r"is watching|someone will (call|come)|we are (here|watching)", page.inner_text("body"), re.I)


def test_an_advisor_of_another_team_finds_nothing(page: Page, sit: Sit, desk: DeskServer) -> None:
    case = ask(page)
    ben = sit(desk.hire(name="Ben Ode", teams=["veterans"]))
    answer = ben.goto(f"/desk/cases/{case.id}")
    assert answer
    assert answer.status == 404
    assert "evening classes" not in ben.content()


def test_the_server_is_killed_between_a_message_and_its_answer(browser: Browser, tmp_path: Path) -> None:
    """The student has the answer once, and what they wrote is there once."""
    from knowledge.pack import read_pack
    from knowledge.store import KnowledgeStore

    url = f"sqlite:///{tmp_path}/advisor.db"
    store = KnowledgeStore(url)
    store.migrate()
    store.load(read_pack(Path("knowledge/packs/millbrook")))
    engine = create_engine(url)
    server = Server({"DATABASE_URL": url, "LOG_LEVEL": "WARNING"}, free_port(), tmp_path / "server.log")
    context = browser.new_context(viewport={"width": 390, "height": 844})
    try:
        server.start()
        page = context.new_page()
        page.goto(server.address)
        send(page, "i want to be a welder, i have my ged")
        _no_answer_gets_stored(engine)
        page.locator("#text").fill("whats a phlebotomist make")
        page.keyboard.press("Enter")
        while _stored(engine) < 2:
            page.wait_for_timeout(10)
        server.kill_all()
        expect(page.locator("#error")).to_be_visible(timeout=30_000)
        _answers_get_stored(engine)
        server.start()
        if page.locator("#text").input_value():  # the page could not know that it had been stored, and gives the words back
            page.locator("#text").press("Enter")
        expect(page.locator(".reply")).to_have_count(2, timeout=30_000)
        page.reload()
        expect(page.locator(".said")).to_have_count(2)
        expect(page.locator(".reply")).to_have_count(2)
        expect(page.locator("#latest .reply")).to_contain_text("Phlebotomist")
    finally:
        context.close()
        server.stop()
        engine.dispose()


def _no_answer_gets_stored(engine: Engine) -> None:
    """From now on the server is busy storing its answer until it is killed: what happens between the two can be counted on."""
    with engine.begin() as connection:
        connection.execute(
            text("CREATE VIEW forever AS WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n FROM n) SELECT n FROM n")
        )
        connection.execute(text("CREATE TRIGGER hold BEFORE UPDATE OF reply ON turns BEGIN SELECT count(*) FROM forever; END"))


def _answers_get_stored(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER hold"))
        connection.execute(text("DROP VIEW forever"))


def _stored(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(turns.c.id)).all())
