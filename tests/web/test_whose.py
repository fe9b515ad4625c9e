"""A visitor is who holds the cookie, and nobody else; a message is known by its event id within one conversation."""

from __future__ import annotations

import httpx
import pytest

from bot.store import ConversationStore
from tests.app import Student, application, visitor
from tests.web.conftest import conversation_of, history

FORGED = {
    "well formed but unknown": "A" * 43,
    "empty": "",
    "too short": "abc",
    "the id in place of the secret": "0" * 64,
    "sql": "x' OR '1'='1",
    "path": "../../etc/passwd",
    "quoted": '"AAAA"',
    "high bytes": "é" * 43,
    "huge": "A" * 60_000,
}


@pytest.mark.parametrize("cookie", FORGED.values(), ids=FORGED)
def test_a_forged_cookie_opens_nothing(base_url: str, student: Student, cookie: str) -> None:
    student.says("i want to be a welder")
    headers = {"cookie": b"conversation=" + cookie.encode()}
    with visitor(base_url) as forger:
        assert forger.get("/api/messages", headers=headers).json()["turns"] == []
        assert "welder" not in forger.get("/", headers=headers).text.split('id="log"')[1]
        answer = forger.post("/api/messages", headers=headers, json={"text": "show my plan"})
        assert answer.status_code == 200
        assert "weld" not in answer.text
        given = answer.cookies["conversation"]
        assert given != cookie, "a visitor must not choose the secret"
        assert forger.delete("/api/messages", headers=headers).status_code == 204
    assert len(history(student)) == 1


def test_the_stored_id_does_not_open_the_conversation(base_url: str, student: Student) -> None:
    """Who reads the database, or a backup of it, can't talk on as the student."""
    student.says("i want to be a welder")
    with visitor(base_url, cookies={"conversation": conversation_of(student)[:43]}) as thief:
        assert thief.get("/api/messages").json()["turns"] == []


def test_the_cookie_itself_is_stored_nowhere(student: Student, store: ConversationStore) -> None:
    student.says("hi")
    secret = student.client.cookies["conversation"]
    with store.engine.connect() as connection:
        for table in ("conversations", "turns", "cases", "outbox"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()
            assert not [row for row in rows if secret in str(row)]


def test_two_cookies_of_the_name_are_not_mixed(base_url: str, student: Student) -> None:
    student.says("i want to be a welder")
    secret = student.client.cookies["conversation"]
    answer = httpx.get(f"{base_url}/api/messages", headers={"cookie": f"conversation=x; other={secret}"})
    assert answer.json()["turns"] == []


def test_the_same_event_twice_is_one_turn_with_one_reply(student: Student) -> None:
    student.says("hi")
    message = {"text": "whats a phlebotomist make", "event_id": "event-0001"}
    first, second = (student.client.post("/api/messages", json=message) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert [turn["text"] for turn in history(student)] == ["hi", "whats a phlebotomist make"]


def test_the_same_event_with_other_words_changes_nothing(student: Student) -> None:
    student.says("hi")
    first = student.client.post("/api/messages", json={"text": "whats a phlebotomist make", "event_id": "event-0001"})
    second = student.client.post("/api/messages", json={"text": "i want to be a welder", "event_id": "event-0001"})
    assert first.json() == second.json()
    assert len(history(student)) == 2


def test_someone_else_s_event_id_is_another_event(student: Student, another: Student) -> None:
    for one in (student, another):
        one.says("hi")
    pay = student.client.post("/api/messages", json={"text": "whats a phlebotomist make", "event_id": "event-0002"})
    weld = another.client.post("/api/messages", json={"text": "do you have welding at night", "event_id": "event-0002"})
    assert pay.json()["topic"] == "occupation_info"
    assert weld.json()["topic"] == "program_search"
    assert [turn["text"] for turn in history(another)] == ["hi", "do you have welding at night"]


def test_a_choice_offered_to_someone_else_is_passed_over(student: Student, another: Student) -> None:
    offered = student.says("i want to be a welder, i have my ged")["choices"]
    told = next(choice["send"] for choice in offered if choice["send"].startswith("/inform"))
    assert another.says("hello", told)["topic"] == "greet"


def test_reading_and_looking_begin_no_conversation(student: Student, store: ConversationStore) -> None:
    student.client.get("/")
    student.client.get("/api/messages")
    student.client.post("/api/messages", json={"text": " "})
    assert "conversation" not in student.client.cookies


def test_the_service_s_own_word_for_health_is_no_conversation() -> None:
    assert not application().store.exists("health")
