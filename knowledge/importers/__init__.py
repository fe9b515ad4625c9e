"""Importers: one module per published format, each streamed into the database all or nothing."""

from __future__ import annotations

from knowledge.importers.cip_soc import CipSoc
from knowledge.importers.contract import Importer
from knowledge.importers.hsds import Hsds

_IMPORTERS: tuple[Importer, ...] = (
    CipSoc(),
    Hsds(),
)  # fmt: skip

# What the command line calls a format -> what reads it, in the order in which a folder of all is imported.
FORMATS: dict[str, Importer] = {importer.name: importer for importer in _IMPORTERS}

__all__ = ["FORMATS", "Importer"]
