"""The nation's open data, what a college imports, and facts of a record that may not be known."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

PACK = ('sources', 'clusters', 'skills', 'occupations', 'credentials', 'providers', 'campuses', 'courses', 'services', 'programs', 'employers',
        'transfers', 'prior_learning', 'pathways', 'models', 'deadlines', 'staff', 'teams', 'canned_replies')


def _empty() -> None:
    """Take the pack out. It stands in its files and is loaded again after every migration; emptied, its tables can be remade in
    SQLite, where a table that others point at can't be, and new columns need no made-up values."""
    connection = op.get_bind()
    present = sa.MetaData()
    present.reflect(connection, only=lambda name, _: name not in ('knowledge_version', 'imports') and not name.startswith('od_'))
    packs = [t for t in present.sorted_tables if t.name.split('__')[0] in PACK]
    for table in [t for t in packs if '__' in t.name] + [t for t in packs if '__' not in t.name]:
        connection.execute(table.delete())


def upgrade() -> None:
    _empty()
    op.create_table('imports',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('format', sa.String(), nullable=False),
    sa.Column('source', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('edition', sa.String(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('imported_at', sa.DateTime(), nullable=False),
    sa.Column('options', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('counts', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('unknown', sa.JSON(none_as_null=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports'))
    )
    op.create_table('od_cip_soc',
    sa.Column('cip', sa.String(), nullable=False),
    sa.Column('soc', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('cip', 'soc', name=op.f('pk_od_cip_soc'))
    )
    with op.batch_alter_table('od_cip_soc', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_od_cip_soc_soc'), ['soc'], unique=False)

    op.create_table('od_cips',
    sa.Column('cip', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('definition', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('cip', name=op.f('pk_od_cips'))
    )
    op.create_table('od_clusters',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('cluster', sa.String(), nullable=False),
    sa.Column('pathway', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('code', 'cluster', 'pathway', name=op.f('pk_od_clusters'))
    )
    op.create_table('od_colleges',
    sa.Column('unitid', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('city', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('url', sa.String(), nullable=True),
    sa.Column('latitude', sa.Float(), nullable=True),
    sa.Column('longitude', sa.Float(), nullable=True),
    sa.PrimaryKeyConstraint('unitid', name=op.f('pk_od_colleges'))
    )
    with op.batch_alter_table('od_colleges', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_od_colleges_state'), ['state'], unique=False)

    op.create_table('od_education',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('category', sa.Integer(), nullable=False),
    sa.Column('percent', sa.Float(), nullable=False),
    sa.PrimaryKeyConstraint('code', 'category', name=op.f('pk_od_education'))
    )
    op.create_table('od_elements',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_od_elements'))
    )
    op.create_table('od_occupations',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('soc', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('job_zone', sa.Integer(), nullable=True),
    sa.Column('realistic', sa.Float(), nullable=True),
    sa.Column('investigative', sa.Float(), nullable=True),
    sa.Column('artistic', sa.Float(), nullable=True),
    sa.Column('social', sa.Float(), nullable=True),
    sa.Column('enterprising', sa.Float(), nullable=True),
    sa.Column('conventional', sa.Float(), nullable=True),
    sa.Column('letters', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_od_occupations'))
    )
    with op.batch_alter_table('od_occupations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_od_occupations_soc'), ['soc'], unique=False)

    op.create_table('od_projections',
    sa.Column('soc', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('employment', sa.Float(), nullable=True),
    sa.Column('employment_then', sa.Float(), nullable=True),
    sa.Column('change_percent', sa.Float(), nullable=True),
    sa.Column('openings', sa.Float(), nullable=True),
    sa.Column('education', sa.String(), nullable=True),
    sa.Column('experience', sa.String(), nullable=True),
    sa.Column('training', sa.String(), nullable=True),
    sa.Column('published_as', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('soc', name=op.f('pk_od_projections'))
    )
    op.create_table('od_ratings',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('element', sa.String(), nullable=False),
    sa.Column('importance', sa.Float(), nullable=True),
    sa.Column('level', sa.Float(), nullable=True),
    sa.PrimaryKeyConstraint('code', 'element', name=op.f('pk_od_ratings'))
    )
    op.create_table('od_related',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('related', sa.String(), nullable=False),
    sa.Column('tier', sa.String(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('code', 'related', name=op.f('pk_od_related'))
    )
    op.create_table('od_tasks',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('task', sa.Text(), nullable=False),
    sa.Column('core', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('code', 'task_id', name=op.f('pk_od_tasks'))
    )
    op.create_table('od_technology',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('example', sa.String(), nullable=False),
    sa.Column('commodity', sa.String(), nullable=False),
    sa.Column('hot', sa.Boolean(), nullable=False),
    sa.Column('in_demand', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('code', 'example', name=op.f('pk_od_technology'))
    )
    op.create_table('od_titles',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('folded', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('code', 'kind', 'title', name=op.f('pk_od_titles'))
    )
    with op.batch_alter_table('od_titles', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_od_titles_folded'), ['folded'], unique=False)

    op.create_table('od_wages',
    sa.Column('soc', sa.String(), nullable=False),
    sa.Column('employment', sa.Integer(), nullable=True),
    sa.Column('pct10', sa.Integer(), nullable=True),
    sa.Column('pct25', sa.Integer(), nullable=True),
    sa.Column('median', sa.Integer(), nullable=True),
    sa.Column('pct75', sa.Integer(), nullable=True),
    sa.Column('pct90', sa.Integer(), nullable=True),
    sa.Column('at_least', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('published_as', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('soc', name=op.f('pk_od_wages'))
    )
    op.create_table('imported_records',
    sa.Column('import_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('data', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('kept', sa.JSON(none_as_null=True), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['imports.id'], name=op.f('fk_imported_records_import_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('import_id', 'kind', 'id', name=op.f('pk_imported_records'))
    )
    op.create_table('od_programs',
    sa.Column('unitid', sa.Integer(), nullable=False),
    sa.Column('cip', sa.String(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('awards', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['unitid'], ['od_colleges.unitid'], name=op.f('fk_od_programs_unitid'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('unitid', 'cip', 'level', name=op.f('pk_od_programs'))
    )
    with op.batch_alter_table('od_programs', schema=None) as batch_op:
        batch_op.create_index('ix_od_programs_cip_unitid', ['cip', 'unitid', 'level', 'awards'], unique=False)

    with op.batch_alter_table('credentials', schema=None) as batch_op:
        batch_op.add_column(sa.Column('inferred', sa.JSON(none_as_null=True), nullable=False))
        for weeks in ('weeks_min', 'weeks_max'):
            batch_op.alter_column(weeks, existing_type=sa.INTEGER(), nullable=True)
        batch_op.alter_column('level',
               existing_type=sa.JSON(none_as_null=True),
               nullable=True)

    with op.batch_alter_table('occupations', schema=None) as batch_op:
        batch_op.alter_column('cluster',
               existing_type=sa.VARCHAR(),
               nullable=True)
        batch_op.alter_column('pay',
               existing_type=sa.JSON(none_as_null=True),
               nullable=True)
        batch_op.alter_column('outlook',
               existing_type=sa.JSON(none_as_null=True),
               nullable=True)
        batch_op.alter_column('job_zone',
               existing_type=sa.INTEGER(),
               nullable=True)

    with op.batch_alter_table('pathways', schema=None) as batch_op:
        batch_op.add_column(sa.Column('components', sa.JSON(none_as_null=True), nullable=False))
        batch_op.add_column(sa.Column('destination', sa.String(), nullable=True))
        batch_op.alter_column('cluster',
               existing_type=sa.VARCHAR(),
               nullable=True)
        batch_op.alter_column('goal',
               existing_type=sa.VARCHAR(),
               nullable=True)

    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('inferred', sa.JSON(none_as_null=True), nullable=False))
        batch_op.add_column(sa.Column('conferred', sa.Integer(), nullable=True))
        batch_op.alter_column('cost',
               existing_type=sa.JSON(none_as_null=True),
               nullable=True)

    with op.batch_alter_table('providers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state', sa.String(), nullable=False))



def downgrade() -> None:
    _empty()
    with op.batch_alter_table('providers', schema=None) as batch_op:
        batch_op.drop_column('state')

    with op.batch_alter_table('programs', schema=None) as batch_op:
        batch_op.alter_column('cost',
               existing_type=sa.JSON(none_as_null=True),
               nullable=False)
        batch_op.drop_column('conferred')
        batch_op.drop_column('inferred')

    with op.batch_alter_table('pathways', schema=None) as batch_op:
        batch_op.alter_column('goal',
               existing_type=sa.VARCHAR(),
               nullable=False)
        batch_op.alter_column('cluster',
               existing_type=sa.VARCHAR(),
               nullable=False)
        batch_op.drop_column('destination')
        batch_op.drop_column('components')

    with op.batch_alter_table('occupations', schema=None) as batch_op:
        batch_op.alter_column('job_zone',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.alter_column('outlook',
               existing_type=sa.JSON(none_as_null=True),
               nullable=False)
        batch_op.alter_column('pay',
               existing_type=sa.JSON(none_as_null=True),
               nullable=False)
        batch_op.alter_column('cluster',
               existing_type=sa.VARCHAR(),
               nullable=False)

    with op.batch_alter_table('credentials', schema=None) as batch_op:
        batch_op.alter_column('level',
               existing_type=sa.JSON(none_as_null=True),
               nullable=False)
        for weeks in ('weeks_max', 'weeks_min'):
            batch_op.alter_column(weeks, existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column('inferred')

    with op.batch_alter_table('od_programs', schema=None) as batch_op:
        batch_op.drop_index('ix_od_programs_cip_unitid')

    op.drop_table('od_programs')
    op.drop_table('imported_records')
    op.drop_table('od_wages')
    with op.batch_alter_table('od_titles', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_od_titles_folded'))

    op.drop_table('od_titles')
    op.drop_table('od_technology')
    op.drop_table('od_tasks')
    op.drop_table('od_related')
    op.drop_table('od_ratings')
    op.drop_table('od_projections')
    with op.batch_alter_table('od_occupations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_od_occupations_soc'))

    op.drop_table('od_occupations')
    op.drop_table('od_elements')
    op.drop_table('od_education')
    with op.batch_alter_table('od_colleges', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_od_colleges_state'))

    op.drop_table('od_colleges')
    op.drop_table('od_clusters')
    op.drop_table('od_cips')
    with op.batch_alter_table('od_cip_soc', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_od_cip_soc_soc'))

    op.drop_table('od_cip_soc')
    op.drop_table('imports')
