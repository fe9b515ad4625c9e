"""Replies drawn for both platforms, and what is to be found in them again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bot.channels.slack import blocks
from bot.channels.teams import cards
from bot.chat.document import Button, Document, Piece
from bot.chat.replies import document, documents
from bot.conversation.messages import Reply
from knowledge.wording import Wording
from tests.chat.limits import check_slack, check_teams
from tests.chat.render_text import as_text

WORDING = Wording()


def slack(shown: Iterable[Document]) -> list[dict[str, Any]]:
    """The calls that show documents in Slack, each within its limits."""
    calls = [message.call() for one in shown for message in blocks.messages(one)]
    for call in calls:
        check_slack(call)
    return calls


def teams(shown: Iterable[Document]) -> list[dict[str, Any]]:
    """The activities that show documents in Teams, each within its limits."""
    activities = [message.activity() for one in shown for message in cards.messages(one)]
    for activity in activities:
        check_teams(activity)
    return activities


PLATFORMS = {"slack": slack, "teams": teams}


def shown(platform: str, reply: Reply, extra: tuple[Button, ...] = ()) -> list[dict[str, Any]]:
    return PLATFORMS[platform](documents(reply, "c.12", WORDING, extra))


def of(platform: str, *pieces: Piece, language: str = "en") -> list[dict[str, Any]]:
    """Pieces drawn as one document."""
    return PLATFORMS[platform]([document(pieces, language)])


def text(parts: list[dict[str, Any]]) -> str:
    return "\n".join(as_text(part) for part in parts)


def squeezed(written: str) -> str:
    """Without spaces and bullets: where a line is broken says nothing of what it says."""
    return re.sub(r"[\s•]|(?m:^- )", "", written)


def buttons(part: dict[str, Any]) -> list[dict[str, Any]]:
    """All buttons of a call or an activity, in their order."""
    if "blocks" in part:
        return [one for block in part["blocks"] if block["type"] == "actions" for one in block["elements"]]
    body = part["attachments"][0]["content"]["body"] if "attachments" in part else []
    return [one for element in body if element["type"] == "ActionSet" for one in element["actions"]]


def label(button: dict[str, Any]) -> str:
    return button["title"] if "title" in button else button["text"]["text"]


def value(button: dict[str, Any]) -> str:
    """What comes back when a button is pressed."""
    if "data" not in button:
        return button["value"]
    return button["data"]["msteams"]["value"]["c"] if "msteams" in button["data"] else button["data"]["c"]


def said_in(reply: Reply) -> list[str]:
    """Everything a reply shows on the web page, piece by piece, in the page's order."""
    parts = [line.removeprefix("- ") for message in reply.messages for line in message.split("\n")]
    for card in reply.cards:
        parts += [card["title"], *_of(card, "subtitle", "label"), *_of(card, "text"), *_rows(card["rows"])]
        parts += _ladder(card["ladder"]) if card.get("ladder") else []
        parts += [card["link"]["label"]] if card.get("link") else []
    for source in reply.sources:
        parts += [source.title, source.publisher]
    return [part for part in [*parts, *(choice.label for choice in reply.choices)] if part.strip()]


def _ladder(path: dict[str, Any]) -> list[str]:
    parts = [*path["names"], path["goal"], path["start_title"], path["start_pay_text"], *_rows(path["totals"])]
    for step in path["steps"]:
        parts += [step["title"], step["weeks_text"], step["pay_text"], step["why"], *_rows(step["rows"])]
        parts += [part for one in step["exits"] for part in (one["title"], one["pay"], one.get("needs") or "")]
    return parts


def _rows(rows: list[dict[str, Any]]) -> list[str]:
    return [f"{row['label']}: {row['value']}" for row in rows]


def _of(card: dict[str, Any], *names: str) -> list[str]:
    return [line.removeprefix("- ") for name in names if card.get(name) for line in card[name].split("\n")]
