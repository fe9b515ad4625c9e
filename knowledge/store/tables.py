"""SQL tables derived from the dataclasses: scalars as columns, many references as link tables, nested values as JSON."""

from __future__ import annotations

import types
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy import JSON, Boolean, Column, Date, Float, ForeignKey, Integer, MetaData, String, Table
from sqlalchemy.types import TypeEngine

from knowledge.kinds import KINDS, SINGULAR
from knowledge.model import Ref

NAMING = {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}  # fmt: skip
metadata = MetaData(naming_convention=NAMING)

_SCALARS: dict[type, type[TypeEngine[Any]]] = {str: String, int: Integer, float: Float, bool: Boolean, date: Date}


@dataclass(frozen=True)
class KindTable:
    """Where the records of one kind are kept: their own table, and a link table per field that holds many ids."""

    main: Table
    links: dict[str, Table]


def _strip(hint: Any) -> tuple[Any, str | None, bool]:
    """A type hint without its wrapping, the kind it points at if any, and whether it may be None."""
    optional = False
    if get_origin(hint) in (Union, types.UnionType):
        inner = [h for h in get_args(hint) if h is not type(None)]
        optional, hint = True, inner[0]
    target = None
    if get_origin(hint) is Annotated:
        target = next((m.kind for m in hint.__metadata__ if isinstance(m, Ref)), None)
        hint = get_args(hint)[0]
    return hint, target, optional


def _foreign_key(kind: str) -> ForeignKey:
    # deferred, since records point at each other in both directions and a load is one transaction
    return ForeignKey(f"{SINGULAR[kind]}.id", deferrable=True, initially="DEFERRED")


def _tables(plural: str, cls: type) -> KindTable:
    columns: list[Column[Any]] = []
    links: dict[str, Table] = {}
    hints = get_type_hints(cls, include_extras=True)
    for f in fields(cls):
        hint, target, optional = _strip(hints[f.name])
        if f.name == "id":
            columns.append(Column("id", String, primary_key=True))
        elif f.name == "source":
            columns.append(Column("source", String, _foreign_key("source"), nullable=False, index=True))
        elif target:
            columns.append(Column(f.name, String, _foreign_key(target), nullable=optional, index=True))
        elif hint in _SCALARS:
            columns.append(Column(f.name, _SCALARS[hint], nullable=optional))
        elif isinstance(hint, type) and issubclass(hint, Enum):
            columns.append(Column(f.name, String, nullable=optional))
        elif (many := _many(hint)) is not None:
            links[f.name] = _link(plural, f.name, many)
        else:
            columns.append(Column(f.name, JSON(none_as_null=True), nullable=optional))
    return KindTable(Table(plural, metadata, *columns), links)


def _many(hint: Any) -> str | None:
    """The kind that a tuple of ids points at."""
    if get_origin(hint) is tuple:
        return _strip(get_args(hint)[0])[1]
    return None


def _link(plural: str, field: str, target: str) -> Table:
    return Table(
        f"{plural}__{field}",
        metadata,
        Column("owner", String, ForeignKey(f"{plural}.id", deferrable=True, initially="DEFERRED"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("target", String, _foreign_key(target), nullable=False, index=True),
    )


TABLES: dict[str, KindTable] = {plural: _tables(plural, cls) for plural, cls in KINDS.items()}
