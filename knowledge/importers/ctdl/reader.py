"""A graph of CTDL as records, with what no field holds, and an account of everything that did not come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from knowledge.importers.contract import Options, Sink
from knowledge.importers.ctdl import derived, gaps, pathways, records
from knowledge.importers.ctdl.addresses import assign
from knowledge.importers.ctdl.components import kind_of
from knowledge.importers.ctdl.exchange import JsonObject, Reading
from knowledge.importers.ctdl.graph import ABOUT, MARK, Graph, Link, Node
from knowledge.importers.ctdl.terms import own
from knowledge.kinds import KINDS
from knowledge.model import Provider

STUB = own("reference")  # marks a node that only names a record, which is not in the file


@dataclass
class Reader:
    """One file on its way in. ``source`` and ``as_of`` are those of records that name none of their own."""

    graph: Graph
    source: str
    as_of: date
    options: Options
    reading: Reading = field(init=False)
    values: dict[tuple[str, str], JsonObject] = field(default_factory=dict)
    nodes: dict[tuple[str, str], Node] = field(default_factory=dict)
    unfit: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reading = assign(self.graph)

    def run(self, out: Sink) -> None:
        """Hand every record over, and report what was not understood."""
        self._read()
        self._fill(out)
        made = self._made()
        for address, name in self.reading.dangling:  # to be kept with what is unread
            self.graph.nodes[address].taken.discard(name)
        for plural, why in self.unfit:
            out.skip(plural, why)
        for number, ((plural, key), record) in enumerate(made.items(), 1):
            out.record(plural, record, self._kept(self.nodes.get((plural, key))))
            out.progress(number, len(made))
        self._report(out)

    def _read(self) -> None:
        alone = sum(plural == "pathways" for plural, _ in self.reading.ids.values()) == 1
        for address, (plural, key) in self.reading.ids.items():
            node = self.graph.nodes[address]
            if STUB in node.values:
                node.taken |= set(node.values)
                continue
            values = records.read(plural, node, self.reading)
            if plural == "pathways":
                values |= pathways.read_own(node, self.reading) if node.ours else pathways.read(node, self.reading, alone)
            self.values[plural, key], self.nodes[plural, key] = values, node

    def _fill(self, out: Sink) -> None:
        ends = derived.awards(self.reading)
        for (plural, _), values in [*self.values.items()]:
            out.read(plural)
            if plural == "pathways" and not self.nodes[plural, values["id"]].ours:
                derived.requirements(values, self.values)
        for (plural, key), values in sorted(
            self.values.items(), key=lambda item: item[0][0] == "programs"
        ):  # by what they end in
            node = self.nodes[plural, key]
            if node.ours:
                continue
            values |= {"source": self.source, "as_of": self.as_of}
            try:
                gaps.fill(plural, values, node, self.reading)
            except gaps.Unfit as reason:
                self.unfit.append((plural, str(reason)))
                del self.values[plural, key], self.nodes[plural, key]
                continue
            if plural == "programs":
                values["awards"] = list(dict.fromkeys([*values.get("awards", []), *ends.get(key, [])]))
                gaps.program(
                    values,
                    [
                        self.values["credentials", held]["type"]
                        for held in values["awards"]
                        if ("credentials", held) in self.values
                    ],
                )
                values.setdefault("provider", self._provider(node))

    def _provider(self, node: Node) -> str:
        """Whose program it is, where the file does not describe the college: the one named at the import, else its bare address."""
        if self.options.provider:
            return self.options.provider
        address = next((a for t in ("ceterms:offeredBy", "ceterms:ownedBy") if t in node.values for a in node.links(t)), "")
        key = address.rstrip("/").rsplit("/", 1)[-1] or f"{self.source}-provider"
        self.values.setdefault(
            ("providers", key), {"id": key, "name": address or self.source, "source": self.source, "as_of": self.as_of}
        )
        return key

    def _made(self) -> dict[tuple[str, str], Any]:
        made: dict[tuple[str, str], Any] = {}
        for (plural, key), values in self.values.items():
            try:
                made[plural, key] = (
                    Provider(**values)
                    if (plural, key) not in self.nodes
                    else records.adapter(KINDS[plural]).validate_python(values)
                )
            except ValidationError as error:
                first = error.errors()[0]
                self.unfit.append((plural, f"{'.'.join(map(str, first['loc']))}: {first['msg'].lower()}"))
        return made

    def _kept(self, node: Node | None) -> JsonObject:
        """What the publisher said besides: of the record's own node, and of nodes that it alone points at."""
        if node is None:
            return {}
        left = self.graph.unread(node)
        beside = [n for n in self._around(node) if (rest := self.graph.unread(n)) and rest]
        return left | ({"@graph": [{"@id": n.id, "@type": [*n.types], **self.graph.unread(n)} for n in beside]} if beside else {})

    def _around(self, node: Node) -> list[Node]:
        """Nodes that are no record of their own and belong to this one: a pathway's components, conditions, unknown classes."""
        parts = self.reading.parts.get(node.id, [])
        found = {part.id: part for part in parts if part.id not in self.reading.ids}
        open_ = [node, *parts]
        while open_:
            here = open_.pop()
            for values in here.values.values():
                for address in {getattr(v, "id", None) or str(getattr(v, "value", "")) for v in values}:
                    near = self.graph.get(address)
                    if near and not near.inside and near.id not in self.reading.ids and near.id not in found:
                        found[near.id] = near
                        open_.append(near)
        return [n for n in self.graph if n.id in found]

    def _shown(self) -> set[str]:
        """Nodes within others that were come to by terms that were read."""
        found: set[str] = set()
        open_ = [node for node in self.graph if not node.inside]
        while open_:
            node = open_.pop()
            within = {
                v.id for name in node.taken for v in node.values.get(name, []) if isinstance(v, Link) and v.id in self.graph.nodes
            }
            fresh = [self.graph.nodes[address] for address in within - found if self.graph.nodes[address].inside]
            found |= {inner.id for inner in fresh}
            open_ += fresh
        return found

    def _report(self, out: Sink) -> None:
        pointed = {n.id for key in self.nodes for n in self._around(self.nodes[key])}
        shown = self._shown()
        for node in self.graph:
            if node.inside and node.id not in shown:
                continue  # it stands within a term that is told already
            read = node.taken - ABOUT or node.inside
            if not read and node.id not in pointed and not node.ours and kind_of(node) is None:
                out.skip(
                    "nodes", f"nothing here keeps a {' '.join(node.types) or 'node without a class'}, and no record points at it"
                )
                continue
            for name in node.raw:
                lost = self.reading.dangling.get((node.id, name), 0)
                if lost:
                    out.skip("references", f"{name} points at what is not in the file", lost)
                elif name not in node.taken and name not in ABOUT and name != MARK:
                    out.unknown(name)
