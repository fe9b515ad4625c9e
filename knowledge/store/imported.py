"""What was imported beside the pack, as layers to merge: whole records, and newer national figures for the pack's occupations."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, select

from knowledge.kinds import KINDS
from knowledge.merge import Layer, Locality, settle
from knowledge.model import Occupation, Outlook, Pay, Source
from knowledge.opendata import tables  # as a module: its tables stand on this package, and either may be imported first

log = logging.getLogger(__name__)


@cache
def _adapter(cls: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


def source_of(row: Mapping[str, Any]) -> Source:
    """The source of an import. Its id is told from the pack's sources by ``import-``."""
    return _adapter(Source).validate_python({**row["source"], "id": f"import-{row['id']}"})


def locality_of(row: Mapping[str, Any]) -> Locality:
    """Bulk open data is national; what else a college imports is its own, unless it said that it is its state's."""
    if row["format"] in tables.OWNED:
        return Locality.NATIONAL
    return Locality.STATE if row["options"].get("statewide") else Locality.OWN


def layers(connection: Connection, occupations: Mapping[str, Occupation]) -> Iterator[Layer]:
    """Every import as a layer; ``occupations`` are the pack's, whose pay and outlook national figures may renew."""
    rows = [dict(row) for row in connection.execute(select(tables.IMPORTS).order_by(tables.IMPORTS.c.id)).mappings()]
    held: dict[str, list[Any]] = defaultdict(list)
    for record in connection.execute(
        select(tables.RECORDS).order_by(tables.RECORDS.c.import_id, tables.RECORDS.c.kind, tables.RECORDS.c.id)
    ).mappings():
        held[record["import_id"]].append(record)
    for row in rows:
        yield layer_of(row, held[row["id"]])
    sources = {row["format"]: source_of(row) for row in rows}
    if "oews" in sources or "projections" in sources:
        yield Layer("figures", Locality.NATIONAL, {"occupations": dict(_figures(connection, occupations, sources))})


def layer_of(row: Mapping[str, Any], held: list[Any]) -> Layer:
    """The records of one import. One that this version of the code can't read is left out: the next import brings it again."""
    source = source_of(row)
    found: dict[str, dict[str, Any]] = {plural: {} for plural in KINDS}
    found["sources"][source.id] = source

    def cited(kind: str, key: str) -> str:
        return source.id if kind == "source" and key == row["source"]["id"] else key

    for record in held:
        if record["kind"] not in KINDS:  # kept aside by its importer
            continue
        try:
            read = _adapter(KINDS[record["kind"]]).validate_python(record["data"])
        except ValidationError as error:
            log.warning("%s of import %s can't be read (%s); import it again", record["id"], row["id"], error.errors()[0]["msg"])
            continue
        found[record["kind"]][read.id] = settle(read, cited)[0]
    return Layer(row["id"], locality_of(row), found)


def described(connection: Connection) -> set[tuple[str, str]]:
    """What the open data describes without a record of its own: ``(kind, id)`` of occupations by O*NET code."""
    return {("occupation", code) for code in connection.scalars(select(tables.OCCUPATIONS.c.code))}


def _figures(
    connection: Connection, occupations: Mapping[str, Occupation], sources: Mapping[str, Source]
) -> Iterator[tuple[str, Occupation]]:
    """The pack's occupations with nothing but the nation's pay and outlook, where they are newer or other than the pack's."""
    wages = {row["soc"]: row for row in connection.execute(select(tables.WAGES)).mappings()} if "oews" in sources else {}
    ahead = (
        {row["soc"]: row for row in connection.execute(select(tables.PROJECTIONS)).mappings()} if "projections" in sources else {}
    )
    for key, occupation in occupations.items():
        pay = _pay(wages.get(occupation.soc_code), sources.get("oews"))
        outlook = _outlook(ahead.get(occupation.soc_code), sources.get("projections"))
        if _same(pay, occupation.pay) and _same(outlook, occupation.outlook):
            continue
        newest = max((fact for fact in (pay, outlook) if fact), key=lambda fact: fact.as_of)
        yield (
            key,
            Occupation(
                id=key, onet_code=occupation.onet_code, name=occupation.name, name_es=occupation.name_es, description="",
                description_es="", pay=pay, outlook=outlook, source=newest.source, as_of=newest.as_of,
            ),
        )  # fmt: skip


def _pay(row: Any, source: Source | None) -> Pay | None:
    if row is None or source is None or row["median"] is None:
        return None
    return Pay(median=row["median"], pct10=row["pct10"], pct90=row["pct90"], source=source.id, as_of=source.published)


def _outlook(row: Any, source: Source | None) -> Outlook | None:
    if row is None or source is None or row["change_percent"] is None or row["openings"] is None:
        return None
    return Outlook(growth_percent=row["change_percent"], openings_per_year=round(row["openings"] * 1000), source=source.id, as_of=source.published)  # fmt: skip


def _same(imported: Any, own: Any) -> bool:
    """Whether an imported figure says nothing that the pack doesn't: there is none, or it is the very same, and not newer."""
    if imported is None:
        return True
    return (
        own is not None
        and {**vars(imported), "source": own.source, "as_of": own.as_of} == vars(own)
        and imported.as_of <= own.as_of
    )
