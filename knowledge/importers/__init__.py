"""Importers: one module per published format, each streamed into the database all or nothing."""

from __future__ import annotations

from knowledge.importers.catalog import CatalogImporter
from knowledge.importers.cip import Cip
from knowledge.importers.cip_soc import CipSoc
from knowledge.importers.clusters import Clusters
from knowledge.importers.contract import Importer
from knowledge.importers.ctdl import Ctdl
from knowledge.importers.hsds import Hsds
from knowledge.importers.ipeds import Ipeds
from knowledge.importers.oews import Oews
from knowledge.importers.onet import Onet
from knowledge.importers.projections import Projections

_IMPORTERS: tuple[Importer, ...] = (
    Onet(),
    Oews(),
    Projections(),
    Cip(),
    CipSoc(),
    Clusters(),
    Ipeds(),
    Ctdl(),
    Hsds(),
    CatalogImporter(),
)  # fmt: skip

# What the command line calls a format -> what reads it, in the order in which a folder of all is imported.
FORMATS: dict[str, Importer] = {importer.name: importer for importer in _IMPORTERS}

__all__ = ["FORMATS", "Importer"]
