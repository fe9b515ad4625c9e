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
        written = words["as"].format(value) if "as" in words else ", ".join(names(name, slots, catalog))
        found.append({"fact": name, "label": words["label"], "value": written})
    return found


def names(slot: str, slots: Mapping[str, Any], catalog: Catalog) -> list[str]:
    """What a slot holds, in words: a record's name, a value's label, else the value itself."""
    held = slots.get(slot) or []
    records: Mapping[str, Any] = getattr(catalog, _KINDS[slot]) if slot in _KINDS else {}
    labels = _WORDS["values"].get(slot, {})
    return [_word(str(v), records, labels) for v in (held if isinstance(held, list | tuple) else [held])]


def needs(slots: Mapping[str, Any]) -> list[str]:
    return [_WORDS["values"]["needs"].get(need, need.replace("_", " ")) for need in slots.get("needs") or ()]


def _word(value: str, records: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    if value in records:
        return str(records[value].name)
    return labels.get(value) or value.replace("_", " ")
