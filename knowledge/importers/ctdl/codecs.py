"""How one field, or a few that go together, stand in CTDL: each codec writes its terms and reads them back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from knowledge.importers.ctdl import conditions
from knowledge.importers.ctdl.exchange import JsonObject, Reading, Writing
from knowledge.importers.ctdl.graph import Node


@dataclass(frozen=True)
class Codec:
    """``write`` gives the terms of a record's ``fields``, ``read`` the fields that a node's terms tell."""

    fields: tuple[str, ...]
    write: Callable[[Any, Writing], JsonObject]
    read: Callable[[Node, Reading], JsonObject]


def text(field: str, term: str) -> Codec:
    """A plain value."""

    def write(record: Any, to: Writing) -> JsonObject:
        value = getattr(record, field)
        return {} if value is None or value == "" else {term: value}

    def read(node: Node, of: Reading) -> JsonObject:
        value = node.text(term)
        return {} if value is None else {field: value}

    return Codec((field,), write, read)


def words(field: str, term: str, *, spanish: bool = True) -> Codec:
    """A text in English and, in the field of the same name with ``_es``, in Spanish."""
    other = f"{field}_es"

    def write(record: Any, to: Writing) -> JsonObject:
        values = {"en": getattr(record, field), "es": getattr(record, other) if spanish else None}
        told = {language: value for language, value in values.items() if value is not None}
        return {term: told} if any(told.values()) else {}

    def read(node: Node, of: Reading) -> JsonObject:
        found: JsonObject = {}
        if node.values.get(term):
            english, told = node.words(term, "en"), node.words(term, "es")
            found[field] = english[0] if english and node.ours else node.said(term)
            if spanish and told:
                found[other] = told[0]
        return found

    return Codec((field, other) if spanish else (field,), write, read)


def lists(field: str, term: str) -> Codec:
    """Several texts in English, and in Spanish in the field with ``_es`` where there is one."""
    other = f"{field}_es"

    def write(record: Any, to: Writing) -> JsonObject:
        told = [{"en": value} for value in getattr(record, field)] + [{"es": value} for value in getattr(record, other, ())]
        return {term: told} if told else {}

    def read(node: Node, of: Reading) -> JsonObject:
        return {name: found for name, language in ((field, "en"), (other, "es")) if (found := node.words(term, language))}

    return Codec((field, other), write, read)


def reference(field: str, kind: str, *terms: str) -> Codec:
    """One record, under each of the terms."""

    def write(record: Any, to: Writing) -> JsonObject:
        key = getattr(record, field)
        return {} if key is None else {term: [to.link(kind, key)] for term in terms}

    def read(node: Node, of: Reading) -> JsonObject:
        found = [key for term in terms if node.values.get(term) for key in of.refs(node, term, kind)]
        return {field: found[0]} if found else {}

    return Codec((field,), write, read)


def references(field: str, kind: str, term: str) -> Codec:
    """Several records, in order."""

    def write(record: Any, to: Writing) -> JsonObject:
        keys = getattr(record, field)
        return {term: [to.link(kind, key) for key in keys]} if keys else {}

    def read(node: Node, of: Reading) -> JsonObject:
        found = of.refs(node, term, kind) if term in node.values else []
        return {field: found} if found else {}

    return Codec((field,), write, read)


def targets(field: str, kind: str, term: str, target: str) -> Codec:
    """Several records, each as the target of a condition profile."""

    def write(record: Any, to: Writing) -> JsonObject:
        return {term: [{"@type": "ceterms:ConditionProfile", "ceterms:description": {"en": to.name(kind, key)}, target: [to.link(kind, key)]}
                       for key in getattr(record, field)]} if getattr(record, field) else {}  # fmt: skip

    def read(node: Node, of: Reading) -> JsonObject:
        found: list[str] = []
        for profile in of.graph.many(node, term):
            profile.taken |= {"ceterms:description", "ceterms:name"}
            found += of.refs(profile, target, kind)
        return {field: found} if found else {}

    return Codec((field,), write, read)


def requirement(field: str, required: str, recommended: str, *, also: tuple[str, ...] = ()) -> Codec:
    """A requirement; one that is only advice stands under a term of its own. ``also`` are read, not written."""

    def write(record: Any, to: Writing) -> JsonObject:
        value = getattr(record, field)
        return {} if value is None else {recommended if value.recommended else required: [conditions.write(value, to)]}

    def read(node: Node, of: Reading) -> JsonObject:
        parts = []
        for term in (required, *also, recommended):
            if term in node.values:
                found = conditions.read_all(of.graph.many(node, term), of, recommended=term == recommended)
                parts += [found] if found else []
        whole = conditions.join(parts)
        return {field: whole} if whole else {}

    return Codec((field,), write, read)
