"""A folder with the nation's open data, as ``import all`` takes it: ``onet/``, ``bls/``, ``crosswalks/``, ``ipeds/``.

What a college brings of its own (services, a catalog, CTDL) is not among it: each of those is imported by name, since it belongs to someone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.importers.contract import Options
from knowledge.importers.files import Files
from knowledge.importers.problems import ImportProblem

# format -> the folder it is looked for in, and a table that it can't do without
BULK = {
    "onet": ("onet", "Occupation Data"),
    "oews": ("bls", "*national*M20*"),
    "projections": ("bls", "*Employment Projections*|*table_1_2*"),
    "cip": ("crosswalks", "CIPCode20*"),
    "cip-soc": ("crosswalks", "CIP2020*SOC2018*"),
    "clusters": ("crosswalks", "*Career*Clusters*"),
    "ipeds": ("ipeds", "*programs*|C20*_A|C20*_A_RV"),
}


@dataclass(frozen=True)
class Part:
    """One import out of a folder of several."""

    format: str
    path: Path
    options: Options


def parts_of(folder: Path, options: Options) -> list[Part]:
    """Every import that a folder holds; IPEDS takes the colleges and states picked.

    Raises:
        ImportProblem: when it holds none.
    """
    found = list(_bulk(folder, options))
    if not found:
        places = ", ".join(dict.fromkeys(f"{place}/" for place, _ in BULK.values()))
        mend = f"Lay it out as {places} as docs/open-data.md says, or import one format by its name"
        raise ImportProblem(str(folder), None, None, "there is no open data in it", mend)
    return found


def _bulk(folder: Path, options: Options) -> Iterator[Part]:
    for format, (place, tables) in BULK.items():
        for path in (folder / place, *sorted((folder / place).glob("*.zip"))):
            if path.exists() and Files(path).has(*tables.split("|")):
                picked = options if format == "ipeds" else replace(options, colleges=(), states=(), add=False)
                yield Part(format, path, replace(picked, name=""))
                break
