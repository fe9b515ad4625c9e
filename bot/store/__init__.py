"""What students say, what they are answered, and what people do about it, in SQL."""

from bot.store.conversations import ConversationStore, StoredTurn
from bot.store.database import Database, StoreUnavailable

__all__ = ["ConversationStore", "Database", "StoreUnavailable", "StoredTurn"]
