"""Which node becomes which record: the kind by its class, the id by what it is called."""

from __future__ import annotations

import re

from knowledge.importers.ctdl.components import kind_of
from knowledge.importers.ctdl.exchange import Reading
from knowledge.importers.ctdl.graph import MARK, Graph, Node
from knowledge.importers.ctdl.records import ID
from knowledge.importers.ctdl.terms import COMPONENTS, KINDS, ROLE
from knowledge.kinds import SINGULAR
from knowledge.model import ComponentKind

_CTID = re.compile(r"ce-[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}")


def assign(graph: Graph) -> Reading:
    """Every node that becomes a record, with its kind and an id unique among these."""
    reading = Reading(graph)
    used: set[tuple[str, str]] = set()
    owners = {a for node in graph if _kind(node) in ("programs", "services") for t in ("ceterms:offeredBy", "ceterms:ownedBy") if t in node.values for a in node.links(t)}  # fmt: skip
    for node in graph:
        plural = _kind(node)
        if plural is None or (plural == "providers" and not node.ours and node.id not in owners):
            continue
        key = str(node.text(ID)) if node.ours else _key(node)
        while (plural, key) in used and not node.ours:
            key += "-2"
        used.add((plural, key))
        reading.ids[node.id] = (plural, key)
    return reading


def _kind(node: Node) -> str | None:
    if node.ours:
        return SINGULAR.get(str(node.text(MARK)))
    if known := next((KINDS[name] for name in node.types if name in KINDS), None):
        return None if node.inside and known not in ("providers", "credentials", "programs", "courses") else known
    # a course of which only the pathway's component is in the file: what is said of the component is said of the course
    if ROLE in node.values:  # a component that we wrote
        return None
    course = any(name in COMPONENTS for name in node.types) and kind_of(node) is ComponentKind.COURSE
    return "courses" if course and node.values.get("ceterms:name") else None


def _key(node: Node) -> str:
    said = [str(v) for v in node.literals("ceterms:ctid")] if "ceterms:ctid" in node.values else []
    found = _CTID.search(" ".join([node.id, *said]))
    if found:
        return found.group(0).lower()
    end = re.sub(r"[^A-Za-z0-9.-]+", "-", node.id.rstrip("/").rsplit("/", 1)[-1]).strip("-")
    name = re.sub(r"[^a-z0-9]+", "-", node.said("ceterms:name").lower()).strip("-")
    return name if node.id.startswith("_:") and name else end or name or "node"
