"""Prerequisites that need each other, so that nobody could ever begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Keys = tuple[str | int, ...]


def find(records: dict[str, dict[str, Any]]) -> Iterator[tuple[tuple[str, str], Keys, str, str]]:
    """Each cycle once, as ``((kind, id), path of the field, what, mend)``."""
    mend = "Remove one of these prerequisites, or mark it 'recommended: true'"
    for plural, field, cycle in rounds(records):
        verb = "stacks into" if field == "stacks_into" else "needs"
        what = f"goes round in a circle: {f' {verb} '.join([*cycle, cycle[0]])}"
        yield (plural, cycle[0]), (field,), what, mend


def rounds(records: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, list[str]]]:
    """Each cycle once, as ``(plural kind, field, ids in the order in which each needs the next)``."""
    for plural, field, word in (
        ("credentials", "requires", "credential"),
        ("courses", "requires", "course"),
        ("credentials", "stacks_into", None),
    ):
        graph = {key: _needs(record, field, word) for key, record in records[plural].items()}
        for cycle in _cycles(graph):
            yield plural, field, cycle


def _needs(record: Any, field: str, word: str | None) -> list[str]:
    value = getattr(record, field)
    if word is None:
        return list(value)
    if value is None:
        return []
    return [getattr(leaf, word) for leaf in value.leaves() if not leaf.recommended and getattr(leaf, word)]


def _cycles(graph: dict[str, list[str]]) -> list[list[str]]:
    done: set[str] = set()
    found: list[list[str]] = []
    for start in graph:
        trail: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = []
        if start in done:
            continue
        trail.append(start)
        stack.append((start, iter(graph[start])))
        while stack:
            node, rest = stack[-1]
            step = next(rest, None)
            if step is None:
                stack.pop()
                trail.pop()
                done.add(node)
            elif step in trail:
                found.append(trail[trail.index(step) :])
            elif step in graph and step not in done:
                trail.append(step)
                stack.append((step, iter(graph[step])))
    return found
