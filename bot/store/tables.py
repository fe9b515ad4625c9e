"""Tables of what students say, what they are answered, and what people do about it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

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
    sqlite_autoincrement=True,  # what is sent of a turn is sent once by its number, so no number is given twice
)

# What is said to a student by others than the assistant: an advisor's answers, and notices such as "Ana is here".
said = Table(
    "said",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("case", ForeignKey("cases.id", ondelete="SET NULL")),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("kind", String(16), nullable=False),  # advisor | notice
    Column("name", Text, nullable=False),  # who says it, as the student sees it; empty for a notice
    Column("language", String(8), nullable=False),
    Column("reply", JSON(none_as_null=True), nullable=False),  # a Reply: text, sources, choices
    sqlite_autoincrement=True,  # pages ask for what came after the last they have
)

# Everything that leaves: replies of push channels, mail, alerts. One lane is sent in order, each row once it is due.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("lane", String(160), nullable=False),  # such as "web:<conversation>" or "alert:<case>:<way>"
    Column("channel", String(16), nullable=False),  # which sender takes it
    Column("key", String(160), nullable=False, unique=True),  # the same thing is never put in twice
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE")),
    Column("payload", JSON(none_as_null=True), nullable=False),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("due", DateTime(timezone=True), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("sent", DateTime(timezone=True)),
    Column("given_up", DateTime(timezone=True)),
    Column("error", Text),
    Index("ix_outbox_waiting", "lane", "id", sqlite_where=text("sent IS NULL AND given_up IS NULL"), postgresql_where=text("sent IS NULL AND given_up IS NULL")),
    sqlite_autoincrement=True,
)  # fmt: skip

advisors = Table(
    "advisors",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("username", String(190), nullable=False, unique=True),  # an e-mail address in lower case
    Column("name", Text, nullable=False),  # as students see it
    Column("role", String(16), nullable=False),  # advisor | lead | admin
    Column("teams", JSON, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("password_hash", Text),  # none for those who come by the college's sign-on
    Column("password_given", Boolean, nullable=False, default=False),  # by somebody else: to be changed at the first sign-in
    Column("subject", String(255), unique=True),  # issuer and subject of the college's sign-on
    Column("active", Boolean, nullable=False, default=True),
    Column("failures", Integer, nullable=False, default=0),
    Column("locked_until", DateTime(timezone=True)),
    Column("created", DateTime(timezone=True), nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the cookie's secret
    Column("advisor", ForeignKey("advisors.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("seen", DateTime(timezone=True), nullable=False),
    Column("expires", DateTime(timezone=True), nullable=False, index=True),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="SET NULL"), index=True),
    Column("state", String(24), nullable=False, index=True),
    Column("priority", String(8), nullable=False),
    Column("reason", String(24), nullable=False),
    Column("topic", String(64), nullable=False),
    Column("team", String(32), nullable=False, index=True),
    Column("language", String(8), nullable=False),
    Column("opened", DateTime(timezone=True), nullable=False),
    Column("holder", ForeignKey("advisors.id", ondelete="SET NULL"), index=True),
    Column("claimed", DateTime(timezone=True)),
    Column("first_answered", DateTime(timezone=True)),
    Column("last_answered", DateTime(timezone=True)),
    Column("last_student", DateTime(timezone=True)),
    Column("due", DateTime(timezone=True), index=True),
    Column("snoozed_until", DateTime(timezone=True)),
    Column("resolved", DateTime(timezone=True)),
    Column("resolution", Text),
    Column("about", Text, nullable=False),
    Column("name", Text),
    Column("contact", Text),
    Column("brief", JSON(none_as_null=True), nullable=False),
    Column("search", Text, nullable=False),  # about, name, contact and the brief's words without case and accents
    Column("version", Integer, nullable=False),
    Index("uq_cases_one_open", "conversation", unique=True, sqlite_where=text("state <> 'resolved'"), postgresql_where=text("state <> 'resolved'")),
    sqlite_autoincrement=True,  # a case's number is never given twice
)  # fmt: skip

case_events = Table(
    "case_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", String(16), nullable=False),  # student | assistant | advisor | system
    Column("advisor", ForeignKey("advisors.id", ondelete="SET NULL")),
    Column("name", Text, nullable=False),  # of the advisor, as it was then
    Column("kind", String(32), nullable=False),
    Column("before", String(24)),
    Column("after", String(24), nullable=False),
    Column("detail", JSON(none_as_null=True), nullable=False),
)

case_notes = Table(
    "case_notes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("advisor", ForeignKey("advisors.id", ondelete="SET NULL")),
    Column("name", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("text", Text, nullable=False),
)

# Who looks at a case now, so that two advisors see each other, also in two server processes.
viewers = Table(
    "viewers",
    metadata,
    Column("case", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("advisor", ForeignKey("advisors.id", ondelete="CASCADE"), primary_key=True),
    Column("seen", DateTime(timezone=True), nullable=False),
    Column("since", DateTime(timezone=True)),  # when they had seen it last before they opened it this time
    Column("writing", DateTime(timezone=True)),  # the last key they pressed in an answer, about
)

# "Teach it": an unanswered question and the answer an advisor proposes, for the owner of the knowledge.
drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case", ForeignKey("cases.id", ondelete="SET NULL")),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("topic", String(64), nullable=False),
    Column("author", ForeignKey("advisors.id", ondelete="SET NULL")),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("state", String(16), nullable=False),  # proposed | taken | declined
)
