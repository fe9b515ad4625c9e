"""How what the demo invents is told from what is real."""

from __future__ import annotations

MARK = "demo-"  # the ids of invented conversations begin with it
DOMAIN = "@demo.example"  # the addresses of invented advisors end with it; nobody can own one


def is_invented(conversation: str | None) -> bool:
    """Whether a conversation is one of the demo."""
    return conversation is not None and conversation.startswith(MARK)
