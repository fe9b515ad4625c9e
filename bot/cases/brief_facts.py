"""What a student told, from slots to labelled words: names from the catalog, labels from ``brief.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from knowledge.catalog import Catalog

_WORDS: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "brief.yml").read_text(encoding="utf-8"))
BLOCKED: dict[str, str] = _WORDS["blocked"]

# Slots that hold ids, and the kind of record they are of.
_KINDS = {
    "goals": "occupations",
    "goal_clusters": "clusters",
    "avoid_goals": "occupations",
    "occupation_now": "occupations",
    "credentials": "credentials",
    "prior_learning": "prior_learning",
    "campuses": "campuses",
}


def facts(group: str, slots: Mapping[str, Any], catalog: Catalog) -> list[dict[str, str]]:
    """The facts of a group of ``brief.yml`` ("where" or "facts") that were told, in its order."""
    found = []
    for name, words in _WORDS[group].items():
        value = slots.get(name)
        if value is None or value == [] or value == "":
            continue
        number = "as" in words and isinstance(value, int | float)
        written = words["as"].format(value) if number else ", ".join(names(name, slots, catalog))
        if written:
            found.append({"fact": name, "label": words["label"], "value": written})
    return found


def names(slot: str, slots: Mapping[str, Any], catalog: Catalog) -> list[str]:
    """What a slot holds, in words: a record's name, a value's label, else the value itself."""
    records: Mapping[str, Any] = getattr(catalog, _KINDS[slot]) if slot in _KINDS else {}
    labels = _WORDS["values"].get(slot, {})
    return [str(records[v].name) if v in records else labels.get(v) or v.replace("_", " ") for v in _held(slots, slot)]


def needs(slots: Mapping[str, Any]) -> list[str]:
    labels = _WORDS["values"]["needs"]
    return [labels.get(need) or need.replace("_", " ") for need in _held(slots, "needs")]


def _held(slots: Mapping[str, Any], slot: str) -> list[str]:
    value = slots.get(slot)
    return [str(v) for v in (value if isinstance(value, list | tuple) else [value]) if v not in (None, "")]
