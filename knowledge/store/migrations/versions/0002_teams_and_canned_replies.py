"""Teams of the advisor desk and the answers they keep ready."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('canned_replies',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('review_by', sa.Date(), nullable=True),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('text_es', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['source'], ['sources.id'], name=op.f('fk_canned_replies_source'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_canned_replies'))
    )
    with op.batch_alter_table('canned_replies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_canned_replies_source'), ['source'], unique=False)

    op.create_table('teams',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('review_by', sa.Date(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('name_es', sa.String(), nullable=False),
    sa.Column('timezone', sa.String(), nullable=False),
    sa.Column('hours', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('reply_minutes', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('contact', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('closed', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('languages', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('needs', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('general', sa.Boolean(), nullable=False),
    sa.Column('crisis', sa.Boolean(), nullable=False),
    sa.Column('after_hours', sa.JSON(none_as_null=True), nullable=True),
    sa.ForeignKeyConstraint(['source'], ['sources.id'], name=op.f('fk_teams_source'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_teams'))
    )
    with op.batch_alter_table('teams', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_teams_source'), ['source'], unique=False)

    op.create_table('canned_replies__teams',
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['owner'], ['canned_replies.id'], name=op.f('fk_canned_replies__teams_owner'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['target'], ['teams.id'], name=op.f('fk_canned_replies__teams_target'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('owner', 'position', name=op.f('pk_canned_replies__teams'))
    )
    with op.batch_alter_table('canned_replies__teams', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_canned_replies__teams_target'), ['target'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('canned_replies__teams', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_canned_replies__teams_target'))

    op.drop_table('canned_replies__teams')
    with op.batch_alter_table('teams', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_teams_source'))

    op.drop_table('teams')
    with op.batch_alter_table('canned_replies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_canned_replies_source'))

    op.drop_table('canned_replies')
