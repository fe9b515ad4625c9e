"""Pathways and everything they name, as one JSON-LD document of CTDL.

It holds whole records of every kind that a chosen pathway leads to, so that another house has no loose ends, and reads back equal.
A record that is named and not held (an occupation of the open data) stands as a node that only names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from knowledge.catalog import Catalog
from knowledge.importers.ctdl import pathways
from knowledge.importers.ctdl.exchange import JsonObject, Writing
from knowledge.importers.ctdl.graph import MARK
from knowledge.importers.ctdl.reader import STUB
from knowledge.importers.ctdl.records import ID, context, write
from knowledge.importers.ctdl.terms import OWN
from knowledge.kinds import KINDS, SINGULAR, references

ALWAYS = ("pathways", "programs", "credentials", "courses", "services")


class UnknownPathway(LookupError):
    """An id that no pathway has; the message says which there are."""


def export(catalog: Catalog, chosen: Iterable[str] = ()) -> JsonObject:
    """The document: of these pathways, or of every pathway, program, credential, course and service.

    Raises:
        UnknownPathway: when an id is no pathway's.
    """
    chosen = tuple(chosen)
    for key in chosen:
        if key not in catalog.pathways:
            raise UnknownPathway(f"there is no pathway {key!r}; there are {', '.join(sorted(catalog.pathways)) or 'none'}")
    begin = [("pathways", key) for key in chosen] or [(plural, key) for plural in ALWAYS for key in getattr(catalog, plural)]
    found, named = _closure(catalog, begin)
    seed = min(catalog.providers, default="")
    to = Writing(catalog, seed, frozenset(found))
    graph: list[JsonObject] = []
    for plural, key in sorted(
        found, key=lambda place: ([*ALWAYS, *(k for k in KINDS if k not in ALWAYS)].index(place[0]), place[1])
    ):
        record = getattr(catalog, plural)[key]
        graph += pathways.write(record, to) if plural == "pathways" else [write(plural, record, to)]
    graph += [
        {"@id": to.uri(kind, key), "@type": f"{OWN}:Reference", MARK: kind, ID: key, STUB: True} for kind, key in sorted(named)
    ]
    return {"@context": context(), "@graph": graph}


def _closure(catalog: Catalog, begin: list[tuple[str, str]]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Every record that these lead to, and what they name that the catalog does not hold."""
    found: set[tuple[str, str]] = set()
    named: set[tuple[str, str]] = set()
    open_ = list(begin)
    while open_:
        place = open_.pop()
        if place in found:
            continue
        found.add(place)
        record: Any = getattr(catalog, place[0])[place[1]]
        for _, kind, key in references(record):
            plural = SINGULAR[kind]
            held = (
                key in dict.keys(getattr(catalog, plural))
                if isinstance(getattr(catalog, plural), dict)
                else key in getattr(catalog, plural)
            )
            if held:
                open_.append((plural, key))
            else:
                named.add((kind, key))
    return found, named
