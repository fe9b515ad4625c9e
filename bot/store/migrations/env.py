"""Alembic's environment for the conversation tables; the connection is handed in by the store."""

from alembic import context

from bot.store.chat_tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table="conversation_version",
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
