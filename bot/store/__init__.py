"""Conversations, turns and hand-offs in SQL."""

from bot.store.conversations import ConversationStore, StoredTurn, StoreUnavailable

__all__ = ["ConversationStore", "StoreUnavailable", "StoredTurn"]
