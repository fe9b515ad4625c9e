"""A form as an Adaptive Card, and what was filled in."""

from __future__ import annotations

from typing import Any

from bot.channels.teams.elements import block
from bot.chat.document import Choose, Form, Input

CANCELLED = "cancelled"  # the verb of the button that goes back without sending anything


def view(form: Form, version: str, language: str = "en") -> dict[str, Any]:
    """The card of a form: its fields, a button that sends them with what the form carries, and one that goes back."""
    title = block(form.title, weight="Bolder", style="heading")
    send = {"type": "Action.Execute", "title": form.submit, "verb": form.do, "data": dict(form.carries), "style": "positive"}
    back = {
        "type": "Action.Execute",
        "title": form.cancel,
        "verb": CANCELLED,
        "data": dict(form.carries),
        "associatedInputs": "none",
    }
    return {
        "type": "AdaptiveCard",
        "version": version,
        "lang": language,
        "body": [title, *(_field(one) for one in form.fields)],
        "actions": [send, back],
    }


def form_values(payload: dict[str, Any]) -> dict[str, str]:
    """What a submitted card carries and what was filled in, by the names of the fields. ``payload`` is the invoke activity."""
    data = ((payload.get("value") or {}).get("action") or {}).get("data") or {}
    return {str(name): "" if value is None else str(value) for name, value in data.items() if not isinstance(value, dict | list)}


def _field(field: Input | Choose) -> dict[str, Any]:
    common = {"id": field.name, "label": field.label, "isRequired": True, "errorMessage": field.label}
    if isinstance(field, Input):
        return {"type": "Input.Text", **common, "isMultiline": field.lines, "maxLength": field.most}
    choices = [{"title": label, "value": value} for value, label in field.options]
    return {"type": "Input.ChoiceSet", **common, "style": "compact", "choices": choices}
