"""Whatever is sent, the answer is a kind sentence or a clear refusal: never a 500, never another's data."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from bot.store import ConversationStore
from tests.app import Student, case_of, reads
from tests.web.conftest import history, refused

JSON = {"content-type": "application/json"}


def post(student: Student, body: bytes | str, **headers: str) -> httpx.Response:
    return student.client.post("/api/messages", content=body, headers=headers or JSON)


# ---- texts that are refused


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t \r\n", "\u00a0\u2003", "\u200b\u200d\ufeff", "\x00", "\x01\x02\x1f\x7f"], ids=repr
)
def test_nothing_to_read_is_refused_kindly(student: Student, text: str) -> None:
    assert "type a few words" in refused(student.client.post("/api/messages", json={"text": text}), 400)
    assert history(student) == []


@pytest.mark.parametrize("length", [4001, 20_000, 20_001, 150_000])
def test_too_long_a_text_is_refused_with_the_limit(student: Student, length: int) -> None:
    assert "4,000 characters" in refused(student.client.post("/api/messages", json={"text": "a" * length}), 413)


def test_the_longest_text_is_taken(student: Student) -> None:
    student.says("i want to be a welder. " * 173)
    assert len(history(student)[0]["text"]) > 3900


def test_a_body_of_300_000_bytes_is_refused_before_it_is_read(student: Student) -> None:
    assert "too long" in refused(post(student, b"x" * 300_000), 413)
    assert student.says("hi")["topic"] == "greet"


def test_a_body_that_never_ends_is_refused(student: Student) -> None:
    """Sent in pieces, without a length."""
    pieces = (b"x" * 10_000 for _ in range(30))
    assert "too long" in refused(student.client.post("/api/messages", content=pieces, headers=JSON), 413)


# ---- texts that are strange, and answered


STRANGE = {
    "control characters": "do you\x00 have\x1b[31m welding\x07 at night\x08",
    "markup": "<script>alert('hi')</script><img src=x onerror=alert(1)> welding",
    "sql": "welding'); DROP TABLE turns; --",
    "template": "{{ 7*7 }} {welding} ${7*7} %s %(x)s <%= 1 %>",
    "emoji": "😀👩🏽‍🔧🔥🇲🇽",
    "right to left": "مرحبا، أريد أن أصبح لحاماً \u202eabc",
    "combining": "w" + "\u0301" * 500 + "elding",
    "chinese": "我想当护士",
    "one very long word": "weld" * 900,
    "digits": "9" * 3000,
    "only punctuation": "?!?!... ---",
    "mixed lines": "welding\r\n\r\n\r\n\r\n\tat night",
    "json": '{"text": "hi", "choice": "/start_over"}',
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_texts_are_answered(student: Student, text: str) -> None:
    reply = student.says(text)
    assert reply["outcome"] not in ("error_internal", "crisis")
    assert reads(reply)


def test_control_characters_are_not_kept(student: Student) -> None:
    student.says("do you\x00 have\x1b welding\x07 at😀 night")
    assert history(student)[0]["text"] == "do you have welding at😀 night"


def test_markup_is_only_text_on_the_page(student: Student) -> None:
    student.says("<script>alert(1)</script> </textarea><b onclick='x'>welding")
    page = student.client.get("/").text
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_sql_is_only_text(student: Student) -> None:
    text = "x'; DELETE FROM conversations; --"
    student.says(text)
    assert history(student)[0]["text"] == text


@pytest.mark.parametrize("escape", [r"\ud800", r"\udfff welding", r"\ud800\ud800", r"welding \udc00 at night"])
def test_half_a_character_in_json_is_refused(student: Student, escape: str) -> None:
    assert "couldn't read" in refused(post(student, '{"text": "' + escape + '"}'), 400)
    assert history(student) == []


def test_a_whole_character_in_two_halves_is_read(student: Student) -> None:
    assert post(student, r'{"text": "hi \ud83d\ude00"}').status_code == 200
    assert history(student)[0]["text"] == "hi 😀"


# ---- a command of Rasa's typed by a student is only words


@pytest.mark.parametrize(
    "text",
    [
        "/crisis",
        "/restart",
        "/session_start",
        "/back",
        '/talk_to_advisor{"contact": "x"}',
        "/greet@0.9",
        "/",
        "//",
        "/ /",
        "/action_start_over",
        "/EXTERNAL: crisis",
        "/nlu_fallback{",
    ],
)
def test_a_typed_command_is_only_words(student: Student, store: ConversationStore, text: str) -> None:
    student.says("i want to be a welder and have my ged")
    reply = student.says(text)
    assert reply["outcome"] not in ("crisis", "error_internal")
    assert [turn["text"] for turn in history(student)][-1] == text
    if reply["topic"] not in ("start_over", "talk_to_advisor"):  # as the words themselves may mean
        assert "weld" in reads(student.says("show my plan"))
    assert case_of(student) is None


@pytest.mark.parametrize(
    "choice", ["/crisis", "/restart", "/session_start", '/inform{"education": "bachelor"}', "\x00", "💥", "x" * 2000]
)
def test_a_choice_that_was_never_offered_is_passed_over(student: Student, choice: str) -> None:
    assert student.says("hello", choice)["topic"] == "greet"


def test_a_choice_too_long_to_be_ours_is_refused(student: Student) -> None:
    refused(student.client.post("/api/messages", json={"text": "hi", "choice": "x" * 2001}), 400)


# ---- bodies that are no message


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"text": ',
        b'{"text": "hi"',
        b"{'text': 'hi'}",
        b"\xff\xfe\x00",
        b'{"text": "\xe9"}',
        b"[" * 50_000,
        b'{"a":' * 30_000,
        b'{"text": ' + b"1" * 5000 + b"}",
        b'{"text": NaN}',
        b"hi",
        b"\x00",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_broken_json_is_refused_with_an_example(student: Student, body: bytes) -> None:
    assert '{"text": ' in refused(post(student, body), 400)


@pytest.mark.parametrize(
    "body",
    [
        [],
        ["hi"],
        [{"text": "hi"}],
        5,
        3.5,
        True,
        None,
        "hi",
        {},
        {"text": 5},
        {"text": None},
        {"text": ["hi"]},
        {"text": {"text": "hi"}},
        {"message": "hi"},
        {"text": "hi", "sender": "someone-else"},
        {"text": "hi", "conversation": "0" * 64},
        {"text": "hi", "choice": 5},
        {"text": "hi", "choice": ["/start_over"]},
        {"text": "hi", "event_id": "short"},
        {"text": "hi", "event_id": "has spaces in it"},
        {"text": "hi", "event_id": "x" * 65},
        {"text": "hi", "event_id": 12345678},
    ],
    ids=json.dumps,
)
def test_json_of_another_shape_is_refused(student: Student, body: Any) -> None:
    refused(post(student, json.dumps(body)), 400)
    assert history(student) == []


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "text/plain; charset=application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/json5",
        "",
    ],
)
def test_another_content_type_is_refused(student: Student, content_type: str) -> None:
    """A form of another site can send these without asking the browser's leave."""
    refused(post(student, '{"text": "hi"}', **{"content-type": content_type}), 415)
    assert history(student) == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "TRACE", "PROPFIND", "OPTIONS"])
def test_another_method_is_refused(student: Student, method: str) -> None:
    answer = student.client.request(method, "/api/messages", json={"text": "hi"})
    refused(answer, 405)
    assert set(answer.headers["allow"].split(", ")) & {"GET", "POST", "DELETE"}


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/message",
        "/api/messages/1",
        "/webhooks/rest/webhook",
        "/conversations/x/tracker",
        "/model/parse",
        "/docs",
        "/redoc",
        "/admin",
        "/.env",
        "/%00",
        "/static/%00",
        "/static/",
        "/static/../server.py",
        "/static/..%2f..%2fsettings.py",
        "/static/%2e%2e/templates/page.html",
        "//etc/passwd",
    ],
)
def test_an_unknown_path_is_not_found(student: Student, path: str) -> None:
    refused(student.client.get(path), 404)


@pytest.mark.parametrize("query", ["?text=hi", "?conversation=1", "?" + "a" * 5000])
def test_a_query_changes_nothing(student: Student, query: str) -> None:
    assert student.client.get("/api/messages" + query).json()["turns"] == []


# ---- the form, with bad input


@pytest.mark.parametrize("body", [b"", b"text", b"text=%", b"text=%ff%fe", b"&&&==", b"\x00\xff", b"text=" + b"+" * 1000])
def test_a_broken_form_is_refused_on_the_page(student: Student, body: bytes) -> None:
    answer = student.client.post("/", content=body, headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code in (400, 303)
    assert "html" in answer.headers.get("content-type", "html")


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "application/json"])
def test_a_form_sent_as_something_else_is_refused(student: Student, kind: str) -> None:
    assert student.client.post("/", content=b"text=hi", headers={"content-type": kind}).status_code == 400


def test_a_file_in_place_of_text_is_refused(student: Student) -> None:
    refused(student.client.post("/", files={"text": ("a.txt", b"hello")}), 400)
