"""Buttons as actions of an Adaptive Card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.chat.document import Button, Buttons

MOST_IN_ROW = 6  # Teams hides those beyond in a menu
WIDEST_ROW = 50  # letters of the labels of a row, with room around each; wider, some would be cut off
ROOM = 4
_STYLES = {"strong": "positive", "danger": "destructive"}


def rows_of(items: Sequence[Button]) -> list[Buttons]:
    """Buttons in rows in which each can be read."""
    rows: list[list[Button]] = []
    for item in items:
        row = [*rows[-1], item] if rows else [item]
        if rows and len(row) <= MOST_IN_ROW and sum(len(one.label) + ROOM for one in row) <= WIDEST_ROW:
            rows[-1] = row
        else:
            rows.append([item])
    return [Buttons(tuple(row)) for row in rows]


def action(item: Button, version: str, language: str) -> dict[str, Any]:
    """What a button does: open an address, act on a case, or send its label as the student's words.

    One that has to be sure opens the question below it, with the button that acts.
    """
    if not item.sure:
        return _plain(item)
    question = {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": item.sure}]}
    opened = {"type": "AdaptiveCard", "version": version, "lang": language, "body": [question], "actions": [_plain(item)]}
    return {"type": "Action.ShowCard", "title": item.label, **_style(item), "card": opened}


def _plain(item: Button) -> dict[str, Any]:
    if item.url:
        return {"type": "Action.OpenUrl", "title": item.label, "url": item.url, **_style(item)}
    if item.do.startswith("case"):
        return {"type": "Action.Execute", "title": item.label, "verb": item.do, "data": {"c": item.value}, **_style(item)}
    value = {"c": item.value} if item.do == "choice" else {"do": item.do, "c": item.value}
    back = {"type": "messageBack", "text": item.label, "displayText": item.label, "value": value}
    return {"type": "Action.Submit", "title": item.label, "data": {"msteams": back}, **_style(item)}


def _style(item: Button) -> dict[str, str]:
    return {"style": _STYLES[item.style]} if item.style in _STYLES else {}
