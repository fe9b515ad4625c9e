"""The knowledge base in SQL: SQLite by default, PostgreSQL by URL, the same code for both."""

from knowledge.store.store import KnowledgeStore, LoadReport, StoreError, catalog_at

__all__ = ["KnowledgeStore", "LoadReport", "StoreError", "catalog_at"]
