"""The ids that a record holds of others: put right where the other is known under another id, dropped where nobody knows it."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from knowledge.kinds import SINGULAR, references
from knowledge.model import Ref, Requirement

Resolve = Callable[[str, str], str | None]  # (kind, id) -> the id it goes by here, None where nobody knows it


@dataclass(frozen=True, order=True)
class Lost:
    """A reference that led nowhere and was dropped; ``whole`` where the record could not stand without it and went too."""

    kind: str
    id: str
    field: str
    target_kind: str
    target: str
    whole: bool = False
    layer: str = ""  # the name of the layer whose record it was

    def __str__(self) -> str:
        gone = "the record was left out" if self.whole else "it was left out"
        return f"{self.kind} {self.id}: {self.field} names the {self.target_kind} {self.target!r}, which nobody describes; {gone}"


class Unresolved(LookupError):
    """A record that must name another names one that nobody knows."""


def settle(record: Any, resolve: Resolve) -> tuple[Any, list[Lost]]:
    """The record with every reference by the id it goes by, and those that were dropped.

    The record is None where a reference it can't do without is among them.
    """
    told = [(path, kind, target) for path, kind, target in references(record) if resolve(kind, target) != target]
    if not told:
        return record, []
    lost = [
        Lost(record.KIND, record.id, ".".join(map(str, path)), kind, target)
        for path, kind, target in told
        if resolve(kind, target) is None
    ]
    try:
        return _settled(record, resolve), lost
    except Unresolved:
        return None, [replace(one, whole=True) for one in lost]


def dangling(
    records: Mapping[str, Mapping[str, Any]], known: Callable[[str, str], bool]
) -> Iterator[tuple[Any, tuple[str | int, ...], str, str]]:
    """References of records, by plural kind and id, that lead neither to one of these nor to what ``known`` knows:
    the record, the path of the field, the kind and the id that it names."""
    for items in records.values():
        for record in items.values():
            for path, kind, target in references(record):
                if target not in records.get(SINGULAR[kind], {}) and not known(kind, target):
                    yield record, path, kind, target


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls, include_extras=True)


def _settled(value: Any, resolve: Resolve) -> Any:
    kind: Any = type(value)
    hints, changes = _hints(kind), {}
    for f in fields(value):
        old = getattr(value, f.name)
        new = _name(old, "source", resolve) if f.name == "source" else _value(old, hints[f.name], resolve)
        if new is not old:
            changes[f.name] = new
    if isinstance(value, Requirement) and changes:
        _still_asks(value, changes)
    return replace(value, **changes) if changes else value


def _still_asks(value: Requirement, changes: dict[str, Any]) -> None:
    """What is left of a requirement; of "two of three" with two left, both."""
    parts = [f.name for f in fields(value) if f.name not in ("recommended", "other_es", "at_least")]
    if not any(changes.get(name, getattr(value, name)) for name in parts):
        raise Unresolved
    left = changes.get("any_of")
    if left and value.at_least and value.at_least >= len(left):
        changes |= {"all_of": left, "any_of": None, "at_least": None}


def _value(value: Any, hint: Any, resolve: Resolve) -> Any:
    if value is None:
        return None
    if get_origin(hint) in (Union, types.UnionType):
        try:
            return _value(value, next(h for h in get_args(hint) if h is not type(None)), resolve)
        except Unresolved:
            return None
    if get_origin(hint) is Annotated:
        kind = next((mark.kind for mark in hint.__metadata__ if isinstance(mark, Ref)), None)
        return _name(value, kind, resolve) if kind else _value(value, get_args(hint)[0], resolve)
    if isinstance(value, tuple):
        kept = tuple(_each(value, get_args(hint)[0] if get_args(hint) else None, resolve))
        return value if len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True)) else kept
    return _settled(value, resolve) if is_dataclass(value) else value


def _each(values: tuple[Any, ...], hint: Any, resolve: Resolve) -> Iterator[Any]:
    seen = []
    for value in values:
        try:
            new = _value(value, hint, resolve)
        except Unresolved:
            continue
        if new is value or new not in seen:  # two ids may turn out to be one thing
            seen.append(new)
            yield new


def _name(target: str, kind: str, resolve: Resolve) -> str:
    found = resolve(kind, target)
    if found is None:
        raise Unresolved(target)
    return target if found == target else found
