"""Chats of Slack and Teams: who speaks where, what of ours stands there, where we are installed."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':  # so that the number of a deleted message is never given to another
        with op.batch_alter_table('turns', recreate='always', table_kwargs={'sqlite_autoincrement': True}):
            pass
    op.create_table('chat_events',
    sa.Column('platform', sa.String(length=8), nullable=False),
    sa.Column('tenant', sa.String(length=64), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('platform', 'tenant', 'key', name=op.f('pk_chat_events'))
    )
    with op.batch_alter_table('chat_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chat_events_at'), ['at'], unique=False)

    op.create_table('chat_tenants',
    sa.Column('platform', sa.String(length=8), nullable=False),
    sa.Column('tenant', sa.String(length=64), nullable=False),
    sa.Column('enterprise', sa.String(length=64), nullable=True),
    sa.Column('bot', sa.String(length=64), nullable=False),
    sa.Column('bot_user', sa.String(length=64), nullable=False),
    sa.Column('token', sa.Text(), nullable=True),
    sa.Column('refresh', sa.Text(), nullable=True),
    sa.Column('expires', sa.Float(), nullable=True),
    sa.Column('scopes', sa.Text(), nullable=False),
    sa.Column('service_url', sa.String(length=300), nullable=True),
    sa.Column('gone', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('platform', 'tenant', name=op.f('pk_chat_tenants'))
    )
    op.create_table('chat_addresses',
    sa.Column('conversation', sa.String(length=64), nullable=False),
    sa.Column('platform', sa.String(length=8), nullable=False),
    sa.Column('tenant', sa.String(length=64), nullable=False),
    sa.Column('spot', sa.String(length=300), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('thread', sa.String(length=160), nullable=False),
    sa.Column('person', sa.String(length=160), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('service_url', sa.String(length=300), nullable=True),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['conversation'], ['conversations.id'], name=op.f('fk_chat_addresses_conversation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('conversation', name=op.f('pk_chat_addresses')),
    sa.UniqueConstraint('platform', 'tenant', 'spot', 'thread', 'person', name=op.f('uq_chat_addresses_platform'))
    )
    op.create_table('chat_people',
    sa.Column('platform', sa.String(length=8), nullable=False),
    sa.Column('tenant', sa.String(length=64), nullable=False),
    sa.Column('person', sa.String(length=160), nullable=False),
    sa.Column('advisor', sa.Integer(), nullable=True),
    sa.Column('checked', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['advisor'], ['advisors.id'], name=op.f('fk_chat_people_advisor'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('platform', 'tenant', 'person', name=op.f('pk_chat_people'))
    )
    op.create_table('chat_states',
    sa.Column('state', sa.String(length=64), nullable=False),
    sa.Column('advisor', sa.Integer(), nullable=False),
    sa.Column('expires', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['advisor'], ['advisors.id'], name=op.f('fk_chat_states_advisor'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('state', name=op.f('pk_chat_states'))
    )
    op.create_table('chat_posts',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('platform', sa.String(length=8), nullable=False),
    sa.Column('tenant', sa.String(length=64), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('message', sa.String(length=160), nullable=False),
    sa.Column('thread', sa.String(length=160), nullable=False),
    sa.Column('version', sa.Integer(), nullable=True),
    sa.Column('conversation', sa.String(length=64), nullable=True),
    sa.Column('case', sa.Integer(), nullable=True),
    sa.Column('posted', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['case'], ['cases.id'], name=op.f('fk_chat_posts_case'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['conversation'], ['conversations.id'], name=op.f('fk_chat_posts_conversation'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat_posts')),
    sa.UniqueConstraint('key', name=op.f('uq_chat_posts_key'))
    )
    with op.batch_alter_table('chat_posts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chat_posts_case'), ['case'], unique=False)
        batch_op.create_index(batch_op.f('ix_chat_posts_conversation'), ['conversation'], unique=False)
        batch_op.create_index(batch_op.f('ix_chat_posts_kind'), ['kind'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('chat_posts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chat_posts_kind'))
        batch_op.drop_index(batch_op.f('ix_chat_posts_conversation'))
        batch_op.drop_index(batch_op.f('ix_chat_posts_case'))

    op.drop_table('chat_posts')
    op.drop_table('chat_states')
    op.drop_table('chat_people')
    op.drop_table('chat_addresses')
    op.drop_table('chat_tenants')
    with op.batch_alter_table('chat_events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chat_events_at'))

    op.drop_table('chat_events')
