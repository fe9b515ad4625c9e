"""A recorded call of Slack or activity of Teams as the text that a person reads."""

from __future__ import annotations

import html
import json
import re
from typing import Any

_SLACK_LINK = re.compile(r"<([^<>|]+)\|([^<>]*)>")
_TEAMS_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]+\)")


def as_text(shown: dict[str, Any]) -> str:
    """What a message, a modal or a card says, in its order; buttons stand in brackets."""
    if view := shown.get("view"):
        shown = {"blocks": [{"type": "section", "text": view["title"]}, *view["blocks"]]}
    if "attachments" in shown or shown.get("type") == "AdaptiveCard":
        cards = [one["content"] for one in shown["attachments"]] if "attachments" in shown else [shown]
        return "\n".join([shown.get("text") or "", *(_card(card) for card in cards)]).strip("\n")
    if blocks := shown.get("blocks"):
        return "\n".join(_block(block) for block in (json.loads(blocks) if isinstance(blocks, str) else blocks))
    text = shown.get("text") or ""
    return text if "textFormat" in shown else _slack(text)


def _slack(text: str) -> str:
    return html.unescape(_SLACK_LINK.sub(r"\2", text))


def _block(block: dict[str, Any]) -> str:
    match block["type"]:
        case "divider":
            return "---"
        case "actions":
            return " ".join(f"[{button['text']['text']}]" for button in block["elements"])
        case "input":
            options = [option["text"]["text"] for option in block["element"].get("options", [])]
            return "\n".join([block["label"]["text"], *(f"- {option}" for option in options)])
        case "rich_text":
            return "\n".join(_rich(element) for element in block["elements"])
        case "context":
            return "\n".join(_object(element) for element in block["elements"])
        case _:
            return "\n".join(_object(one) for one in [block.get("text"), *block.get("fields", [])] if one)


def _object(text: dict[str, Any]) -> str:
    return _slack(text["text"]) if text["type"] == "mrkdwn" else str(text["text"])


def _rich(element: dict[str, Any]) -> str:
    if element["type"] == "rich_text_list":
        return "\n".join(f"- {_rich(item)}" for item in element["elements"])
    if "elements" in element:
        return "".join(_rich(inner) for inner in element["elements"])
    return str(element.get("text") or element.get("url"))


def _card(card: dict[str, Any]) -> str:
    return "\n".join([*(_element(element) for element in card["body"]), _actions(card.get("actions", []))]).strip("\n")


def _element(element: dict[str, Any]) -> str:
    match element["type"]:
        case "TextBlock":
            return _TEAMS_LINK.sub(r"\1", element["text"])
        case "RichTextBlock":
            return "".join(run["text"] for run in element["inlines"])
        case "Container":
            return "\n".join(_element(item) for item in element["items"])
        case "ActionSet":
            return _actions(element["actions"])
        case _:
            return "\n".join([element["label"], *(f"- {choice['title']}" for choice in element.get("choices", []))])


def _actions(actions: list[dict[str, Any]]) -> str:
    """Buttons; behind one that asks first stands what it asks."""
    return " ".join(
        f"[{action['title']}]" + (f" ({_card(action['card'])})" if action["type"] == "Action.ShowCard" else "")
        for action in actions
    )
