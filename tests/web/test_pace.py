"""One visitor can't take the server from the others, and is told when to go on."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from bot.server import create_app
from bot.settings import Settings
from bot.web.guardrails import Pace
from tests.app import Student, application
from tests.web.conftest import history, refused

Visit = Callable[[str], Student]


def test_a_hundred_messages_in_a_second(visitor_at: Visit, student: Student) -> None:
    """A few are answered, the others refused with a time to wait; the server stays well; then it works again."""
    hasty = visitor_at("6/2 seconds")
    begun = time.monotonic()
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: hasty.client.post("/api/messages", json={"text": "hi"}), range(100)))
    took = time.monotonic() - begun
    late = [answer for answer in answers if answer.status_code != 200]
    assert 6 <= len(answers) - len(late) <= 6 * (took // 2 + 1)
    for answer in late:
        assert "wait a moment" in refused(answer, 429)
        assert 1 <= int(answer.headers["retry-after"]) <= 3
    assert hasty.client.get("/health").json() == {"status": "ok"}
    assert hasty.client.get("/api/messages").status_code == 200, "reading stays possible"
    assert student.says("hi")["topic"] == "greet"
    time.sleep(int(late[-1].headers["retry-after"]))
    assert hasty.says("hi")["topic"] == "greet"


def test_a_refused_message_is_not_stored(visitor_at: Visit) -> None:
    student = visitor_at("2/minute")
    for text in ("hi", "hello", "whats a welder make"):
        student.client.post("/api/messages", json={"text": text})
    assert [turn["text"] for turn in history(student)] == ["hi", "hello"]


def test_a_new_cookie_for_every_message_does_not_help(visitor_at: Visit) -> None:
    student = visitor_at("3/minute")
    codes = []
    for _ in range(5):
        student.client.cookies.clear()
        codes.append(student.client.post("/api/messages", json={"text": "hi"}).status_code)
    assert codes == [200, 200, 200, 429, 429]


def test_the_form_and_the_api_count_together(visitor_at: Visit) -> None:
    student = visitor_at("2/2 minutes")
    assert student.client.post("/", data={"text": "hi"}).status_code == 303
    assert student.says("hi")
    assert student.client.post("/", data={"text": "hi"}).status_code == 429


def test_deleting_is_never_refused_for_haste(visitor_at: Visit) -> None:
    student = visitor_at("1/hour")
    student.says("hi")
    assert student.client.post("/api/messages", json={"text": "hi"}).status_code == 429
    assert student.client.delete("/api/messages").status_code == 204


# ---- who a visitor is, behind a proxy


def codes(trusted: str, peer: str, forwarded: list[str | None]) -> list[int]:
    """The answers to one message per X-Forwarded-For, from a peer, where one message a minute is allowed."""
    app = create_app(Settings(rate_limit="1/minute", trusted_proxies=trusted), application())
    client = TestClient(app, client=(peer, 5000))
    headers: list[dict[str, str]] = [{"x-forwarded-for": value} if value else {} for value in forwarded]
    return [client.post("/api/messages", json={"text": "hi"}, headers=h).status_code for h in headers]


def test_a_visitor_can_t_pretend_to_be_many() -> None:
    assert codes("", "9.9.9.9", ["1.1.1.1", "2.2.2.2", None]) == [200, 429, 429]


def test_a_trusted_proxy_s_visitors_are_counted_one_by_one() -> None:
    assert codes("10.0.0.1, 10.0.0.2", "10.0.0.2", ["1.1.1.1", "2.2.2.2", "1.1.1.1"]) == [200, 200, 429]


def test_behind_a_trusted_proxy_only_its_own_word_counts() -> None:
    """What the visitor wrote stands before what the proxy added."""
    assert codes("10.0.0.1", "10.0.0.1", ["8.8.8.8, 1.1.1.1", "7.7.7.7, 1.1.1.1"]) == [200, 429]


@pytest.mark.parametrize(("rule", "passing"), [("3/minute", 3), ("20/minute;2/5 seconds", 2), ("2/hour;5/minute", 2)])
def test_the_strictest_rule_counts(rule: str, passing: int) -> None:
    pace = Pace(rule)
    waits = [pace.wait("visitor") for _ in range(10)]
    assert waits.count(0) == passing
    assert all(wait >= 1 for wait in waits[passing:])
    assert pace.wait("another") == 0
