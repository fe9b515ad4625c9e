"""A whole record as a node of CTDL, and back: the codecs of its kind, and our own terms for every other field."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter

from knowledge.importers.ctdl import extras
from knowledge.importers.ctdl.exchange import JsonObject, Reading, Writing
from knowledge.importers.ctdl.fields import codecs
from knowledge.importers.ctdl.graph import MARK, Node
from knowledge.importers.ctdl.terms import CLASSES, CONTEXT, CREDENTIAL_CLASSES, EXITS, NAMESPACES, OWN, own
from knowledge.kinds import KINDS
from knowledge.model import Ref

ID = own("id")


@cache
def adapter(cls: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


@cache
def targets(cls: Any) -> dict[str, str]:
    """The fields that hold ids of other records, one or many, and the singular kind of these."""
    found: dict[str, str] = {}
    for name, hint in get_type_hints(cls, include_extras=True).items():
        for part in (hint, *get_args(hint)):
            marks = part.__metadata__ if get_origin(part) is Annotated else ()
            found.update((name, mark.kind) for mark in marks if isinstance(mark, Ref))
    return found | ({"source": "source"} if "source" in {f.name for f in fields(cls)} else {})


def dumped(record: Any) -> JsonObject:
    """The record's fields as JSON, without those that are what they would be anyway."""
    kind: Any = type(record)
    return dict(adapter(kind).dump_python(record, mode="json", exclude_defaults=True))


def write(plural: str, record: Any, to: Writing, skip: frozenset[str] = frozenset()) -> JsonObject:
    """A record as one node; ``skip`` are fields that somebody else writes."""
    kind = type(record).KIND
    node: JsonObject = {"@id": to.uri(kind, record.id), "@type": _class(plural, record), "ceterms:ctid": to.ctid(kind, record.id), MARK: kind, ID: record.id}  # fmt: skip
    done = {"id", *skip}
    for codec in codecs(plural):
        node |= codec.write(record, to)
        done |= set(codec.fields)
    if plural in ("credentials", "programs", "courses", "services", "pathways"):
        node.setdefault("ceterms:inLanguage", ["en", "es"] if hasattr(record, "name_es") else ["en"])
    cls: Any = type(record)
    linked = targets(cls)
    for name, value in dumped(record).items():
        if name not in done and value is not None:
            at = linked.get(name)
            node[own(name)] = (
                value if at is None else to.uri(at, value) if isinstance(value, str) else [to.uri(at, key) for key in value]
            )
    return node | extras.write(plural, record)


def _class(plural: str, record: Any) -> str:
    if plural == "credentials":
        return CREDENTIAL_CLASSES[record.type]
    return CLASSES.get(plural) or f"{OWN}:{KINDS[plural].__name__}"


def read(plural: str, node: Node, of: Reading) -> JsonObject:
    """The fields that a node tells of a record of that kind."""
    cls = KINDS[plural]
    values: JsonObject = {"id": of.ids[node.id][1]}
    done = {"id"}
    for codec in codecs(plural):
        values |= codec.read(node, of)
        done |= set(codec.fields)
    linked = targets(cls)
    for f in fields(cls):
        if f.name in done or own(f.name) not in node.values:
            continue
        values[f.name] = _value(node, own(f.name), linked.get(f.name), of)
    if node.ours:
        extras.pass_over(node, of)
        values |= {name: empty for name, empty in _empty(cls).items() if name not in values}
        node.taken |= {MARK, ID, "ceterms:inLanguage", "ceterms:offeredBy", "ceterms:ownedBy"}
    return values


@cache
def _empty(cls: Any) -> JsonObject:
    """What a field holds that must be given and was not written, since there is nothing in it."""
    must = [f for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING]
    kinds = {f.name: str(f.type) for f in must}
    return {
        name: None if "None" in kind else () if "tuple" in kind else ""
        for name, kind in kinds.items()
        if kind == "str" or "None" in kind or "tuple" in kind
    }


def _value(node: Node, term: str, kind: str | None, of: Reading) -> Any:
    raw = node.raw[term]
    node.taken.add(term)
    if kind is None:
        return raw
    return of.known(kind, raw) if isinstance(raw, str) else [of.known(kind, address) for address in raw]


def context() -> list[Any]:
    """The context of an export: CTDL's, and what our own terms are."""
    terms: JsonObject = {OWN: NAMESPACES[OWN], own("record"): {"@type": "@id"}, EXITS: {"@type": "@id", "@container": "@list"}}
    for cls in KINDS.values():
        linked = targets(cls)
        for f in fields(cls):
            if f.name in linked:
                many = "tuple" in str(f.type)
                terms[own(f.name)] = {"@type": "@id", **({"@container": "@list"} if many else {})}
            elif not any(scalar in str(f.type) for scalar in ("str", "int", "float", "bool", "date")) or "tuple" in str(f.type):
                terms.setdefault(own(f.name), {"@type": "@json"})
    return [CONTEXT, terms]
