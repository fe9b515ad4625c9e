"""What Slack and Teams take: every limit and shape a call or an activity of ours has to keep. The mocks of both hold us to it."""

from __future__ import annotations

import json
import re
from typing import Any

_LINK = re.compile(r"<(?:https?|mailto|tel):[^<>|\s]+(?:\|[^<>]+)?>")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_TEAMS_ELEMENTS = {"TextBlock", "RichTextBlock", "Container", "ActionSet", "Input.Text", "Input.ChoiceSet"}


def check_slack(call: dict[str, Any]) -> None:
    """A call of chat.postMessage, chat.update, chat.postEphemeral or views.open, by its fields.

    Raises:
        AssertionError: naming what Slack would refuse, cut or show otherwise.
    """
    if view := call.get("view"):
        _view(view)
        return
    text = call.get("text")
    assert isinstance(text, str), "text is missing"
    assert text.strip(), "text is empty"
    assert len(text) <= 4000, f"text has {len(text)} characters of 4,000"
    _mrkdwn(text, "text")
    blocks = call.get("blocks")
    if blocks is None:
        return
    blocks = json.loads(blocks) if isinstance(blocks, str) else blocks
    assert 1 <= len(blocks) <= 50, f"{len(blocks)} blocks of 50"
    size = len(json.dumps(blocks, ensure_ascii=False))
    assert size <= 13_000, f"blocks have {size} characters of about 13,000"
    _blocks(blocks, {"header", "section", "context", "actions", "divider", "rich_text"})


def check_teams(activity: dict[str, Any]) -> None:
    """An activity that is sent to the connector.

    Raises:
        AssertionError: naming what Teams would refuse, cut or show otherwise.
    """
    if activity.get("type") != "message":
        assert activity.get("type") == "typing", f"type {activity.get('type')!r}"
        return
    size = len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le"))
    assert size <= 80 * 1024, f"activity has {size} bytes of 80 KB"
    attachments = activity.get("attachments") or []
    if not attachments:
        assert (activity.get("text") or "").strip(), "neither text nor card"
        assert activity.get("textFormat") == "plain", "text without textFormat plain is read as Markdown"
        return
    assert not activity.get("text"), "text is shown above the card, twice the same"
    assert (activity.get("summary") or "").strip(), "a card without summary has an empty notification"
    assert len(attachments) == 1, f"{len(attachments)} attachments, one card an activity"
    assert attachments[0]["contentType"] == "application/vnd.microsoft.card.adaptive"
    check_card(attachments[0]["content"])


def check_card(card: dict[str, Any], inner: bool = False) -> None:
    """An Adaptive Card, as an attachment or as the answer to an invoke."""
    size = len(json.dumps(card, ensure_ascii=False).encode())
    assert size <= 28 * 1024, f"card has {size} bytes of 28 KB"
    assert card.get("type") == "AdaptiveCard", f"type {card.get('type')!r}"
    assert card.get("version") == "1.5", f"version {card.get('version')!r}"
    assert card.get("lang"), "lang is missing"
    assert card.get("body"), "body is empty"
    for element in card["body"]:
        _element(element)
    ids = [one["id"] for one in card["body"] if one["type"].startswith("Input.")]
    assert len(ids) == len(set(ids)), f"inputs of one id: {ids}"
    _actions(card.get("actions", []), inner)


def _element(element: dict[str, Any]) -> None:
    kind = element.get("type")
    assert kind in _TEAMS_ELEMENTS, f"element {kind!r}"
    if kind == "TextBlock":
        assert element["text"], "TextBlock without text"
        assert element.get("wrap"), "TextBlock that does not wrap is cut off"
    elif kind == "RichTextBlock":
        assert element["inlines"], "RichTextBlock without inlines"
        for run in element["inlines"]:
            assert run["type"] == "TextRun", f"inline {run['type']!r}"
            assert run["text"], "TextRun without text"
    elif kind == "Container":
        assert element["items"], "Container without items"
        for item in element["items"]:
            _element(item)
    elif kind == "ActionSet":
        assert element["actions"], "ActionSet without actions"
        _actions(element["actions"], False)
    else:
        assert element.get("id"), "input without id"
        assert element.get("label"), "input without label"
        assert kind != "Input.ChoiceSet" or element["choices"], "ChoiceSet without choices"


def _actions(actions: list[dict[str, Any]], inner: bool) -> None:
    assert len(actions) <= 6, f"{len(actions)} actions in a row of 6"
    for action in actions:
        assert action.get("title"), "action without title"
        assert action.get("style", "default") in ("default", "positive", "destructive"), f"style {action['style']!r}"
        match action["type"]:
            case "Action.Submit":
                back = action["data"]["msteams"]
                assert back["type"] == "messageBack", f"msteams type {back['type']!r}"
                assert back["text"], "messageBack without text"
                assert back["displayText"] == action["title"], "what is shown as said is not what was pressed"
                assert back["value"].get("c"), "messageBack without value"
            case "Action.Execute":
                assert action.get("verb"), "Execute without verb"
                assert isinstance(action.get("data"), dict), "Execute without data"
            case "Action.OpenUrl":
                assert action["url"].startswith(("https:", "http:")), f"url {action['url']!r}"
            case "Action.ShowCard":
                assert not inner, "ShowCard within ShowCard"
                check_card(action["card"], inner=True)
            case other:
                raise AssertionError(f"action {other!r}")


def _view(view: dict[str, Any]) -> None:
    assert view.get("type") == "modal", f"view {view.get('type')!r}"
    for name in ("title", "submit", "close"):
        _plain(view[name], 24, name)
    assert len(view.get("private_metadata", "")) <= 3000, "private_metadata over 3,000"
    assert 1 <= len(view.get("callback_id", "")) <= 255, "callback_id"
    assert 1 <= len(view["blocks"]) <= 100, f"{len(view['blocks'])} blocks of 100"
    _blocks(view["blocks"], {"header", "section", "context", "divider", "input"})


def _blocks(blocks: list[dict[str, Any]], known: set[str]) -> None:
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(ids) == len(set(ids)), f"blocks of one id: {ids}"
    assert all(1 <= len(one) <= 255 for one in ids), "block_id"
    actions = [element["action_id"] for block in blocks for element in block.get("elements", []) if "action_id" in element]
    assert len(actions) == len(set(actions)), f"actions of one id: {actions}"
    for block in blocks:
        assert block["type"] in known, f"block {block['type']!r} is not for here"
        _block(block)


def _block(block: dict[str, Any]) -> None:
    match block["type"]:
        case "header":
            _plain(block["text"], 150, "header")
        case "section":
            assert "text" in block or block.get("fields"), "section without text"
            _text(block.get("text"), 3000, "section")
            assert len(block.get("fields", [])) <= 10, "fields over 10"
            for field in block.get("fields", []):
                _text(field, 2000, "field")
        case "context":
            assert 1 <= len(block["elements"]) <= 10, f"{len(block['elements'])} elements of 10"
            for element in block["elements"]:
                _text(element, 3000, "context")
        case "actions":
            assert 1 <= len(block["elements"]) <= 25, f"{len(block['elements'])} buttons of 25"
            for element in block["elements"]:
                _button(element)
        case "rich_text":
            assert block["elements"], "rich_text without elements"
            for element in block["elements"]:
                _rich(element)
        case "input":
            _plain(block["label"], 2000, "label")
            _input(block["element"])


def _button(button: dict[str, Any]) -> None:
    assert button["type"] == "button", f"element {button['type']!r}"
    _plain(button["text"], 75, "button")
    assert 1 <= len(button["action_id"]) <= 255, "action_id"
    assert 1 <= len(button.get("value", " ")) <= 2000, "value"
    assert button.get("style", "primary") in ("primary", "danger"), f"style {button['style']!r}"
    if url := button.get("url"):
        assert url.startswith(("https:", "http:")), f"url {url!r}"
        assert len(url) <= 3000, "url over 3,000"
    if confirm := button.get("confirm"):
        for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            _plain(confirm[name], most, f"confirm {name}")


def _rich(element: dict[str, Any]) -> None:
    match element["type"]:
        case "text":
            assert element["text"], "rich text without text"
        case "link":
            assert element["url"].startswith(("https:", "http:", "mailto:")), f"url {element['url']!r}"
        case "rich_text_section" | "rich_text_quote" | "rich_text_list":
            assert element["elements"], f"{element['type']} without elements"
            assert element["type"] != "rich_text_list" or element["style"] in ("bullet", "ordered")
            for inner in element["elements"]:
                _rich(inner)
        case other:
            raise AssertionError(f"rich text element {other!r} calls somebody or is unknown")


def _input(element: dict[str, Any]) -> None:
    assert 1 <= len(element["action_id"]) <= 255, "action_id"
    if element["type"] == "plain_text_input":
        assert 1 <= element.get("max_length", 1) <= 3000, "max_length"
        return
    assert element["type"] == "static_select", f"input {element['type']!r}"
    assert 1 <= len(element["options"]) <= 100, f"{len(element['options'])} options of 100"
    for option in element["options"]:
        _plain(option["text"], 75, "option")
        assert 1 <= len(option["value"]) <= 150, "value of an option"


def _text(text: dict[str, Any] | None, most: int, where: str) -> None:
    if text is None:
        return
    if text["type"] == "plain_text":
        _plain(text, most, where)
        return
    assert text["type"] == "mrkdwn", f"{where}: {text['type']!r}"
    assert 1 <= len(text["text"]) <= most, f"{where} has {len(text['text'])} characters of {most}"
    _mrkdwn(text["text"], where)


def _plain(text: dict[str, Any], most: int, where: str) -> None:
    assert text["type"] == "plain_text", f"{where}: {text['type']!r}"
    assert 1 <= len(text["text"]) <= most, f"{where} has {len(text['text'])} characters of {most}"


def _mrkdwn(text: str, where: str) -> None:
    """Nothing in it but links of ours is left for Slack to parse."""
    rest = _ENTITY.sub("", _LINK.sub("", text))
    assert not re.search(r"[<>&]", rest), f"{where} is not escaped: {rest[:80]!r}"
