"""Pathways with their components, both ways.

Our steps go out as components: each program a BasicComponent that is a proxy for it, in order by ``precedes`` and by a condition on
the one before; each exit and the goal a JobComponent. ``advisor:role`` says which is which, so that they come back as they were.
A pathway of another's making comes in whole as components.
"""

from __future__ import annotations

from typing import Any

from knowledge.importers.ctdl import components
from knowledge.importers.ctdl.alignments import ONET_PAGE
from knowledge.importers.ctdl.exchange import JsonObject, Reading, Writing
from knowledge.importers.ctdl.graph import Node
from knowledge.importers.ctdl.records import write as write_record
from knowledge.importers.ctdl.terms import EXITS, ROLE, own
from knowledge.model import Pathway

NOTE = own("note")
_PARTS = frozenset({"goal", "steps", "entries", "components", "destination"})


def write(pathway: Pathway, to: Writing) -> list[JsonObject]:
    """The pathway's node and those of its components."""
    nodes: list[JsonObject] = []
    whole = to.uri("pathway", pathway.id)

    def add(kind: str, key: str, role: str, proxy: tuple[str, str] | None, **more: Any) -> str:
        uri = to.uri("component", f"{pathway.id}/{key}")
        node: JsonObject = {
            "@id": uri,
            "@type": kind,
            "ceterms:ctid": to.ctid("component", f"{pathway.id}/{key}"),
            "ceasn:isPartOf": [whole],
            ROLE: role,
        }
        if proxy:
            node |= {
                "ceterms:name": {"en": to.name(*proxy)},
                "ceterms:description": {"en": to.name(*proxy)},
                "ceterms:proxyFor": [to.link(*proxy)],
            }
            node["ceterms:componentCategory"] = {"en": role}
            node |= {"ceterms:subjectWebpage": page} if (page := _page(*proxy, to)) else {}
        nodes.append(node | more)
        return uri

    steps: list[str] = []
    for number, step in enumerate(pathway.steps, 1):
        after = [steps[-1]] if steps else []
        more: JsonObject = (
            {"ceterms:hasCondition": [_after(after[0], step.program, to)], "ceterms:precededBy": after} if after else {}
        )
        more |= {NOTE: step.note} if step.note else {}
        more |= {EXITS: [to.uri("occupation", key) for key in step.exits]} if step.exits else {}
        uri = add("ceterms:BasicComponent", f"step-{number}", "step", ("program", step.program), **more)
        steps.append(uri)
        for key in step.exits:
            add(
                "ceterms:JobComponent",
                f"step-{number}-{key}",
                "exit",
                ("occupation", key),
                **{"ceterms:hasCondition": [_after(uri, step.program, to)]},
            )
    for key in pathway.entries:
        add(
            "ceterms:BasicComponent",
            f"entry-{key}",
            "entry",
            ("program", key),
            **({"ceterms:precedes": [steps[0]]} if steps else {}),
        )
    ends = []
    if pathway.goal is not None:
        last = {"ceterms:hasCondition": [_after(steps[-1], pathway.steps[-1].program, to)]} if steps else {}
        ends.append(
            add(
                "ceterms:JobComponent",
                "goal",
                "goal",
                ("occupation", pathway.goal),
                **{"ceterms:isDestinationComponentOf": [whole], **last},
            )
        )
    for part in pathway.components:
        kind, told = components.write(part, pathway.id, to)
        uri = add(kind, part.id, "component", None, **told)
        if part.id == pathway.destination:
            ends.append(uri)
    head = write_record("pathways", pathway, to, _PARTS)
    head |= {"ceasn:hasPart": [{"@id": node["@id"]} for node in nodes]} if nodes else {}
    head |= {"ceterms:hasDestinationComponent": [{"@id": uri} for uri in ends]} if ends else {}
    if pathway.steps and (
        first := to.catalog.programs.get(pathway.steps[0].program)
    ):  # who teaches its first step stands for its owner
        head["ceterms:ownedBy"] = [to.uri("provider", first.provider)]
    head |= {own("destination"): pathway.destination} if pathway.destination is not None else {}
    return [head, *nodes]


def _page(kind: str, key: str, to: Writing) -> str | None:
    """Where the thing that a component stands for is described."""
    if kind == "program":
        program = to.catalog.programs.get(key)
        return program.url if program else None
    job = to.catalog.occupations.get(key)
    return ONET_PAGE + job.onet_code if job else None


def _after(uri: str, program: str, to: Writing) -> JsonObject:
    return {"@type": "ceterms:ComponentCondition", "ceterms:name": {"en": to.name("program", program)}, "ceterms:requiredNumber": 1,
            "ceterms:targetComponent": [uri]}  # fmt: skip


def read_own(node: Node, of: Reading) -> JsonObject:
    """The parts of a pathway that we wrote ourselves."""
    node.taken |= {"ceasn:hasPart", "ceterms:hasDestinationComponent"}
    parts = of.graph.many(node, "ceasn:hasPart")
    found: JsonObject = {"goal": None, "steps": [], "entries": [], "components": []}
    for part in parts:
        role = part.text(ROLE)
        proxy = part.links("ceterms:proxyFor")
        if role == "component":
            found["components"].append(
                components.read(part, {p.id: str(p.text(components.KEY)) for p in parts if components.KEY in p.values}, of)
            )
            continue
        part.taken |= set(part.values)
        for condition in of.graph.many(part, "ceterms:hasCondition"):
            condition.taken |= set(condition.values)
        if role == "step":
            exits = [of.known("occupation", address) for address in part.links(EXITS)]
            found["steps"].append({"program": of.known("program", proxy[0]), "exits": exits, "note": part.text(NOTE) or ""})
        elif role == "entry":
            found["entries"].append(of.known("program", proxy[0]))
        elif role == "goal":
            found["goal"] = of.known("occupation", proxy[0])
    return found


def read(node: Node, of: Reading, alone: bool) -> JsonObject:
    """The parts of another's pathway. ``alone``: it is the only one of the file, and every component there is its own."""
    nodes = of.parts[node.id] = components.belonging(node, of, alone)
    keys = components.keys(nodes)
    parts = [components.read(part, keys, of) for part in nodes]
    ends = [keys[a] for a in node.links("ceterms:hasDestinationComponent") if a in keys]
    ends = ends or [keys[part.id] for part in nodes if "ceterms:isDestinationComponentOf" in part.values]
    for address in node.links("ceterms:hasDestinationComponent"):
        if address not in of.graph.nodes:
            of.lose(node, "ceterms:hasDestinationComponent")
    node.taken |= {"ceasn:hasPart", "ceasn:hasChild"}
    ordered = components.in_order(parts, ends[0] if ends else None)
    by_id = {part.id: part for part in parts}
    last = by_id.get(ends[0]) if ends else None
    goal = last.occupation if last and last.occupation else next((p.occupation for p in reversed(ordered) if p.occupation), None)
    return {"cluster": None, "goal": goal, "steps": [{"program": part.program} for part in ordered if part.program],
            "components": ordered, "destination": ends[0] if ends else None}  # fmt: skip
