"""What a reader and a writer of CTDL know of the whole file: which address is which record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from knowledge.catalog import Catalog
from knowledge.importers.ctdl.graph import Graph, Node
from knowledge.kinds import SINGULAR

# of all ids made here; changing it changes every address of every export
SPACE = UUID("5a4c1de6-6d43-5b0f-9c51-5d1c0f6f5b8e")
JsonObject = dict[str, Any]


class NotThere(LookupError):
    """A node of ours names a record that the file does not hold, nor a reference to it."""


@dataclass(frozen=True)
class Writing:
    """An export: the catalog it is of, and the records that are in it, by kind and id.

    ``seed`` tells one college's addresses from another's; the same record of the same college always has the same.
    """

    catalog: Catalog
    seed: str
    chosen: frozenset[tuple[str, str]]

    def uuid(self, kind: str, key: str) -> UUID:
        return uuid5(SPACE, f"{self.seed}/{kind}/{key}")

    def uri(self, kind: str, key: str) -> str:
        """The address of a record, by its singular kind."""
        return self.uuid(kind, key).urn

    def ctid(self, kind: str, key: str) -> str:
        """In the form of a CTID. It is made from the id and not registered anywhere."""
        return f"ce-{self.uuid(kind, key)}"

    def link(self, kind: str, key: str) -> JsonObject:
        return {"@id": self.uri(kind, key)}

    def name(self, kind: str, key: str) -> str:
        """What a record is called in English; its id where the catalog does not hold it."""
        record = getattr(self.catalog, SINGULAR[kind]).get(key)
        return str(getattr(record, "name", None) or key)

    def provider_named(self, name: str) -> str | None:
        """The address of the exported provider of that name."""
        found = [p.id for p in self.catalog.providers.values() if p.name == name and ("providers", p.id) in self.chosen]
        return self.uri("provider", found[0]) if found else None


@dataclass
class Reading:
    """An import: the nodes, and the plural kind and id that each becomes.

    ``parts`` are the components of each pathway, by its address; ``dangling`` counts what points at nothing, by node and term.
    """

    graph: Graph
    ids: dict[str, tuple[str, str]] = field(default_factory=dict)
    parts: dict[str, list[Node]] = field(default_factory=dict)
    dangling: dict[tuple[str, str], int] = field(default_factory=dict)

    def ref(self, kind: str, address: str) -> str | None:
        """The id of the record of that singular kind at an address, if it is one of this file."""
        plural, key = self.ids.get(address, ("", ""))
        return key if plural == SINGULAR[kind] else None

    def known(self, kind: str, address: str) -> str:
        """The same of an address that has to be there.

        Raises:
            NotThere: when it is none of this file.
        """
        if key := self.ref(kind, address):
            return key
        raise NotThere(f"no {kind} of this file is at {address}")

    def refs(self, node: Node, name: str, kind: str) -> list[str]:
        """Ids of the records a term points at. What points out of the file stays unread, and is counted."""
        found = []
        for address in node.links(name):
            if key := self.ref(kind, address):
                found.append(key)
            elif address not in self.graph.nodes:
                self.lose(node, name)
        return found

    def lose(self, node: Node, name: str) -> None:
        """Note that a term points at what is not in the file."""
        self.dangling[node.id, name] = self.dangling.get((node.id, name), 0) + 1
