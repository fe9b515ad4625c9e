"""A JSON-LD file as nodes with plain values, whichever way it was written, and an account of what was read of them.

Files differ: ``@graph`` or one object or a list, envelopes of the Registry, compact or expanded terms, language maps or
``@value`` objects, one value or a list, nodes inside nodes. What comes out is one shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from knowledge.importers.ctdl.terms import own, term

LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z0-9]+)*$")
MARK = own("record_kind")
# said of a node besides what it is; nothing to keep
ABOUT = {"ceterms:ctid", "ceterms:inLanguage", "ceasn:isPartOf", "ceasn:isChildOf", "ceterms:isDestinationComponentOf"}


@dataclass(frozen=True)
class Literal:
    """A value; ``language`` is a BCP 47 tag, or None."""

    value: Any
    language: str | None = None


@dataclass(frozen=True)
class Link:
    """A node's address."""

    id: str


Value = Literal | Link


@dataclass
class Node:
    """A thing of the file. ``raw`` holds each term as it stood there; ``taken`` the terms that somebody read."""

    id: str
    types: tuple[str, ...] = ()
    values: dict[str, list[Value]] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    inside: bool = False  # stood within another node

    @property
    def ours(self) -> bool:
        """Whether it was written by our own export, to be read back as it was."""
        return MARK in self.values

    def all(self, name: str) -> list[Value]:
        """Every value of a term, which counts as read."""
        self.taken.add(name)
        return self.values.get(name, [])

    def links(self, name: str) -> list[str]:
        """Addresses; a plain text value is taken for one."""
        return [v.id if isinstance(v, Link) else str(v.value) for v in self.all(name)]

    def literals(self, name: str) -> list[Any]:
        return [v.id if isinstance(v, Link) else v.value for v in self.all(name)]

    def text(self, name: str) -> str | None:
        """The first value as text."""
        return next((str(v).strip() for v in self.literals(name)), None)

    def number(self, name: str) -> float | None:
        for value in self.literals(name):
            try:
                return float(value)
            except (TypeError, ValueError):
                self.taken.discard(name)
        return None

    def words(self, name: str, language: str) -> list[str]:
        """Texts in a language (``en``, ``es``); a text of no stated language counts as English."""
        found = [v for v in self.all(name) if isinstance(v, Literal) and isinstance(v.value, str)]
        return [v.value for v in found if (v.language or "en").split("-")[0].lower() == language]

    def said(self, name: str) -> str:
        """The English text, else the text in whatever language there is; several are joined."""
        found = [v for v in self.all(name) if isinstance(v, Literal) and isinstance(v.value, str)]
        texts = self.words(name, "en") or [v.value for v in found][:1]
        return " / ".join(dict.fromkeys(text.strip().replace("\u200b", "") for text in texts))


class Graph:
    """The nodes of a document by their address."""

    def __init__(self, document: Any) -> None:
        self.nodes: dict[str, Node] = {}
        self.context: dict[str, Any] = {}
        self._document(document)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes.values())

    def get(self, address: str) -> Node | None:
        return self.nodes.get(address)

    def many(self, node: Node, name: str) -> list[Node]:
        """The nodes that a term of a node points at, those of this file."""
        return [found for address in node.links(name) if (found := self.nodes.get(address))]

    def unread(self, node: Node, seen: frozenset[str] = frozenset()) -> dict[str, Any]:
        """What the node says and nobody read, each term as it stood; of a node within it, only what is left of that."""
        left: dict[str, Any] = {}
        for name, raw in node.raw.items():
            if name in ABOUT:
                continue
            if name not in node.taken:
                left[name] = raw
                continue
            inner = [self.nodes[v.id] for v in node.values[name] if isinstance(v, Link) and v.id in self.nodes]
            rests = [self.unread(n, seen | {n.id}) for n in inner if n.inside and n.id not in seen]
            if any(rests):
                left[name] = [rest for rest in rests if rest]
        return left

    def _document(self, document: Any) -> None:
        if isinstance(document, list):
            for item in document:
                self._document(item)
        elif isinstance(document, dict):
            document = document.get("decoded_resource", document)
            self._add_context(document.get("@context"))
            if "@graph" in document:
                for item in _list(document["@graph"]):
                    self._document(item)
            else:
                self._node(document, inside=False)

    def _add_context(self, context: Any) -> None:
        for part in _list(context):
            if isinstance(part, dict):
                self.context |= part

    def _node(self, raw: dict[str, Any], inside: bool) -> Node:
        address = str(raw.get("@id") or f"_:b{len(self.nodes)}")
        node = self.nodes.setdefault(address, Node(address, inside=inside))
        node.inside = node.inside and inside
        node.types += tuple(term(str(kind), self.context) for kind in _list(raw.get("@type")))
        for key, value in raw.items():
            if key.startswith("@"):
                continue
            name = term(key, self.context)
            node.raw[name] = value
            node.values.setdefault(name, []).extend(self._values(value, self._is_json(key)))
        return node

    def _is_json(self, key: str) -> bool:
        defined = self.context.get(key)
        return isinstance(defined, dict) and defined.get("@type") == "@json"

    def _values(self, raw: Any, as_json: bool = False) -> Iterator[Value]:
        if as_json:
            yield Literal(raw)
        elif isinstance(raw, list):
            for item in raw:
                yield from self._values(item)
        elif not isinstance(raw, dict):
            if raw is not None:
                yield Literal(raw)
        elif "@value" in raw:
            yield Literal(raw["@value"], raw.get("@language"))
        elif "@list" in raw or "@set" in raw:
            yield from self._values(raw.get("@list", raw.get("@set")))
        elif set(raw) == {"@id"}:
            yield Link(str(raw["@id"]))
        elif raw and all(LANGUAGE.match(key) for key in raw):
            yield from (Literal(text, key) for key, texts in raw.items() for text in _list(texts))
        else:
            yield Link(self._node(raw, inside=True).id)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
