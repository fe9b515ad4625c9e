"""Words as Block Kit: rich text and plain text, in which nothing is parsed, and mrkdwn for what can be pressed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels.slack.text import escape, link
from bot.chat.dial import spans
from bot.chat.split import Chunk


def paragraphs(lines: Sequence[str]) -> Chunk:
    """Paragraphs and lists: lines that begin with "- " are a list."""
    elements: list[dict[str, Any]] = []
    paragraph: list[str] = []

    def close() -> None:
        if text := "\n".join(paragraph).strip("\n"):
            elements.append(section(words(text)))
        paragraph.clear()

    for line in lines:
        if not line.startswith("- "):
            paragraph.append(line)
            continue
        close()
        item = section(words(line[2:]))
        if elements and elements[-1]["type"] == "rich_text_list":
            elements[-1]["elements"].append(item)
        else:
            elements.append({"type": "rich_text_list", "style": "bullet", "elements": [item]})
    close()
    return Chunk([rich(*(elements or [section(words(" "))]))], "\n".join(lines).strip())


def quote(lines: Sequence[str]) -> Chunk:
    text = "\n".join(lines)
    return Chunk([rich({"type": "rich_text_quote", "elements": [words(text)]})], text)


def facts(rows: Sequence[tuple[str, str]]) -> Chunk:
    """Rows as lines, the label bold; a row without a label goes on with the one before."""
    elements: list[dict[str, Any]] = []
    for label, value in rows:
        begins = "\n" if elements else ""
        elements += [words(f"{begins}{label}: ", bold=True), words(value)] if label else [words(begins + value)]
    return Chunk([rich(section(*elements))], "\n".join(f"{label}: {value}" if label else value for label, value in rows))


def dialed(lines: Sequence[str]) -> Chunk:
    """Lines with numbers that can be pressed. The section is never folded away behind "see more"."""
    shown = ["".join(link(text, url) if url else escape(text) for text, url in spans(line)) for line in lines]
    bulleted = "\n".join(f"• {line[2:]}" if line.startswith("- ") else line for line in shown)
    return Chunk([mrkdwn(bulleted.strip("\n") or " ")], "\n".join(lines).strip())


def small(lines: Sequence[str]) -> Chunk:
    text = "\n".join(lines)
    return Chunk([context("plain_text", text)], text)


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(elements)}


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def words(text: str, bold: bool = False) -> dict[str, Any]:
    """Text as it is; Slack refuses an empty one."""
    return {"type": "text", "text": text or " "} | ({"style": {"bold": True}} if bold else {})


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "section", "expand": True, "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def context(kind: str, text: str) -> dict[str, Any]:
    more = {"emoji": False} if kind == "plain_text" else {"verbatim": True}
    return {"type": "context", "elements": [{"type": kind, "text": text or " ", **more}]}
