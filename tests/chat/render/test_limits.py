"""The checks that stand for Slack and Teams in our tests find what these would refuse."""

from __future__ import annotations

from typing import Any

import pytest

from tests.chat.limits import check_card, check_slack, check_teams

BUTTON = {"type": "button", "action_id": "choice:0", "value": "c.1.0", "text": {"type": "plain_text", "text": "Yes"}}
SUBMIT = {
    "type": "Action.Submit",
    "title": "Yes",
    "data": {"msteams": {"type": "messageBack", "text": "Yes", "displayText": "Yes", "value": {"c": "c.1.0"}}},
}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def actions(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(buttons)}


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def activity(*body: dict[str, Any], **more: Any) -> dict[str, Any]:
    card = {"type": "AdaptiveCard", "version": "1.5", "lang": "en", "body": list(body), **more}
    return {
        "type": "message",
        "summary": "s",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
    }


def block(text: str = "hi") -> dict[str, Any]:
    return {"type": "TextBlock", "text": text, "wrap": True}


def test_what_is_right_passes() -> None:
    check_slack(
        {
            "text": "hi &amp; <tel:988|988>",
            "blocks": [section("<https://a.example|a>"), actions(BUTTON), rich({"type": "text", "text": "<!here>"})],
        }
    )
    check_teams(activity(block(), {"type": "ActionSet", "actions": [SUBMIT] * 6}))
    check_teams({"type": "typing"})
    check_teams({"type": "message", "text": "hi", "textFormat": "plain"})


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ({"blocks": [section("x")]}, "text is missing"),
        ({"text": " "}, "text is empty"),
        ({"text": "x" * 4001}, "4,000"),
        ({"text": "hey <!channel>"}, "not escaped"),
        ({"text": "a & b"}, "not escaped"),
        ({"text": "x", "blocks": [section("<@U1> hi")]}, "not escaped"),
        ({"text": "x", "blocks": [section("x" * 3001)]}, "of 3000"),
        ({"text": "x", "blocks": [section("x")] * 51}, "51 blocks"),
        ({"text": "x", "blocks": [section("x" * 2900)] * 5}, "13,000"),
        ({"text": "x", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]}, "header"),
        ({"text": "x", "blocks": [actions()]}, "buttons of 25"),
        ({"text": "x", "blocks": [actions(BUTTON, BUTTON)]}, "actions of one id"),
        ({"text": "x", "blocks": [actions(BUTTON | {"text": {"type": "plain_text", "text": "x" * 76}})]}, "of 75"),
        ({"text": "x", "blocks": [actions(BUTTON | {"value": "x" * 2001})]}, "value"),
        ({"text": "x", "blocks": [actions(BUTTON | {"url": "tel:988"})]}, "url"),
        ({"text": "x", "blocks": [actions(BUTTON | {"style": "positive"})]}, "style"),
        ({"text": "x", "blocks": [rich({"type": "broadcast", "range": "channel"})]}, "calls somebody"),
        ({"text": "x", "blocks": [rich({"type": "text", "text": ""})]}, "without text"),
        ({"text": "x", "blocks": [{"type": "input"}]}, "not for here"),
    ],
)
def test_what_slack_would_not_take_is_named(call: dict[str, Any], why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        check_slack(call)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"type": "message"}, "neither text nor card"),
        ({"type": "message", "text": "*x*"}, "textFormat"),
        ({"type": "messageReaction"}, "type"),
        (activity(block()) | {"text": "twice"}, "twice"),
        (activity(block()) | {"summary": ""}, "notification"),
        (activity(), "body is empty"),
        (activity(block(), version="1.6"), "version"),
        (activity(block(), lang=""), "lang"),
        (activity(block("")), "without text"),
        (activity({"type": "TextBlock", "text": "x"}), "wrap"),
        (activity({"type": "Table"}), "element 'Table'"),
        (activity({"type": "ActionSet", "actions": [SUBMIT] * 7}), "7 actions"),
        (activity({"type": "ActionSet", "actions": [SUBMIT | {"title": "No"}]}), "what is shown as said"),
        (activity({"type": "ActionSet", "actions": [{"type": "Action.OpenUrl", "title": "x", "url": "tel:988"}]}), "url"),
        (activity({"type": "ActionSet", "actions": [{"type": "Action.Execute", "title": "x", "data": {}}]}), "verb"),
        (activity(*[block("x" * 1000)] * 30), "28 KB"),
        (activity(block("é" * 1)) | {"summary": "x" * 45_000}, "80 KB"),
    ],
)
def test_what_teams_would_not_take_is_named(sent: dict[str, Any], why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        check_teams(sent)


def test_two_inputs_of_one_name_are_named() -> None:
    field = {"type": "Input.Text", "id": "text", "label": "Text"}
    with pytest.raises(AssertionError, match="one id"):
        check_card({"type": "AdaptiveCard", "version": "1.5", "lang": "en", "body": [field, field]})
