"""What finishes a component of a pathway: x of y parts, conditions within conditions, constraints. Both ways."""

from __future__ import annotations

from knowledge.importers.ctdl.exchange import JsonObject, Reading, Writing
from knowledge.importers.ctdl.graph import Node
from knowledge.importers.ctdl.quantities import concept
from knowledge.model import ComponentCondition, Constraint


def write(condition: ComponentCondition, pathway: str, to: Writing) -> JsonObject:
    told: JsonObject = {"@type": "ceterms:ComponentCondition"}
    told |= {f"ceterms:{name}": {"en": text} for name in ("name", "description") if (text := getattr(condition, name))}
    told |= {"ceterms:requiredNumber": condition.required} if condition.required is not None else {}
    told |= (
        {"ceterms:targetComponent": [to.uri("component", f"{pathway}/{key}") for key in condition.components]}
        if condition.components
        else {}
    )
    told |= {"ceterms:hasCondition": [write(c, pathway, to) for c in condition.conditions]} if condition.conditions else {}
    told |= {"ceterms:hasConstraint": [_write_constraint(c) for c in condition.constraints]} if condition.constraints else {}
    return told | ({"ceterms:logicalOperator": f"logic:{condition.operator}"} if condition.operator else {})


def _write_constraint(constraint: Constraint) -> JsonObject:
    told: JsonObject = {"@type": "ceterms:Constraint"}
    told |= {f"ceterms:{name}": {"en": text} for name in ("name", "description") if (text := getattr(constraint, name))}
    told |= {"ceterms:leftSource": list(constraint.left)} if constraint.left else {}
    told |= {"ceterms:rightSource": list(constraint.right)} if constraint.right else {}
    told |= {"ceterms:comparator": f"compare:{constraint.comparator}"} if constraint.comparator else {}
    sides = {"ceterms:leftAction": constraint.left_action, "ceterms:rightAction": constraint.right_action}
    return told | {term: f"array:{action}" for term, action in sides.items() if action}


def read(node: Node, keys: dict[str, str], of: Reading, seen: frozenset[str] = frozenset()) -> ComponentCondition:
    inner = [n for n in of.graph.many(node, "ceterms:hasCondition") if n.id not in seen]
    required = node.number("ceterms:requiredNumber")
    for address in node.links("ceterms:targetComponent"):
        if address not in of.graph.nodes:
            of.lose(node, "ceterms:targetComponent")
    return ComponentCondition(
        name=node.said("ceterms:name"), description=node.said("ceterms:description"), required=None if required is None else int(required),
        components=tuple(keys[a] for a in node.links("ceterms:targetComponent") if a in keys),
        conditions=tuple(read(n, keys, of, seen | {node.id}) for n in inner),
        constraints=tuple(_read_constraint(n, of) for n in of.graph.many(node, "ceterms:hasConstraint")),
        operator=_end(concept(node, of.graph, "ceterms:logicalOperator")),
    )  # fmt: skip


def _read_constraint(node: Node, of: Reading) -> Constraint:
    return Constraint(
        name=node.said("ceterms:name"), description=node.said("ceterms:description"), comparator=_end(concept(node, of.graph, "ceterms:comparator")),
        left=tuple(map(_said, node.literals("ceterms:leftSource"))), right=tuple(map(_said, node.literals("ceterms:rightSource"))),
        left_action=_end(concept(node, of.graph, "ceterms:leftAction")), right_action=_end(concept(node, of.graph, "ceterms:rightAction")),
    )  # fmt: skip


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _end(concepts: list[str]) -> str:
    return concepts[0].rstrip("/").replace(":", "/").rsplit("/", 1)[-1] if concepts else ""
