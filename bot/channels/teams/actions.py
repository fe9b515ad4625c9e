"""Buttons as actions of an Adaptive Card."""

from __future__ import annotations

from typing import Any

from bot.chat.document import Button

ACTIONS_IN_ROW = 6
_STYLES = {"strong": "positive", "danger": "destructive"}


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
