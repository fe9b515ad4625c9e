"""One record from several of the same thing: each part from the best version that tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any

from knowledge.merge.layer import Version, as_of, of_fact
from knowledge.model import Fact, Source

# Fields that mean something only together; a text and its Spanish go together besides.
TOGETHER = (
    ("weeks", "hours_per_week", "min_hours_per_week"),
    ("weeks_min", "weeks_max"),
    ("credits", "clock_hours"),
    ("day", "end"),
    ("bring", "bring_es"),
    ("components", "destination"),
)
OWN = ("id", "source", "as_of", "review_by", "inferred")  # of the record itself, never taken from another


def blend(versions: Sequence[Version], sources: Mapping[str, Source]) -> tuple[Any, dict[str, str]]:
    """The best version (the first), completed from the others where it is silent or only worked its fields out by a rule.

    Figures that carry a source of their own (pay, outlook, a framework's level) are taken by themselves, nearer first, then
    newer. Returns the record and, by field, the id of the source that completed it.
    """
    best = versions[0].record
    if len(versions) == 1:
        return best, {}
    changes: dict[str, Any] = {}
    completed: dict[str, str] = {}
    worked_out = set(getattr(best, "inferred", ()))
    kind: Any = type(best)
    for names in _parts(kind):
        values = [value for version in versions for name in names if isinstance(value := getattr(version.record, name), Fact)]
        if values:
            changes[names[0]] = _fact(names[0], versions, sources)
            continue
        giver = _giver(names, versions)
        taken = {name: getattr(giver, name) for name in names}
        if len(names) == 2 and names[1] == f"{names[0]}_es":
            taken |= _translated(names, giver, versions)
        for name, value in taken.items():
            if giver is not best:
                worked_out.discard(name)
                worked_out |= {name} & set(getattr(giver, "inferred", ()))
            if value != getattr(best, name):
                changes[name] = value
                completed[name] = giver.source
    if hasattr(best, "inferred"):
        changes["inferred"] = tuple(name for name in best.inferred if name in worked_out) + tuple(
            sorted(worked_out - set(best.inferred))
        )
    return replace(best, **changes), completed


@cache
def _parts(cls: type) -> tuple[tuple[str, ...], ...]:
    """The fields of a record in the groups in which they are told."""
    names = [f.name for f in fields(cls) if f.name not in OWN]
    parts: list[tuple[str, ...]] = [group for group in TOGETHER if set(group) <= set(names)]
    for name in names:
        if any(name in part for part in parts):
            continue
        parts.append((name, f"{name}_es") if f"{name}_es" in names else (name,))
    return tuple(parts)


def _told(record: Any, names: tuple[str, ...]) -> bool:
    return any(_known(getattr(record, name)) and name not in getattr(record, "inferred", ()) for name in names)


def _known(value: object) -> bool:
    return value not in (None, "", ())


def _giver(names: tuple[str, ...], versions: Sequence[Version]) -> Any:
    """The best record that was told these fields by someone; else the best that knows them by a rule."""
    records = [version.record for version in versions]
    knowing = [record for record in records if any(_known(getattr(record, name)) for name in names)]
    return next((record for record in knowing if _told(record, names)), (knowing or records)[0])


def _translated(names: tuple[str, ...], giver: Any, versions: Sequence[Version]) -> dict[str, Any]:
    """The Spanish of a text, from another version that says the same in English, where the giver only repeats the English."""
    english, spanish = getattr(giver, names[0]), getattr(giver, names[1])
    if _known(spanish) and spanish != english:
        return {}
    for version in versions:
        other = getattr(version.record, names[1])
        if getattr(version.record, names[0]) == english and _known(other) and other != english:
            return {names[1]: other}
    return {}


def _fact(name: str, versions: Sequence[Version], sources: Mapping[str, Source]) -> Any:
    told = [(version, fact) for version in versions if (fact := getattr(version.record, name)) is not None]
    return min(told, key=lambda t: (of_fact(t[1], t[0].layer, sources), -as_of(t[1]).toordinal(), t[0].rank))[1]
