"""What somebody typed into Teams: the text of an activity without its markup and without the mention of us."""

from __future__ import annotations

import html
import re
from typing import Any

# Only what Teams writes itself: a student's "pay < 20 > 10" is no markup.
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6]|blockquote)>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|b|strong|i|em|u|s|strike|a|ul|ol|li|h[1-6]|pre|code|blockquote|at|emoji|img|attachment|table|tbody|thead|tr|td|th|hr|font|sup|sub)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def typed(activity: dict[str, Any], us: str) -> str:
    """The words of an activity; ``us`` is our own id in Teams, such as "28:<app id>". Empty where there are none."""
    text = activity.get("text")
    if not isinstance(text, str):
        return ""
    for mention in mentions(activity):
        if mention["id"].lower() == us.lower() and mention["text"]:
            text = text.replace(mention["text"], " ")
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = html.unescape(text).replace("\xa0", " ").replace("\r\n", "\n")
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")).strip()


def mentions(activity: dict[str, Any]) -> list[dict[str, str]]:
    """Who is mentioned: ``id``, and ``text`` as it stands in the message."""
    entities = activity.get("entities")
    found = []
    for entity in entities if isinstance(entities, list) else ():
        who = entity.get("mentioned") if isinstance(entity, dict) and entity.get("type") == "mention" else None
        if isinstance(who, dict) and isinstance(who.get("id"), str):
            found.append({"id": who["id"], "text": str(entity.get("text") or "")})
    return found
