"""What an activity means, and what of it is a student's words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.teams.gate import Admitted
from bot.channels.teams.read import Incoming, What, read
from bot.chat.model import Kind
from tests.chat import signed_teams as sent
from tests.chat.signed_teams import TENANT, US

HERE = "https://smba.trafficmanager.net/amer/"


def meaning(activity: dict[str, Any]) -> Incoming | None:
    return read(Admitted(activity, TENANT, HERE))


def understood(activity: dict[str, Any]) -> Incoming:
    found = meaning(activity)
    assert found is not None
    return found


def test_a_message_of_a_1_to_1_chat() -> None:
    one = sent.activity(HERE, text="what does a welder make", timestamp="2026-11-23T10:00:00.123Z")
    said = understood(one)
    assert (said.what, said.text, said.event) == (What.SAID, "what does a welder make", one["id"])
    assert said.at == datetime(2026, 11, 23, 10, 0, 0, 123000, tzinfo=UTC)
    where = said.address
    assert (where.tenant, where.place, where.thread, where.person) == (TENANT, one["conversation"]["id"], "", "29:ana")
    assert (where.kind, where.service_url) == (Kind.DIRECT, HERE)


def test_a_mention_in_a_channel_is_said_without_our_name() -> None:
    said = understood(sent.in_channel(HERE, "what does a welder make &amp; how long"))
    assert (said.text, said.mentioned, said.address.kind) == ("what does a welder make & how long", True, Kind.PUBLIC)
    assert (said.address.place, said.address.thread) == ("19:abc@thread.tacv2", said.event), "it begins a thread"
    under = understood(sent.in_channel(HERE, "and how long", thread="1795300000000"))
    assert under.address.thread == "1795300000000"


def test_what_was_not_said_to_us_is_known_as_such() -> None:
    assert not understood(sent.in_channel(HERE, "lunch?", mention=False)).mentioned
    other = [{"type": "mention", "mentioned": {"id": "29:bob"}, "text": "<at>Bob</at>"}]
    said = understood(sent.in_channel(HERE, "x", mention=False) | {"text": "<at>Bob</at> lunch?", "entities": other})
    assert (said.mentioned, said.text) == (False, "Bob lunch?")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pay < 20 and > 10, 2<3>1", "pay < 20 and > 10, 2<3>1"),
        ("<p>one</p>\n<p>two&nbsp;words<br/>three</p>", "one\n\ntwo words\nthree"),
        ('<div><span style="x">a</span> <a href="https://x.example">link</a></div>', "a link"),
        ("  nurse \r\n aide  ", "nurse\naide"),
        ("R&D &lt;b&gt;", "R&D <b>"),
        ("¿Cuánto gana una enfermera? 🙂", "¿Cuánto gana una enfermera? 🙂"),
        (None, ""),
        (17, ""),
    ],
)
def test_words_are_as_they_were_typed(text: Any, words: str) -> None:
    assert understood(sent.activity(HERE) | {"text": text}).text == words


def test_what_comes_without_words_is_known() -> None:
    file = {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "resume.pdf"}
    assert understood(sent.activity(HERE, text="", attachments=[file])).files
    html = {"contentType": "text/html", "content": "<p>hi</p>"}
    assert not understood(sent.activity(HERE, attachments=[html])).files, "Teams sends each message a second time as HTML"


def test_changes_are_of_the_message_they_change() -> None:
    one = sent.activity(HERE, text="nurse")
    edit, gone, back = (understood(of) for of in (sent.edited(one, "nurse aide"), sent.deleted(one), sent.restored(one)))
    assert [(of.what, of.event) for of in (edit, gone, back)] == [
        (What.EDITED, one["id"]),
        (What.DELETED, one["id"]),
        (What.RESTORED, one["id"]),
    ]
    assert edit.text == "nurse aide"
    again = sent.edited(one, "nurse")
    assert understood(again).edit == understood(again).edit, "delivered twice it is one change"
    assert understood(again).edit != edit.edit


def test_a_button_says_its_label_and_brings_its_value() -> None:
    pressed = understood(sent.pressed(HERE, {"c": "c.12.0"}, "Evenings"))
    assert (pressed.what, pressed.text, pressed.values) == (What.PRESSED, "Evenings", {"c": "c.12.0"})


def test_a_card_action_wants_an_answer() -> None:
    acted = understood(sent.acted(HERE, "case_claim", {"c": "7"}, under="1795300000001"))
    assert (acted.what, acted.verb, acted.values, acted.under) == (What.ACTED, "case_claim", {"c": "7"}, "1795300000001")
    assert (acted.address.kind, acted.address.thread) == (Kind.PUBLIC, "1795300000001")


@pytest.mark.parametrize("of", [sent.installed(HERE), sent.installed(HERE, "add-upgrade"), sent.joined(HERE)])
def test_the_app_is_added(of: dict[str, Any]) -> None:
    assert understood(of).what is What.ADDED


def test_the_app_is_removed() -> None:
    assert understood(sent.installed(HERE, "remove")).what is What.REMOVED


def test_spanish_is_known_by_the_person_s_settings() -> None:
    assert understood(sent.installed(HERE, locale="es-MX")).spanish
    assert not understood(sent.installed(HERE)).spanish


GROUP = {"conversationType": "groupChat", "isGroup": True, "tenantId": TENANT, "id": "19:x@thread.v2"}


@pytest.mark.parametrize(
    "of",
    [
        sent.activity(HERE, type="messageReaction", reactionsAdded=[{"type": "like"}]),
        sent.activity(HERE, type="typing"),
        sent.activity(HERE, conversation=GROUP),
        sent.activity(HERE, **{"from": {"id": "28:another bot"}}),
        sent.activity(HERE, **{"from": {"id": US}}),
        sent.activity(HERE, id=None),
        sent.activity(HERE, type="conversationUpdate", membersAdded=[{"id": "29:new"}]),
        sent.activity(HERE, type="conversationUpdate", membersAdded="x"),
        sent.acted(HERE, "case", {}) | {"name": "composeExtension/query"},
        sent.acted(HERE, "case", {}) | {"value": {"action": {"verb": 5}}},
        sent.acted(HERE, "case", {}) | {"value": "x"},
    ],
)
def test_all_else_is_nothing_to_us(of: dict[str, Any]) -> None:
    assert meaning(of) is None


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda of: st.lists(of, max_size=3) | st.dictionaries(st.text(max_size=8), of, max_size=3),
    max_leaves=6,
)


@settings(max_examples=50, deadline=None)
@given(
    field=st.sampled_from(
        [
            "type",
            "text",
            "value",
            "entities",
            "channelData",
            "timestamp",
            "attachments",
            "membersAdded",
            "action",
            "name",
            "locale",
            "replyToId",
        ]
    ),
    value=ANYTHING,
    of=st.sampled_from(
        [
            sent.activity(HERE),
            sent.in_channel(HERE, "x"),
            sent.acted(HERE, "case", {}),
            sent.joined(HERE),
            sent.edited(sent.activity(HERE), "y"),
        ]
    ),
)
def test_nothing_that_is_said_of_an_activity_breaks_it(field: str, value: Any, of: dict[str, Any]) -> None:
    meaning(of | {field: value})
