"""Every name by which a record may be called, from the catalog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.catalog import Catalog


@dataclass(frozen=True)
class Name:
    """``text`` may stand for the record ``id`` of the entity type ``label``."""

    label: str
    id: str
    text: str


def names(catalog: Catalog) -> Iterator[Name]:
    """All names and aliases of linkable records, English and Spanish."""
    for o in catalog.occupations.values():
        yield from _each("occupation", o.id, o.name, o.name_es, *o.aliases, *o.aliases_es)
    for c in catalog.credentials.values():
        yield from _each("credential", c.id, c.name, c.name_es, c.short_name or "", *c.aliases, *c.aliases_es)
    for p in catalog.programs.values():
        yield from _each("program", p.id, p.name, p.name_es, *p.aliases, *p.aliases_es)
    for s in catalog.services.values():
        yield from _each("service", s.id, s.name, s.name_es, *s.aliases, *s.aliases_es)
    for k in catalog.clusters.values():
        yield from _each("cluster", k.id, k.name, k.name_es, *k.aliases)
    for e in catalog.employers.values():
        yield from _each("employer", e.id, e.name, *e.aliases)
    for r in catalog.prior_learning.values():
        yield from _each(
            "prior_learning", r.id, r.name, r.name_es, r.code if r.code and any(c.isdigit() for c in r.code) else "", *r.aliases
        )
    for m in catalog.models.values():
        yield from _each("model", m.id, m.name, m.name_es, *m.aliases, *m.aliases_es)
        for example in m.examples:
            yield from _each("model", m.id, example.name, *example.aliases)
    for a in catalog.campuses.values():
        yield from _each("campus", a.id, a.name, *a.aliases)
    for d in catalog.deadlines.values():
        yield from _each("deadline", d.id, d.name, d.name_es, *d.aliases)


def _each(label: str, key: str, *texts: str) -> Iterator[Name]:
    for text in dict.fromkeys(texts):
        if text:
            yield Name(label, key, text)
