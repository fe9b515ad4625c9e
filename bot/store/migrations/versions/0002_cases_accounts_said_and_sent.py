"""Cases, accounts, what is said and what is sent; hand-offs become cases, one open case in a conversation."""

import sqlalchemy as sa
from alembic import op

from bot.store.folded import searchable

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('advisors',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('username', sa.String(length=190), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('teams', sa.JSON(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=True),
    sa.Column('password_given', sa.Boolean(), nullable=False),
    sa.Column('subject', sa.String(length=255), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_advisors')),
    sa.UniqueConstraint('subject', name=op.f('uq_advisors_subject')),
    sa.UniqueConstraint('username', name=op.f('uq_advisors_username'))
    )
    op.create_table('cases',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('conversation', sa.String(length=64), nullable=True),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('priority', sa.String(length=8), nullable=False),
    sa.Column('reason', sa.String(length=24), nullable=False),
    sa.Column('topic', sa.String(length=64), nullable=False),
    sa.Column('team', sa.String(length=32), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('opened', sa.DateTime(timezone=True), nullable=False),
    sa.Column('holder', sa.Integer(), nullable=True),
    sa.Column('claimed', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first_answered', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_answered', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_student', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due', sa.DateTime(timezone=True), nullable=True),
    sa.Column('snoozed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resolved', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resolution', sa.Text(), nullable=True),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=True),
    sa.Column('contact', sa.Text(), nullable=True),
    sa.Column('brief', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('search', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['conversation'], ['conversations.id'], name=op.f('fk_cases_conversation'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['holder'], ['advisors.id'], name=op.f('fk_cases_holder'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cases')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('cases', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cases_conversation'), ['conversation'], unique=False)
        batch_op.create_index(batch_op.f('ix_cases_due'), ['due'], unique=False)
        batch_op.create_index(batch_op.f('ix_cases_holder'), ['holder'], unique=False)
        batch_op.create_index(batch_op.f('ix_cases_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_cases_team'), ['team'], unique=False)
        batch_op.create_index('uq_cases_one_open', ['conversation'], unique=True, sqlite_where=sa.text("state <> 'resolved'"), postgresql_where=sa.text("state <> 'resolved'"))

    op.create_table('outbox',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('lane', sa.String(length=160), nullable=False),
    sa.Column('channel', sa.String(length=16), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('conversation', sa.String(length=64), nullable=True),
    sa.Column('payload', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('sent', sa.DateTime(timezone=True), nullable=True),
    sa.Column('given_up', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['conversation'], ['conversations.id'], name=op.f('fk_outbox_conversation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_waiting', ['lane', 'id'], unique=False, sqlite_where=sa.text('sent IS NULL AND given_up IS NULL'), postgresql_where=sa.text('sent IS NULL AND given_up IS NULL'))

    op.create_table('sessions',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('advisor', sa.Integer(), nullable=False),
    sa.Column('csrf', sa.String(length=64), nullable=False),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['advisor'], ['advisors.id'], name=op.f('fk_sessions_advisor'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sessions'))
    )
    with op.batch_alter_table('sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sessions_advisor'), ['advisor'], unique=False)
        batch_op.create_index(batch_op.f('ix_sessions_expires'), ['expires'], unique=False)

    op.create_table('case_events',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('case', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=16), nullable=False),
    sa.Column('advisor', sa.Integer(), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('before', sa.String(length=24), nullable=True),
    sa.Column('after', sa.String(length=24), nullable=False),
    sa.Column('detail', sa.JSON(none_as_null=True), nullable=False),
    sa.ForeignKeyConstraint(['advisor'], ['advisors.id'], name=op.f('fk_case_events_advisor'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['case'], ['cases.id'], name=op.f('fk_case_events_case'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_events'))
    )
    with op.batch_alter_table('case_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_events_case'), ['case'], unique=False)

    op.create_table('case_notes',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('case', sa.Integer(), nullable=False),
    sa.Column('advisor', sa.Integer(), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['advisor'], ['advisors.id'], name=op.f('fk_case_notes_advisor'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['case'], ['cases.id'], name=op.f('fk_case_notes_case'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_notes'))
    )
    with op.batch_alter_table('case_notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_notes_case'), ['case'], unique=False)

    op.create_table('drafts',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('case', sa.Integer(), nullable=True),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('topic', sa.String(length=64), nullable=False),
    sa.Column('author', sa.Integer(), nullable=True),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['author'], ['advisors.id'], name=op.f('fk_drafts_author'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['case'], ['cases.id'], name=op.f('fk_drafts_case'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafts'))
    )
    op.create_table('said',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('conversation', sa.String(length=64), nullable=False),
    sa.Column('case', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('reply', sa.JSON(none_as_null=True), nullable=False),
    sa.ForeignKeyConstraint(['case'], ['cases.id'], name=op.f('fk_said_case'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['conversation'], ['conversations.id'], name=op.f('fk_said_conversation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_said')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('said', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_said_conversation'), ['conversation'], unique=False)

    op.create_table('viewers',
    sa.Column('case', sa.Integer(), nullable=False),
    sa.Column('advisor', sa.Integer(), nullable=False),
    sa.Column('seen', sa.DateTime(timezone=True), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('writing', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['advisor'], ['advisors.id'], name=op.f('fk_viewers_advisor'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['case'], ['cases.id'], name=op.f('fk_viewers_case'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('case', 'advisor', name=op.f('pk_viewers'))
    )
    _hand_offs_become_cases()
    with op.batch_alter_table('handoffs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handoffs_conversation'))

    op.drop_table('handoffs')


def _hand_offs_become_cases() -> None:
    """Every hand-off becomes a case. Of several in one conversation the newest stays open; a crisis among them keeps it urgent."""
    connection = op.get_bind()
    handoffs = sa.table('handoffs', *(sa.column(n) for n in ('id', 'conversation', 'reason', 'team', 'language', 'about', 'contact')), sa.column('opened', sa.DateTime(timezone=True)), sa.column('brief', sa.JSON))
    cases = sa.table('cases', *(sa.column(n) for n in ('conversation', 'state', 'priority', 'reason', 'topic', 'team', 'language', 'about', 'contact', 'version', 'resolution', 'search')), *(sa.column(n, sa.DateTime(timezone=True)) for n in ('opened', 'resolved', 'last_student')), sa.column('brief', sa.JSON))
    rows = connection.execute(sa.select(handoffs).order_by(handoffs.c.id)).mappings().all()
    newest = {row['conversation']: row['id'] for row in rows if row['conversation']}
    urgent = {row['conversation'] for row in rows if row['reason'] == 'crisis'}
    for row in rows:
        crisis = row['reason'] == 'crisis' or (row['conversation'] in urgent and newest.get(row['conversation']) == row['id'])
        stays = row['conversation'] is None or newest[row['conversation']] == row['id']
        connection.execute(cases.insert().values(
            conversation=row['conversation'], state='new' if stays else 'resolved', priority='urgent' if crisis else 'normal',
            reason='crisis' if crisis else 'unanswered' if row['reason'] == 'unanswered' else 'requested', topic='unknown',
            team='counseling' if crisis else row['team'], language=row['language'], opened=row['opened'], last_student=row['opened'],
            resolved=None if stays else row['opened'], resolution=None if stays else 'merged', about=row['about'],
            contact=row['contact'], brief=row['brief'] or {}, version=1,
            search=searchable(row['about'], row['contact'], row['brief'])))


def downgrade() -> None:
    """One way: the tables before had no room for who holds a case, what was answered, or the accounts."""
    raise RuntimeError("cases can't become hand-offs again; restore the backup that was made before the upgrade")
