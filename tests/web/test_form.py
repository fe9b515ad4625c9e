"""The page without JavaScript: a real form, a redirect after each post, and nothing typed is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.store import ConversationStore
from tests.app import Student
from tests.web.conftest import conversation_of, failing, history


def send(student: Student, **fields: str) -> httpx.Response:
    return student.client.post("/", data=fields)


def typed(page: httpx.Response) -> str:
    """What stands in the field."""
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page.text, re.DOTALL)
    assert found
    return html.unescape(found[1])


def error(page: httpx.Response) -> str:
    found = re.search(r'<p class="error" id="error"(?P<hidden> hidden)?>(.*?)</p>', page.text, re.DOTALL)
    assert found
    assert not found["hidden"], "the error is not shown"
    return html.unescape(found[2])


def test_a_message_is_answered_after_a_redirect(student: Student) -> None:
    """So that a reload does not send it again."""
    answer = send(student, text="whats a phlebotomist make")
    assert (answer.status_code, answer.headers["location"]) == (303, "/#latest")
    page = student.client.get("/").text
    assert "whats a phlebotomist make" in page
    assert 'id="latest"' in page
    assert "Phlebotomist" in page
    assert len(history(student)) == 1


def test_a_choice_is_shown_as_its_label(student: Student) -> None:
    student.says("i want to be a welder, i have my ged")
    page = student.client.get("/").text
    value = next(html.unescape(v) for v in re.findall(r'name="choice" value="([^"]*)"', page) if "hours_per_week" in v)
    send_value, label = value.split("\t")
    assert send(student, choice=value).status_code == 303
    last = history(student)[-1]
    assert last["text"] == label
    assert "hours_per_week" in send_value
    assert last["reply"]["outcome"] != "error_internal"


def test_the_page_s_own_buttons_work_for_a_new_visitor(student: Student) -> None:
    page = student.client.get("/").text
    for value in {html.unescape(v) for v in re.findall(r'name="choice" value="([^"]*)"', page)}:
        assert send(student, choice=value).status_code == 303
        reply = history(student)[-1]["reply"]
        assert reply["topic"] == value.split("\t")[0].lstrip("/"), value
        assert reply["outcome"] != "error_internal"


def test_a_choice_without_a_label_asks_for_words(student: Student) -> None:
    assert error(send(student, choice="/start_over")) == "Please type a few words first."


def test_deleting_is_one_button(student: Student, store: ConversationStore) -> None:
    send(student, text="i want to be a welder")
    conversation = conversation_of(student)
    answer = send(student, do="delete")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert not store.exists(conversation)
    assert "conversation" not in student.client.cookies
    assert "welder" not in student.client.get("/").text.split('id="log"')[1]


@pytest.mark.parametrize(
    ("text", "status", "told"),
    [
        ("", 400, "type a few words"),
        ("  \n ", 400, "type a few words"),
        ("i want to be a welder " * 300, 413, "4,000 characters"),
        ("<b>&amp; </textarea>" * 300, 413, "4,000 characters"),
    ],
    ids=["empty", "blank", "long", "long markup"],
)
def test_an_error_keeps_what_was_typed(student: Student, text: str, status: int, told: str) -> None:
    page = send(student, text=text)
    assert page.status_code == status
    assert "text/html" in page.headers["content-type"]
    assert told in error(page)
    assert typed(page).split() == text.split()
    assert 'aria-invalid="true"' in page.text
    assert "<title>Not sent" in page.text, "a screen reader reads the title first"


def test_an_error_keeps_the_conversation_on_the_page(student: Student) -> None:
    student.says("whats a phlebotomist make")
    page = send(student, text="")
    assert "whats a phlebotomist make" in page.text


def test_too_many_messages_is_an_error_that_keeps_what_was_typed(visitor_at: Callable[[str], Student]) -> None:
    student = visitor_at("2/hour")
    for _ in range(2):
        assert send(student, text="hi").status_code == 303
    page = send(student, text="do you have welding at night")
    assert page.status_code == 429
    assert "wait a moment" in error(page)
    assert typed(page) == "do you have welding at night"
    assert int(page.headers["retry-after"]) > 60


def test_a_database_that_fails_is_an_error_that_keeps_what_was_typed(student: Student, store: ConversationStore) -> None:
    student.says("hi")
    with failing(store.engine, "INSERT INTO turns"):
        page = send(student, text="do you have welding at night")
    assert page.status_code == 503
    assert "can't save" in error(page)
    assert typed(page) == "do you have welding at night"
    assert len(history(student)) == 1


@pytest.mark.parametrize(
    "fields",
    [{"do": "dance", "text": "hi"}, {"text": "hi", "more": "x"}, {"text": "hi", "choice": ""}, {"text": "hi", "event_id": "1"}],
    ids=str,
)
def test_fields_nobody_knows_are_passed_over(student: Student, fields: dict[str, Any]) -> None:
    assert send(student, **fields).status_code == 303
    assert [turn["text"] for turn in history(student)] == ["hi"]
