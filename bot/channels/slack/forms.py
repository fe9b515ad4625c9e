"""A form as a Slack modal, and what was filled in."""

from __future__ import annotations

import json
from typing import Any

from bot.channels.slack.buttons import cut
from bot.chat.document import Choose, Form, Input

LONGEST_TITLE = 24
LONGEST_OPTION = 75
LONGEST_INPUT = 3000


def view(form: Form) -> dict[str, Any]:
    """The modal of a form. What it carries comes back in its ``private_metadata``."""
    blocks = [_field(one) for one in form.fields]
    if len(form.title) > LONGEST_TITLE:
        whole = {"type": "plain_text", "text": form.title, "emoji": False}
        blocks.insert(0, {"type": "section", "text": whole})
    return {
        "type": "modal",
        "callback_id": form.do,
        "private_metadata": json.dumps(form.carries, ensure_ascii=False),
        "title": _text(form.title, LONGEST_TITLE),
        "submit": _text(form.submit, LONGEST_TITLE),
        "close": _text(form.cancel, LONGEST_TITLE),
        "blocks": blocks,
    }


def form_values(payload: dict[str, Any]) -> dict[str, str]:
    """What a submitted modal carries and what was filled in, by the names of the fields; an empty field is an empty text."""
    shown = payload.get("view") or {}
    values = {str(name): str(value) for name, value in _carried(shown.get("private_metadata")).items()}
    for fields in ((shown.get("state") or {}).get("values") or {}).values():
        for name, field in fields.items():
            chosen = (field.get("selected_option") or {}).get("value")
            values[name] = str(chosen if chosen is not None else field.get("value") or "")
    return values


def _carried(metadata: str | None) -> dict[str, Any]:
    carried = json.loads(metadata or "{}")
    return carried if isinstance(carried, dict) else {}


def _field(field: Input | Choose) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": field.name,
        "label": _text(field.label, 2000),
        "element": _input(field) if isinstance(field, Input) else _select(field),
    }


def _input(field: Input) -> dict[str, Any]:
    most = min(field.most, LONGEST_INPUT)
    return {"type": "plain_text_input", "action_id": field.name, "multiline": field.lines, "max_length": most}


def _select(field: Choose) -> dict[str, Any]:
    options = [{"text": _text(label, LONGEST_OPTION), "value": value} for value, label in field.options]
    return {"type": "static_select", "action_id": field.name, "options": options}


def _text(text: str, most: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": cut(text, most), "emoji": False}
