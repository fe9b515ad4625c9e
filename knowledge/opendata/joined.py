"""A college's catalog with the nation's open data behind it."""

from __future__ import annotations

from dataclasses import replace

from knowledge.catalog import Beyond, Catalog
from knowledge.model import Occupation
from knowledge.opendata.awards import LEVELS
from knowledge.opendata.opendata import OpenData
from knowledge.opendata.own import own_ids
from knowledge.opendata.records import Records


def joined(catalog: Catalog, data: OpenData) -> Catalog:
    """The catalog, knowing every occupation of the open data by its O*NET code, and the college's own programs of IPEDS.

    ``occupations`` finds a record of the catalog's own by its id and by its O*NET code; going through it sees the catalog's own only.
    A program of IPEDS at a provider whose UNITID is imported is listed like any other, unless the catalog has one of that provider, CIP
    code and award level: that one says more.
    """
    imports = data.imports()
    if not imports:
        return catalog
    ids = own_ids(catalog)
    records = Records(data, catalog)

    def other(code: str) -> Occupation | None:
        return catalog.occupations[ids[code]] if code in ids else records.occupation(code)

    programs, credentials = dict(catalog.programs), dict(catalog.credentials)
    told = {(p.provider, p.cip, LEVELS[p.award_level]) for p in programs.values() if p.award_level in LEVELS}
    home = {p.unitid: p.id for p in sorted(catalog.providers.values(), key=lambda p: p.id, reverse=True) if p.unitid is not None}
    for unitid, provider in sorted(home.items()) if data.has("ipeds") else ():
        taught = records.taught((p for p in data.programs_at((unitid,)) if (provider, p.cip, p.level) not in told), provider)
        programs |= taught.programs
        credentials |= taught.credentials
    return replace(
        catalog,
        sources=catalog.sources | {i.source.id: i.source for i in imports},
        occupations=Beyond(catalog.occupations, other),
        programs=programs,
        credentials=credentials,
    )
