"""The API under what nobody thought of: requests made from its own description, and text of every kind."""

from __future__ import annotations

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks as openapi_checks

from tests.app import Student, server, visitor

FEW = settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))

# ---- from the description

CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.negative_data_rejection,
]


CONFIG = SchemathesisConfig.from_dict({"seed": 20, "checks": {"negative_data_rejection": {"expected-statuses": [400, 413, 415]}}})


@pytest.fixture(scope="module")
def described() -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{server()}/api/openapi.json", config=CONFIG)


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_the_api_keeps_to_its_description(described: schemathesis.BaseSchema, method: str, mode: GenerationMode) -> None:
    """Requests that fit the description, and requests that don't. (schemathesis's own pytest plugin wants an older pytest.)"""
    operation = described["/api/messages"][method]
    if mode is GenerationMode.NEGATIVE and method != "POST":
        return  # nothing is described of them that a request could break

    @FEW
    @given(case=operation.as_strategy(generation_mode=mode))
    def keeps_to_it(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    keeps_to_it()


# ---- text

ANYTHING = st.text(alphabet=st.characters(exclude_categories=()), max_size=300)  # halves of characters too
WORDS = st.lists(
    st.sampled_from(
        [
            "welder",
            "cna",
            "68W",
            "/inform",
            "{",
            "}",
            "$1,000",
            "10 hrs",
            "evenings",
            "no",
            "quiero",
            "<b>",
            "';--",
            "\u202e",
            "😀",
            "988",
            "@",
            "\n",
            "ged",
            "start over",
        ]
    ),
    max_size=25,
).map(" ".join)


@pytest.fixture(scope="module")
def talker() -> Student:
    """One student who says all of it, so that every state of the dialogue is met."""
    return Student(visitor(server()))


@FEW
@given(text=st.one_of(ANYTHING, WORDS))
@example(text="\ud800")
@example(text="\x00\u200b")
@example(text="e\u0301" * 150)
def test_any_text_is_answered_or_refused(talker: Student, text: str) -> None:
    answer = talker.client.post("/api/messages", content=json.dumps({"text": text}), headers={"content-type": "application/json"})
    assert answer.status_code in (200, 400), answer.text
    if answer.status_code == 200:
        assert answer.json()["outcome"] != "error_internal", text
        assert answer.json()["messages"]
    else:
        assert list(answer.json()) == ["error"]


@FEW
@given(
    choice=st.one_of(ANYTHING, st.sampled_from(["/inform{", '/inform{"hours_per_week": "x"}', "/skip{}", "/next_step@1"])),
    event=st.none() | st.text(max_size=80) | st.from_regex("[A-Za-z0-9_-]{8,64}", fullmatch=True),
)
def test_any_choice_and_event_id_are_taken_or_refused(talker: Student, choice: str, event: str | None) -> None:
    answer = talker.client.post(
        "/api/messages",
        content=json.dumps({"text": "hi", "choice": choice, "event_id": event}),
        headers={"content-type": "application/json"},
    )
    assert answer.status_code in (200, 400), answer.text


@FEW
@given(
    fields=st.dictionaries(
        st.sampled_from(["text", "choice", "do", "event_id", "x"]),
        st.text(alphabet=st.characters(codec="utf-8"), max_size=60),
        max_size=4,
    )
)
def test_any_form_is_answered_with_the_page(talker: Student, fields: dict[str, str]) -> None:
    answer = talker.client.post("/", data=fields)
    assert answer.status_code in (303, 400), answer.text[:300]
    assert answer.status_code == 303 or "text/html" in answer.headers["content-type"]


@FEW
@given(
    cookie=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=80),
    origin=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=30),
)
@example(cookie="A" * 43, origin="http://[")
def test_any_header_opens_nothing(talker: Student, cookie: str, origin: str) -> None:
    headers = {"cookie": f"conversation={cookie}", "origin": origin, "x-forwarded-for": origin, "host": "testserver"}
    with visitor(talker.client.base_url) as client:
        assert client.get("/api/messages", headers=headers).json()["turns"] == []
        assert client.delete("/api/messages", headers=headers).status_code in (204, 403)
