"""Tables of the chats: who speaks where, what of ours stands there, where we are installed. No name and no word of a student."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Float, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from bot.store.tables import metadata

_PLATFORM = String(8)  # slack | teams

chat_addresses = Table(
    "chat_addresses",
    metadata,
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("platform", _PLATFORM, nullable=False),
    Column("tenant", String(64), nullable=False),
    Column("spot", String(300), nullable=False),  # the place in public; empty in a direct message, found by its person
    Column("place", String(300), nullable=False),  # empty until it is known where the person is reached directly
    Column("thread", String(160), nullable=False),  # empty in a direct message
    Column("person", String(160), nullable=False),
    Column("kind", String(8), nullable=False),  # direct | public
    Column("service_url", String(300)),
    Column("created", DateTime(timezone=True), nullable=False),
    UniqueConstraint("platform", "tenant", "spot", "thread", "person"),
)

chat_tenants = Table(
    "chat_tenants",
    metadata,
    Column("platform", _PLATFORM, primary_key=True),
    Column("tenant", String(64), primary_key=True),
    Column("enterprise", String(64)),
    Column("bot", String(64), nullable=False),
    Column("bot_user", String(64), nullable=False),
    Column("token", Text),  # sealed
    Column("refresh", Text),  # sealed
    Column("expires", Float),  # Unix time
    Column("scopes", Text, nullable=False),
    Column("service_url", String(300)),
    Column("gone", Boolean, nullable=False, default=False),
)

# Messages of ours, so that they are changed and taken back and never sent twice.
chat_posts = Table(
    "chat_posts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(160), nullable=False, unique=True),
    Column("kind", String(8), nullable=False, index=True),  # reply | said | line | card | words | note
    Column("platform", _PLATFORM, nullable=False),
    Column("tenant", String(64), nullable=False),
    Column("place", String(300), nullable=False),
    Column("message", String(160), nullable=False),
    Column("thread", String(160), nullable=False),
    Column("version", Integer),  # of the case that a card shows
    Column("conversation", ForeignKey("conversations.id", ondelete="SET NULL"), index=True),
    Column("case", ForeignKey("cases.id", ondelete="SET NULL"), index=True),
    Column("posted", DateTime(timezone=True), nullable=False),
)

# What has been taken once and must not act again: presses, dialogs, lines of a thread, deletions. Their content is not kept.
chat_events = Table(
    "chat_events",
    metadata,
    Column("platform", _PLATFORM, primary_key=True),
    Column("tenant", String(64), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
)

# Which person of a platform is which advisor, as the platform vouched for their address; asked again after a day.
chat_people = Table(
    "chat_people",
    metadata,
    Column("platform", _PLATFORM, primary_key=True),
    Column("tenant", String(64), primary_key=True),
    Column("person", String(160), primary_key=True),
    Column("advisor", ForeignKey("advisors.id", ondelete="CASCADE")),  # null: has no account
    Column("checked", DateTime(timezone=True), nullable=False),
)

# An installation that an administrator has begun.
chat_states = Table(
    "chat_states",
    metadata,
    Column("state", String(64), primary_key=True),  # SHA-256 of what Slack brings back
    Column("advisor", ForeignKey("advisors.id", ondelete="CASCADE"), nullable=False),
    Column("expires", DateTime(timezone=True), nullable=False),
)
