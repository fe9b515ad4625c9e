"""What one source says, as records, and how near to the student that source is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

from knowledge.model import Source, SourceKind

PACK = "pack"  # the name of the college's own pack among the layers


class Locality(IntEnum):
    """How near a source is; the lower wins."""

    OWN = 0  # the college's own: its pack, its catalog, its services
    STATE = 1
    NATIONAL = 2


@dataclass(frozen=True)
class Layer:
    """The records of one source, by plural kind and id. ``name`` tells it from the others: "pack", "onet", "hsds:legal-aid"."""

    name: str
    locality: Locality
    records: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Version:
    """One source's record of a thing."""

    layer: Layer
    record: Any

    @property
    def rank(self) -> tuple[int, int, bool, str, str]:
        """Lowest first: the more local, then the newer, then the pack; the rest only keeps the order the same every time."""
        near = Locality.OWN if isinstance(self.record, Source) else self.layer.locality  # of an edition only its day counts
        return int(near), -as_of(self.record).toordinal(), self.layer.name != PACK, self.layer.name, self.record.id


def as_of(record: Any) -> date:
    """The day a record was true at its source; of a source, the day of its edition."""
    return record.published if isinstance(record, Source) else record.as_of


def of_fact(fact: Any, layer: Layer, sources: Mapping[str, Source]) -> Locality:
    """How near a single figure is: statistics are national wherever they are cited."""
    source = sources.get(fact.source)
    return Locality.NATIONAL if source and source.kind is SourceKind.STATISTICS else layer.locality
