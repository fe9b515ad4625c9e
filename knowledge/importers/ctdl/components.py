"""Components of a pathway with their conditions (x of y) and constraints, both ways."""

from __future__ import annotations

from knowledge.importers.ctdl import component_conditions
from knowledge.importers.ctdl.alignments import occupation_code
from knowledge.importers.ctdl.exchange import JsonObject, Reading, Writing
from knowledge.importers.ctdl.graph import Node
from knowledge.importers.ctdl.terms import COMPONENT_CLASSES, COMPONENTS, RESOURCE_COMPONENTS, own
from knowledge.model import ComponentCondition, ComponentKind, PathwayComponent

KEY, LEVELS, CREDITS = own("component_id"), own("levels"), "ceterms:creditValue"
_LINKS = {"children": "ceasn:hasChild", "precedes": "ceterms:precedes", "preceded_by": "ceterms:precededBy"}
_STANDS_FOR = {"course": "courses", "credential": "credentials", "program": "programs", "occupation": "occupations"}
_TEXTS = {
    "name": "ceterms:name",
    "description": "ceterms:description",
    "category": "ceterms:componentCategory",
    "term": "ceterms:programTerm",
}
_PLAIN = {"code": "ceterms:codedNotation", "url": "ceterms:subjectWebpage"}


def kind_of(node: Node) -> ComponentKind | None:
    """What kind of component a node is, or stands as; None where it is none."""
    return next(
        (
            COMPONENTS.get(name) or RESOURCE_COMPONENTS.get(name)
            for name in node.types
            if name in COMPONENTS or name in RESOURCE_COMPONENTS
        ),
        None,
    )


def belonging(pathway: Node, of: Reading, alone: bool) -> list[Node]:
    """The components of a pathway: all that can be reached from it, and those that name it; all of the file where it is alone there."""
    heads = [*pathway.links("ceterms:hasDestinationComponent"), *pathway.links("ceasn:hasPart"), *pathway.links("ceasn:hasChild")]
    for node in of.graph:
        says = [*node.links("ceasn:isPartOf"), *node.links("ceterms:isDestinationComponentOf")]
        if pathway.id in says or (alone and (says or any(name in COMPONENTS for name in node.types))):
            heads.append(node.id)
    found: dict[str, Node] = {}
    while heads:
        node = of.graph.get(heads.pop(0))  # type: ignore[assignment]
        if node is None or node.id in found or kind_of(node) is None:
            continue
        found[node.id] = node
        for name in (*_LINKS.values(), "ceterms:prerequisite"):
            heads += node.links(name) if name in node.values else []
        for condition in of.graph.many(node, "ceterms:hasCondition"):
            heads += _reached(condition, of)
    for part in found.values():  # what points out of the file stays unread
        for name in (*_LINKS.values(), "ceterms:prerequisite"):
            if any(address not in of.graph.nodes for address in (part.links(name) if name in part.values else ())):
                of.lose(part, name)
    return [node for node in of.graph if node.id in found]


def _reached(condition: Node, of: Reading, seen: frozenset[str] = frozenset()) -> list[str]:
    inner = [n for n in of.graph.many(condition, "ceterms:hasCondition") if n.id not in seen]
    return [*condition.links("ceterms:targetComponent"), *(a for n in inner for a in _reached(n, of, seen | {n.id}))]


def keys(nodes: list[Node]) -> dict[str, str]:
    """A short id for each component, unique within the pathway: the end of its address."""
    found: dict[str, str] = {}
    for node in nodes:
        short = node.id.rstrip("/").rsplit("/", 1)[-1]
        found[node.id] = short if short not in found.values() else node.id
    return found


def in_order(parts: list[PathwayComponent], destination: str | None) -> list[PathwayComponent]:
    """What comes first, first: on the way to the destination, then the rest as it stands. A circle is cut where it closes."""
    by_id = {part.id: part for part in parts}
    before: dict[str, dict[str, None]] = {part.id: {} for part in parts}
    for part in parts:
        asked = (key for condition in part.conditions for key in needed(condition))
        before[part.id] |= dict.fromkeys(key for key in (*part.preceded_by, *part.children, *asked) if key in by_id)
        for key in part.precedes:
            before.get(key, {})[part.id] = None
    done: dict[str, None] = {}
    for start in ([destination] if destination else []) + list(before):
        trail = [(start, iter(before[start]))]
        seen = {start}
        while trail:
            key, rest = trail[-1]
            following = next((other for other in rest if other not in done and other not in seen), None)
            if following is None:
                done[key] = None
                trail.pop()
            else:
                seen.add(following)
                trail.append((following, iter(before[following])))
    return [by_id[key] for key in done]


def needed(condition: ComponentCondition) -> list[str]:
    """Every component that a condition names."""
    return [*condition.components, *(key for inner in condition.conditions for key in needed(inner))]


def write(part: PathwayComponent, pathway: str, to: Writing) -> tuple[str, JsonObject]:
    """The class and the terms of a component."""
    told: JsonObject = {KEY: part.id}
    told |= {term: {"en": text} for field, term in _TEXTS.items() if (text := getattr(part, field)) or field == "name"}
    told |= {term: value for field, term in _PLAIN.items() if (value := getattr(part, field)) not in (None, "")}
    told |= {
        term: [to.uri("component", f"{pathway}/{key}") for key in many]
        for field, term in _LINKS.items()
        if (many := getattr(part, field))
    }
    told |= (
        {"ceterms:proxyFor": proxies}
        if (proxies := [to.link(field, key) for field in _STANDS_FOR if (key := getattr(part, field)) is not None])
        else {}
    )
    if part.points is not None:
        told["ceterms:pointValue"] = {"@type": "schema:QuantitativeValue", "schema:value": part.points}
    if part.credits is not None:
        told[CREDITS] = [{"@type": "schema:QuantitativeValue", "schema:value": part.credits}]
    if part.levels:
        told[LEVELS] = list(part.levels)
    if part.conditions:
        told["ceterms:hasCondition"] = [component_conditions.write(condition, pathway, to) for condition in part.conditions]
    return COMPONENT_CLASSES[part.kind], told


def read(node: Node, keys: dict[str, str], of: Reading) -> PathwayComponent:
    """A node as a component. It stands for the record that it is itself, or is a proxy for."""
    standing: JsonObject = {}
    for address in (*node.links("ceterms:proxyFor"), node.id):
        plural, key = of.ids.get(address, ("", ""))
        standing |= {field: key for field, kind in _STANDS_FOR.items() if kind == plural and field not in standing}
        named = of.graph.get(address)
        if named is None:
            of.lose(node, "ceterms:proxyFor")
        elif (code := occupation_code(named)) and "occupation" not in standing:
            standing["occupation"] = code
    values: JsonObject = {field: node.said(term) for field, term in _TEXTS.items() if term in node.values}
    values |= {field: node.text(term) or node.said(term) for field, term in _PLAIN.items() if term in node.values}
    links: JsonObject = {
        field: tuple(keys[a] for a in node.links(term) if a in keys) for field, term in _LINKS.items() if term in node.values
    }
    before = (
        tuple(keys[a] for a in node.links("ceterms:prerequisite") if a in keys) if "ceterms:prerequisite" in node.values else ()
    )
    links["preceded_by"] = tuple(dict.fromkeys((*links.get("preceded_by", ()), *before)))
    conditions = tuple(component_conditions.read(c, keys, of) for c in of.graph.many(node, "ceterms:hasCondition"))
    if any(address not in of.graph.nodes for address in node.links("ceterms:hasCondition")):
        of.lose(node, "ceterms:hasCondition")
    if not node.values.get("ceterms:hasCondition"):
        node.taken.discard("ceterms:hasCondition")
    kind = kind_of(node) or ComponentKind.BASIC
    return PathwayComponent(**{"name": node.id, **values}, **standing, **links, id=keys[node.id], kind=kind, conditions=conditions,
                            levels=_levels(node, of), points=_quantity(node, "ceterms:pointValue", of), credits=_quantity(node, CREDITS, of))  # fmt: skip


def _levels(node: Node, of: Reading) -> tuple[str, ...]:
    """Levels by their names; an address that is not in the file stays unread."""
    node.taken.add(KEY)
    found = [str(value) for value in node.literals(LEVELS)]
    for address in node.links("asn:hasProgressionLevel") if "asn:hasProgressionLevel" in node.values else ():
        if level := of.graph.get(address):
            level.taken.add("ceterms:sequence")
            found.append(level.said("ceterms:name") or level.said("skos:prefLabel") or address)
        elif ":" in address:
            of.lose(node, "asn:hasProgressionLevel")
        else:
            found.append(address)
    return tuple(found)


def _quantity(node: Node, name: str, of: Reading) -> float | None:
    for value in of.graph.many(node, name):
        if (number := value.number("schema:value")) is not None:
            return number
    return node.number(name) if name in node.values and not of.graph.many(node, name) else None
