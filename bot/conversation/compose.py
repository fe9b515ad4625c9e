"""From the raw messages of a Rasa turn to one Reply."""

from __future__ import annotations

from typing import Any

from bot.conversation.messages import Choice, Outcome, Reply, SourceNote


def compose(raw: list[dict[str, Any]]) -> tuple[Reply, dict[str, Any] | None]:
    """The reply, and a hand-off if an action asked for one.

    Actions speak in plain responses and put what is not text under ``custom``: cards, sources, topic, outcome,
    language, handoff. The last word on topic and outcome counts.
    """
    texts: list[str] = []
    choices: list[Choice] = []
    cards: list[dict[str, Any]] = []
    sources: dict[str, SourceNote] = {}
    topic, outcome, language, handoff = "unknown", Outcome.UNANSWERABLE_UNKNOWN, "en", None
    for message in raw:
        if message.get("text"):
            texts.append(message["text"].strip())
        choices += [Choice(button["title"], button["payload"]) for button in message.get("buttons") or []]
        custom = message.get("custom") or {}
        cards += custom.get("cards", [])
        for source in custom.get("sources", []):
            sources.setdefault(source["id"], SourceNote(**source))
        topic = custom.get("topic", topic)
        outcome = Outcome(custom.get("outcome", outcome))
        language = custom.get("language", language)
        handoff = custom.get("handoff") or handoff
    unique = tuple({choice.send: choice for choice in choices}.values())
    return Reply(tuple(texts), topic, outcome, unique, tuple(cards), tuple(sources.values()), language), handoff
