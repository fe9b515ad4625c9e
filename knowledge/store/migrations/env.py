"""Alembic's environment for the knowledge tables; the connection is handed in by the store."""

from alembic import context

from knowledge.opendata import tables as _opendata  # noqa: F401  its tables stand in the same metadata
from knowledge.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table="knowledge_version",
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
