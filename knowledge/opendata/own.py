"""What a catalog has of its own, to meet the open data with: occupations by code, clusters by field."""

from __future__ import annotations

from collections import Counter, defaultdict

from knowledge.catalog import Catalog


def own_ids(catalog: Catalog) -> dict[str, str]:
    """The ids of a catalog's own occupations by O*NET code; of two with one code, the first."""
    ids: dict[str, str] = {}
    for key in sorted(catalog.occupations):
        ids.setdefault(catalog.occupations[key].onet_code, key)
    return ids


def families(catalog: Catalog) -> dict[str, str]:
    """The cluster of most of a catalog's programs, by the first two digits of their CIP code."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for program in catalog.programs.values():
        if program.cluster and "cluster" not in program.inferred:
            counted[program.cip[:2]][program.cluster] += 1
    return {family: most for family, clusters in counted.items() if (most := most_of(clusters))}


def most_of(counted: Counter[str]) -> str | None:
    """What is counted most often; of several, the first by name."""
    return min(counted, key=lambda name: (-counted[name], name)) if counted else None
