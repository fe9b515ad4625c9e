"""The knowledge base in SQL: what is loaded is what is read, a load is all or nothing, and errors name the database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from knowledge.catalog import Catalog
from knowledge.model import Cluster
from knowledge.store import KnowledgeStore, StoreError
from knowledge.store.tables import metadata
from tests.knowledge.build import CITED, one_of_each
from tests.knowledge.databases import Databases

CATALOG = one_of_each()


def without(catalog: Catalog, kind: str, *keys: str) -> Catalog:
    return replace(catalog, **{kind: {key: record for key, record in getattr(catalog, kind).items() if key not in keys}})


def with_cluster(catalog: Catalog, key: str, source: str = CITED["source"]) -> Catalog:
    cluster = Cluster(id=key, name=key, name_es=key, description=key, description_es=key, source=source, as_of=CITED["as_of"])
    return replace(catalog, clusters=dict(sorted({**catalog.clusters, key: cluster}.items())))


def test_what_is_loaded_is_what_is_read(store: KnowledgeStore) -> None:
    report = store.load(CATALOG)
    assert (report.added, report.changed, report.removed, report.same) == (sum(CATALOG.counts().values()), 0, 0, 0)
    assert all(CATALOG.counts().values()), "the test needs a record of every kind"
    assert store.read() == CATALOG


def test_order_within_a_list_of_ids_is_kept(store: KnowledgeStore) -> None:
    store.load(CATALOG)
    assert store.read().programs["class"].courses == ("wld-2", "wld-1")


def test_another_store_on_the_same_database_reads_the_same(store: KnowledgeStore) -> None:
    store.load(CATALOG)
    other = KnowledgeStore(store.url.render_as_string(hide_password=False))
    assert other.read() == CATALOG
    other.engine.dispose()


def test_loading_twice_changes_nothing(store: KnowledgeStore) -> None:
    store.load(CATALOG)
    again = store.load(CATALOG)
    assert not again.anything
    assert again.same == sum(CATALOG.counts().values())
    assert store.read() == CATALOG


def test_added_changed_and_removed_records_are_reported(store: KnowledgeStore) -> None:
    store.load(CATALOG)
    edited = with_cluster(without(CATALOG, "staff", "ana"), "art")
    edited = replace(edited, skills={"welding": replace(CATALOG.skills["welding"], name="Joining")})
    report = store.load(edited)
    assert (report.added, report.changed, report.removed) == (1, 1, 1)
    assert store.read() == edited


def test_a_change_in_a_list_of_ids_alone_is_a_change(store: KnowledgeStore) -> None:
    store.load(CATALOG)
    program = replace(CATALOG.programs["class"], courses=("wld-1",))
    report = store.load(replace(CATALOG, programs={"class": program}))
    assert (report.added, report.changed, report.removed) == (0, 1, 0)
    assert store.read().programs["class"] == program


def test_a_record_and_all_that_points_to_it_can_go_in_one_load(store: KnowledgeStore) -> None:
    store.load(CATALOG)
    emptied = without(CATALOG, "pathways", "metal")
    for kind, key in (
        ("employers", "plant"),
        ("deadlines", "start"),
        ("transfers", "to-state"),
        ("programs", "class"),
        ("services", "grant"),
    ):
        emptied = without(emptied, kind, key)
    assert store.load(emptied).removed == 6
    assert store.read() == emptied


def test_a_record_can_be_replaced_by_another_that_others_point_to(store: KnowledgeStore) -> None:
    store.load(CATALOG)
    moved = without(with_cluster(CATALOG, "metal"), "clusters", "work")
    swap = {"occupations": "cluster", "programs": "cluster", "pathways": "cluster"}
    for kind, field in swap.items():
        moved = replace(moved, **{kind: {k: replace(r, **{field: "metal"}) for k, r in getattr(moved, kind).items()}})
    for kind in ("employers", "staff"):
        moved = replace(moved, **{kind: {k: replace(r, clusters=("metal",)) for k, r in getattr(moved, kind).items()}})
    store.load(moved)
    assert store.read() == moved


def test_an_empty_catalog_empties_the_database(store: KnowledgeStore) -> None:
    store.load(CATALOG)
    assert store.load(Catalog()).removed == sum(CATALOG.counts().values())
    assert store.read() == Catalog()


def test_a_load_that_fails_leaves_what_was_there(store: KnowledgeStore) -> None:
    store.load(CATALOG)
    broken = with_cluster(without(CATALOG, "staff", "ana"), "art", source="no-such-source")
    with pytest.raises(StoreError, match="nothing was changed"):
        store.load(broken)
    assert store.read() == CATALOG
    assert not store.load(CATALOG).anything


def test_a_first_load_that_fails_leaves_nothing(store: KnowledgeStore) -> None:
    with pytest.raises(StoreError):
        store.load(without(CATALOG, "credentials", "card"))
    assert store.read() == Catalog()


def test_migrated_tables_are_those_the_code_describes(store: KnowledgeStore) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": "knowledge_version", "compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_foreign_keys_in_the_database_are_those_the_code_describes(store: KnowledgeStore) -> None:
    inspector = inspect(store.engine)
    for table in metadata.tables.values():
        found = {(key["constrained_columns"][0], key["referred_table"]) for key in inspector.get_foreign_keys(table.name)}
        assert found == {(key.parent.name, key.column.table.name) for key in table.foreign_keys}, table.name


def test_migrating_twice_changes_nothing(store: KnowledgeStore) -> None:
    store.load(CATALOG)
    store.migrate()
    assert store.read() == CATALOG


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    store = KnowledgeStore(f"sqlite:///{tmp_path}/a/b/knowledge.db")
    store.migrate()
    store.load(CATALOG)
    assert (tmp_path / "a" / "b" / "knowledge.db").is_file()
    store.engine.dispose()


def test_a_database_without_tables_cannot_be_read_and_says_so(databases: Databases) -> None:
    url = databases.new()
    store = KnowledgeStore(url)
    with pytest.raises(StoreError, match=r"could not be read: .*python -m knowledge load"):
        store.read()
    store.engine.dispose()
    databases.drop(url)


@pytest.mark.parametrize("deed", ["migrate", "read", "load"])
def test_an_unreachable_server_is_named_without_its_password(deed: str) -> None:
    store = KnowledgeStore("postgresql+psycopg://ana:s3cret@127.0.0.1:1/knowledge?connect_timeout=2")
    with pytest.raises(StoreError) as caught:
        store.load(CATALOG) if deed == "load" else getattr(store, deed)()
    assert "postgresql+psycopg://ana:***@127.0.0.1:1/knowledge" in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert "DATABASE_URL" in str(caught.value)


def test_a_sqlite_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    store = KnowledgeStore(f"sqlite:///{tmp_path}")  # a folder
    with pytest.raises(StoreError, match=str(tmp_path)):
        store.migrate()
