"""Tables of what students say and what they are answered."""

from __future__ import annotations

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Integer, MetaData, String, Table, Text, UniqueConstraint

NAMING = {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}  # fmt: skip
metadata = MetaData(naming_convention=NAMING)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("last_seen", DateTime(timezone=True), nullable=False, index=True),
    Column("tracker", Text),  # Rasa's events of the newest session, as JSON
)

turns = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("event_id", String(128), nullable=False),
    Column("received", DateTime(timezone=True), nullable=False),
    Column("text", Text, nullable=False),
    Column("choice", Text),
    Column("answered", DateTime(timezone=True)),  # null while the answer is being worked out
    Column("reply", JSON(none_as_null=True)),
    Column("topic", String(64), index=True),
    Column("outcome", String(64), index=True),
    UniqueConstraint("conversation", "event_id"),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="SET NULL"), index=True),
    Column("turn", ForeignKey("turns.id", ondelete="SET NULL")),
    Column("opened", DateTime(timezone=True), nullable=False),
    Column("reason", String(32), nullable=False),  # requested | crisis | unanswered
    Column("team", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("about", Text, nullable=False),
    Column("contact", Text),
    Column("brief", JSON(none_as_null=True), nullable=False),
)
