"""The student may read all that is kept of the talk, and delete it for good."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.store import ConversationStore
from bot.store.tables import conversations, turns
from tests.app import Student
from tests.people import asks, desk
from tests.web.conftest import conversation_of, history


def rows(store: ConversationStore, conversation: str) -> list[object]:
    with store.engine.connect() as connection:
        found = connection.execute(select(turns).where(turns.c.conversation == conversation)).fetchall()
        return [*found, *connection.execute(select(conversations).where(conversations.c.id == conversation)).fetchall()]


def test_history_is_what_was_said_and_answered(student: Student) -> None:
    replies = [student.says("hi"), student.says("whats a phlebotomist make")]
    shown = history(student)
    assert [turn["text"] for turn in shown] == ["hi", "whats a phlebotomist make"]
    assert [turn["reply"] for turn in shown] == replies
    now = datetime.now().astimezone()
    assert all(timedelta() <= now - datetime.fromisoformat(turn["received"]) < timedelta(minutes=5) for turn in shown)


def test_history_survives_a_reload_of_the_page(student: Student) -> None:
    student.says("whats a phlebotomist make")
    for _ in range(2):
        assert student.client.get("/").text.count('class="said"') == 1


def test_deleting_deletes_the_rows(student: Student, store: ConversationStore) -> None:
    student.says("i want to be a welder")
    conversation = conversation_of(student)
    assert len(rows(store, conversation)) == 2
    assert store.tracker(conversation)
    assert student.client.delete("/api/messages").status_code == 204
    assert rows(store, conversation) == []
    assert store.tracker(conversation) is None
    assert "conversation" not in student.client.cookies


def test_an_old_cookie_opens_nothing_after_deleting(student: Student) -> None:
    student.says("i want to be a welder")
    secret = student.client.cookies["conversation"]
    student.client.delete("/api/messages")
    headers = {"cookie": f"conversation={secret}"}
    assert student.client.get("/api/messages", headers=headers).json()["turns"] == []
    answer = student.client.post("/api/messages", json={"text": "show my plan"}, headers=headers)
    assert "weld" not in answer.text
    assert answer.cookies["conversation"] != secret


def test_deleting_twice_or_with_nothing_there_is_fine(student: Student) -> None:
    assert student.client.delete("/api/messages").status_code == 204
    student.says("hi")
    assert [student.client.delete("/api/messages").status_code for _ in range(2)] == [204, 204]


def test_deleting_leaves_others_alone(student: Student, another: Student) -> None:
    for one in (student, another):
        one.says("i want to be a welder")
    student.client.delete("/api/messages")
    assert len(history(another)) == 1


def test_what_was_left_for_a_person_stays_without_the_conversation(student: Student) -> None:
    """The student asked for an answer by mail; an advisor still has to give it."""
    case = asks(student, "my aid is late", contact="ana.test@example.org")
    student.client.delete("/api/messages")
    kept = desk().parts.cases.get(case.id)
    assert kept
    assert (kept.conversation, kept.contact, kept.about) == (None, "ana.test@example.org", "my aid is late")


def test_a_new_talk_after_deleting_knows_nothing(student: Student) -> None:
    student.says("i work in a warehouse and want to fix robots. have hs diploma, 10 hrs a week evenings")
    student.client.delete("/api/messages")
    student.replies.clear()
    reply = student.says("show my plan")
    assert not [card for card in reply["cards"] if card["ladder"]]
    assert len(history(student)) == 1
