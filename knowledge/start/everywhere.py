"""What of a pack is true at any college: its records that are not invented, without what they say of the invented college."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from knowledge.catalog import Catalog
from knowledge.kinds import KINDS, SINGULAR
from knowledge.model import Ref, Requirement

# What stands in the place of an id that is left behind: ids by which the new college has the same thing.
Instead = Mapping[tuple[str, str], tuple[str, ...]]
_SENTENCES = re.compile(r"(?<=[.!?]) +")


def true_everywhere(catalog: Catalog, instead: Instead | None = None) -> Catalog:
    """The records of ``catalog`` that no invented source stands behind.

    A reference to a record that is left behind is replaced by ``instead[(kind, id)]``, and dropped where there is none; so is a
    branch of a requirement that asks for one. A sentence that names an invented college is dropped from every text.
    """
    left = {key for key, source in catalog.sources.items() if source.invented}
    kept = {
        plural: {key: r for key, r in items.items() if (key if plural == "sources" else r.source) not in left}
        for plural, items in vars(catalog).items()
        if plural in KINDS
    }
    known = {(kind, key) for kind, plural in SINGULAR.items() for key in kept[plural]}
    trim = _Trim(known, instead or {}, invented_names(catalog))
    return Catalog(**{plural: {key: trim.record(r) for key, r in items.items()} for plural, items in kept.items()})


def invented_names(catalog: Catalog) -> re.Pattern[str]:
    """Finds the name of an invented college, whole or its first word, in a text."""
    invented = [p.name for p in catalog.providers.values() if catalog.sources[p.source].invented]
    names = sorted({word for name in invented for word in (name, name.split()[0])})
    return re.compile("|".join(map(re.escape, names)) or r"(?!)")


class _Trim:
    """Takes out of a record what points at something that is not there, or names a college that is not."""

    def __init__(self, known: set[tuple[str, str]], instead: Instead, names: re.Pattern[str]) -> None:
        self._known = known
        self._instead = instead
        self._names = names

    def record(self, value: Any) -> Any:
        hints = get_type_hints(type(value), include_extras=True)
        return replace(value, **{f.name: self._field(getattr(value, f.name), hints[f.name]) for f in fields(value) if f.init})

    def _field(self, value: Any, hint: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, Requirement):
            return self.requirement(value)
        if (kind := _points_at(hint)) and isinstance(value, str):
            return next(iter(self._ids(kind, value)), None)
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, tuple):
            inner = get_args(hint)[0] if get_args(hint) else None
            if kind := _points_at(inner):
                return tuple(dict.fromkeys(key for item in value for key in self._ids(kind, item)))
            return tuple(self._field(item, inner) for item in value)
        return self.record(value) if is_dataclass(value) and not isinstance(value, type) else value

    def _ids(self, kind: str, key: str) -> tuple[str, ...]:
        return (key,) if (kind, key) in self._known else self._instead.get((kind, key), ())

    def _text(self, text: str) -> str:
        if not self._names.search(text):
            return text
        return " ".join(sentence for sentence in _SENTENCES.split(text) if not self._names.search(sentence))

    def requirement(self, value: Requirement) -> Requirement | None:
        """The requirement without the branches that nothing here can meet; None where none is left."""
        for kind in ("credential", "course"):
            if (key := getattr(value, kind)) is not None:
                ids: list[dict[str, Any]] = [{kind: one} for one in self._ids(kind, key)]
                leaves = tuple(replace(value, **one) for one in ids)
                return _joined(leaves, value, needed=1)
        if (branches := value.all_of or value.any_of) is not None:
            kept = tuple(part for branch in branches if (part := self.requirement(branch)))
            return _joined(kept, value, needed=len(kept) if value.all_of else value.needed)
        return value


def _joined(parts: tuple[Requirement, ...], whole: Requirement, needed: int) -> Requirement | None:
    """So many of the parts that are left of ``whole``, all of them where fewer are left; None where none is."""
    if len(parts) < 2:
        return replace(parts[0], recommended=parts[0].recommended or whole.recommended) if parts else None
    if needed >= len(parts):
        return Requirement(all_of=parts, recommended=whole.recommended)
    return Requirement(any_of=parts, recommended=whole.recommended, at_least=needed if needed > 1 else None)


def _points_at(hint: Any) -> str | None:
    """The kind of record whose id such a field holds."""
    for one in (hint, *get_args(hint)):
        if get_origin(one) is Annotated:
            return next((mark.kind for mark in one.__metadata__ if isinstance(mark, Ref)), None)
    return None
