"""The description of the JSON API is the code's own, is the one served, and says what the server really does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.server import describe
from tests.app import Student, base_url, student

__all__ = ["base_url", "student"]

FILE = Path(__file__).parents[1] / "docs" / "openapi.json"


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return json.loads(FILE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_the_file_is_what_the_code_describes(described: dict[str, Any]) -> None:
    assert described == describe(), "run 'make openapi' and look at what changed"


def test_the_server_serves_the_same(described: dict[str, Any], student: Student) -> None:
    assert student.client.get("/api/openapi.json").json() == described


def test_these_calls_and_no_other_are_described(described: dict[str, Any]) -> None:
    assert {path: set(methods) for path, methods in described["paths"].items()} == {
        "/api/messages": {"get", "post", "delete"},
        "/api/resume": {"post"},
        "/api/events": {"get"},
    }


def test_every_answer_is_described_with_its_shape(described: dict[str, Any]) -> None:
    answers = {method: set(call["responses"]) for method, call in described["paths"]["/api/messages"].items()}
    assert answers == {
        "post": {"200", "202", "400", "403", "413", "415", "429", "503"},
        "get": {"200", "503"},
        "delete": {"204", "403", "503"},
    }
    for call in described["paths"]["/api/messages"].values():
        assert call["summary"]
        for status, answer in call["responses"].items():
            shape = answer.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
            assert shape.endswith({"200": ("/ReplyOut", "/History"), "202": "/Accepted", "204": ""}.get(status, "/Problem")), (
                status,
                shape,
            )


def test_no_shape_is_described_that_nothing_uses(described: dict[str, Any]) -> None:
    text = json.dumps(described)
    for name in described["components"]["schemas"]:
        assert f'"#/components/schemas/{name}"' in text


def test_a_reply_carries_what_the_description_promises(described: dict[str, Any], student: Student) -> None:
    shape = described["components"]["schemas"]["ReplyOut"]
    reply = student.says("i work in a warehouse and want to fix robots. have hs diploma, 10 hrs a week evenings")
    assert set(reply) == set(shape["properties"]) == set(shape["required"])
    assert {"messages", "choices", "cards", "sources", "topic", "outcome"} <= set(reply)
    assert [card for card in reply["cards"] if card["ladder"]]


def test_every_reply_is_fully_described() -> None:
    """Nothing the actions put on a card is lost or refused on its way out."""
    from bot.channels.web.schema import Card, ReplyOut
    from bot.conversation.messages import Outcome, Reply

    reply = Reply(("hi",), "greet", Outcome.ANSWERED)
    assert set(ReplyOut(**reply.as_dict()).model_dump()) == set(reply.as_dict())
    assert Card.model_config["extra"] == "forbid"
