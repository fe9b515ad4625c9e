"""Buttons in Block Kit, within Slack's limits."""

from __future__ import annotations

from typing import Any

from bot.chat.document import Button, Buttons

CHOICES_IN_ROW = 5
LONGEST_LABEL = 75
LONGEST_QUESTION = 300
LONGEST_ANSWER = 30
_STYLES = {"strong": "primary", "danger": "danger"}


def button(item: Button, number: int) -> dict[str, Any]:
    """A button; ``number`` is its place among all of the document."""
    element: dict[str, Any] = {
        "type": "button",
        "action_id": f"{item.do}:{number}",
        "text": _text(item.label, LONGEST_LABEL),
    }
    if item.value:
        element["value"] = item.value
    if item.style in _STYLES:
        element["style"] = _STYLES[item.style]
    if item.url:
        element["url"] = item.url
    if item.sure:
        element["confirm"] = {
            "title": _text(item.label, 100),
            "text": _text(item.sure, LONGEST_QUESTION),
            "confirm": _text(item.label, LONGEST_ANSWER),
            "deny": _text("No", LONGEST_ANSWER),  # the same word in English and in Spanish
            **({"style": "danger"} if item.style == "danger" else {}),
        }
    return element


def in_full(piece: Buttons) -> list[str]:
    """Labels and questions that Slack would not show whole."""
    labels = [item.label for item in piece.items if len(item.label) > LONGEST_LABEL]
    return labels + [item.sure for item in piece.items if item.sure and len(item.sure) > LONGEST_QUESTION]


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _text(text: str, most: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": cut(text, most), "emoji": False}
