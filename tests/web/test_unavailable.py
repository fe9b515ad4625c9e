"""A database that fails: the student is told, nothing is half done, and sending again works."""

from __future__ import annotations

from typing import Any

import pytest

from bot.store import ConversationStore
from tests.app import Student, case_of
from tests.web.conftest import conversation_of, failing, history, refused


@pytest.mark.parametrize("beginning", ["INSERT INTO turns", "UPDATE conversations", "SELECT"])
def test_a_message_that_could_not_be_stored_is_not_accepted(student: Student, store: ConversationStore, beginning: str) -> None:
    student.says("hi")
    before = store.tracker(conversation_of(student))
    with failing(store.engine, beginning):
        answer = student.client.post("/api/messages", json={"text": "i want to be a welder"})
    assert "send it again" in refused(answer, 503)
    assert int(answer.headers["retry-after"]) >= 1
    assert [turn["text"] for turn in history(student)] in (["hi"], ["hi", "i want to be a welder"])
    if beginning != "UPDATE conversations":
        assert [turn["text"] for turn in history(student)] == ["hi"]
        assert store.tracker(conversation_of(student)) == before


def test_a_reply_that_could_not_be_stored_comes_later(student: Student, store: ConversationStore) -> None:
    """The message is accepted all the same, and says so."""
    student.says("hi")
    before = store.tracker(conversation_of(student))
    message = {"text": "i want to be a welder and have my ged", "event_id": "event-0003"}
    with failing(store.engine, "UPDATE turns"):
        answer = student.client.post("/api/messages", json=message)
    assert (answer.status_code, answer.json()) == (202, {"event_id": "event-0003"})
    assert history(student)[-1]["reply"] is None, "the page shows it as waiting"
    assert store.tracker(conversation_of(student)) == before, "the dialogue has not moved"
    again = student.client.post("/api/messages", json=message)
    assert again.status_code == 200
    assert [turn["reply"] is not None for turn in history(student)] == [True, True]
    assert "weld" in str(student.says("show my plan")["cards"]).lower()


@pytest.mark.parametrize("beginning", ["UPDATE conversations", "INSERT INTO cases"])
def test_a_turn_is_stored_together_or_not_at_all(student: Student, store: ConversationStore, beginning: str) -> None:
    """Its reply, the state of the dialogue and the hand-off it opens."""
    student.says("hi")
    before = store.tracker(conversation_of(student))
    with failing(store.engine, beginning):
        answer = student.client.post("/api/messages", json={"text": "i dont want to be alive anymore"})
    assert answer.status_code in (202, 503), "accepted and not answered, or not accepted"
    assert [turn["reply"] for turn in history(student)[1:]] == ([None] if answer.status_code == 202 else [])
    assert store.tracker(conversation_of(student)) == before
    assert case_of(student) is None


CALLS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "history": ("GET", "/api/messages", {}),
    "health": ("GET", "/health", {}),
    "delete": ("DELETE", "/api/messages", {}),
}


@pytest.mark.parametrize("name", CALLS)
def test_everything_else_says_so_too(student: Student, store: ConversationStore, name: str) -> None:
    student.says("hi")
    method, path, what = CALLS[name]
    with failing(store.engine, "SELECT", "DELETE"):
        answer = student.client.request(method, path, **what)
    assert "can't save" in refused(answer, 503)
    assert len(history(student)) == 1
    assert "disk is full" not in answer.text


def test_the_page_itself_still_opens(student: Student, store: ConversationStore) -> None:
    """With the crisis numbers on it."""
    student.says("hi")
    with failing(store.engine, "SELECT"):
        page = student.client.get("/")
    assert page.status_code == 503
    assert "text/html" in page.headers["content-type"]
    assert "can&#39;t save" in page.text
    assert "988" in page.text
    assert "conversation" in student.client.cookies, "the conversation is not lost"
    assert len(history(student)) == 1


def test_deleting_that_failed_is_not_said_to_be_done(student: Student, store: ConversationStore) -> None:
    student.says("hi")
    with failing(store.engine, "DELETE"):
        refused(student.client.delete("/api/messages"), 503)
        page = student.client.post("/", data={"do": "delete"})
        assert page.status_code == 503
    assert "conversation" in student.client.cookies
    assert len(history(student)) == 1


def test_an_action_that_fails_is_a_kind_sentence(
    student: Student, store: ConversationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the turn is stored as an error, not lost, and the dialogue goes on."""
    from tests.app import application

    student.says("i want to be a welder and have my ged")

    async def fail(*_: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(application().agent, "answer", fail)
        reply = student.says("whats a phlebotomist make")
    assert reply["outcome"] == "error_internal"
    assert "something went wrong" in reply["messages"][0]
    assert "weld" in str(student.says("show my plan")["cards"]).lower()


def test_a_guard_that_fails_takes_nothing_else_down(student: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.app import application

    def fail(*_: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(application().guard, "check", fail)
        assert student.says("whats a phlebotomist make")["topic"] == "occupation_info"
    with monkeypatch.context() as patch:
        patch.setattr(application().guard, "reply", fail)
        assert student.says("i dont want to be alive anymore")["outcome"] == "error_internal"
    assert student.says("hi")["topic"] == "greet"
