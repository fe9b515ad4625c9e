"""Text as Slack writes it: what goes there, and what comes from there."""

from __future__ import annotations

import re

_ANGLE = re.compile(r"<([^<>]*)>")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_MARKS = re.compile(r"[*_~`]|^>", re.MULTILINE)


def escape(text: str) -> str:
    """Text for a field that Slack parses: no part of it calls anybody or becomes a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def marked(text: str) -> bool:
    """Whether a field of the type mrkdwn could show a text otherwise than it is written: bold, struck, as a quote."""
    return bool(_MARKS.search(text))


def link(label: str, url: str) -> str:
    """A link in a field of the type mrkdwn."""
    return f"<{escape(url).replace('|', '%7C')}|{escape(label)}>"


def decode(text: str, bot_user: str) -> str:
    """What somebody typed, from what Slack sends of it. The mention of ourselves, by our user id, is left out."""
    parts = _ANGLE.split(text)
    typed = "".join(_meant(part, bot_user) if index % 2 else _unescape(part) for index, part in enumerate(parts))
    return re.sub(r"[ \t]{2,}", " ", typed).strip() if f"<@{bot_user}" in text else typed.strip()


def _meant(inside: str, bot_user: str) -> str:
    address, _, label = inside.partition("|")
    address, label = _unescape(address), _unescape(label)
    if address.startswith("@"):
        if bot_user and address == f"@{bot_user}":
            return ""
        return f"@{label.removeprefix('@')}" if label else "@…"  # an id says nothing to a reader, and is nobody's to keep
    if address.startswith("#"):
        return f"#{label.removeprefix('#')}" if label else "#…"
    if address.startswith("!"):
        return label or f"@{address[1:].split('^')[0]}"
    if not label:
        return address.removeprefix("mailto:").removeprefix("tel:")
    return label if _same(label, address) else f"{label} ({address})"


def _same(label: str, address: str) -> bool:
    """Whether a link shows its own address, as Slack makes of one that was typed."""
    if address.startswith(("mailto:", "tel:")):
        return True
    return label.split("://")[-1].strip("/") == address.split("://")[-1].strip("/")


def _unescape(text: str) -> str:
    return re.sub("|".join(_ENTITIES), lambda found: _ENTITIES[found[0]], text)
