"""Every name by which a record may be called, from the catalog."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from knowledge.catalog import Catalog

COUNTRIES = Path(__file__).parent / "countries.yml"
NOT_HERE = Path(__file__).parent / "not_here.yml"


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


def not_here(taken: Iterable[Name]) -> Iterator[Name]:
    """Names of work and studies that the college does not have, as entities ``not_here`` whose value is the nearest field.

    ``taken``: names of records, which count for what they are.
    """
    own = {name.text.lower() for name in taken}
    content: dict[str, list[str]] = yaml.safe_load(NOT_HERE.read_text(encoding="utf-8"))
    return (Name("not_here", near, text) for near, texts in content.items() for text in texts if text not in own)


def descriptions(catalog: Catalog) -> Iterator[Name]:
    """Texts that a description of a record may come near to: its names, and the first sentence that says what it is."""
    for o in catalog.occupations.values():
        yield from _texts("occupation", o.id, o.description, o.description_es, o.name, o.name_es, *o.aliases, *o.aliases_es)
    for c in catalog.credentials.values():
        yield from _texts("credential", c.id, c.description, c.description_es, c.name, c.name_es, *c.aliases, *c.aliases_es)
    for s in catalog.services.values():
        yield from _texts("service", s.id, s.description, s.description_es, s.name, s.name_es, *s.aliases, *s.aliases_es)


def _texts(label: str, key: str, description: str, description_es: str, *names: str) -> Iterator[Name]:
    for text in dict.fromkeys([*map(_first_sentence, (description, description_es)), *names]):
        if text:
            yield Name(label, key, text)


def _first_sentence(text: str) -> str:
    return re.sub(r"^(You|Workers|They) ", "", text.split(". ")[0].rstrip("."))


# Verbs that names begin with. Students write "fixing cars" and "fixes cars" for "fix cars".
_VERBS = frozenset(
    [
        "bake",
        "build",
        "clean",
        "climb",
        "cook",
        "cut",
        "deliver",
        "design",
        "do",
        "drive",
        "draw",
        "find",
        "fix",
        "hire",
        "inspect",
        "install",
        "lead",
        "make",
        "manage",
        "open",
        "paint",
        "plan",
        "program",
        "put",
        "repair",
        "run",
        "sell",
        "stop",
        "teach",
        "tend",
        "test",
        "unload",
        "use",
        "wait",
        "watch",
        "weld",
        "work",
        "write",
    ]
)
_VERBS_ES = frozenset(
    [
        "apagar",
        "arreglar",
        "cambiar",
        "cuidar",
        "decorar",
        "descargar",
        "diseñar",
        "enseñar",
        "entregar",
        "limpiar",
        "manejar",
        "pintar",
        "programar",
        "reparar",
        "revisar",
        "sacar",
        "subir",
        "vender",
    ]
)
_DOUBLED = {
    "cut": "cutting",
    "put": "putting",
    "run": "running",
    "stop": "stopping",
    "program": "programming",
    "plan": "planning",
}


def forms(text: str) -> Iterator[str]:
    """A name, and other forms of one that begins with a verb: ``fixing cars``, ``fixes cars``, ``arregla los carros``."""
    yield text
    verb, _, rest = text.partition(" ")
    if rest and verb in _VERBS:
        ing = _DOUBLED.get(verb) or (verb.removesuffix("e") if len(verb) > 2 else verb) + "ing"
        third = verb + ("es" if verb.endswith(("x", "ch", "sh", "o")) else "s")
        bare = re.sub(r"^(a|an|the) ", "", rest)
        for after in dict.fromkeys((rest, bare)):
            yield from (f"{form} {after}" for form in (verb, ing, third) if f"{form} {after}" != text)
    if rest and verb in _VERBS_ES:
        third = verb[:-1] if verb.endswith(("ar", "er")) else verb[:-2] + "e"
        for form in (third, third + "n", verb):
            yield from (f"{form} {article}{rest}" for article in ("", "el ", "la ", "los ", "las ") if form != verb or article)


@cache
def countries() -> tuple[str, ...]:
    """Countries as students name them."""
    return tuple(yaml.safe_load(COUNTRIES.read_text(encoding="utf-8")))


def _abroad(text: str) -> Iterator[str]:
    """A name with each country in place of "my country": ``nurse in the philippines``."""
    yield text
    for own in ("my country", "mi pais", "mi país"):
        if own in text:
            yield from (text.replace(own, country) for country in countries())


def _each(label: str, key: str, *texts: str) -> Iterator[Name]:
    for form in dict.fromkeys(form for text in texts for name in _abroad(text) for form in forms(name)):
        if form:
            yield Name(label, key, form)
