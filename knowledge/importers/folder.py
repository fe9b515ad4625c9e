"""A folder with several formats in it, as ``import all`` takes it: ``onet/``, ``bls/``, ``crosswalks/``, ``ipeds/``, ``hsds/``, ..."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.importers import FORMATS
from knowledge.importers.contract import Options
from knowledge.importers.files import Files
from knowledge.importers.problems import ImportProblem

# format -> the folder it is looked for in, and a table that it can't do without
BULK = {
    "onet": ("onet", "Occupation Data"),
    "oews": ("bls", "*national*M20*"),
    "projections": ("bls", "*Employment Projections*|*table_1_2*|occupation"),
    "cip": ("crosswalks", "CIPCode20*"),
    "cip-soc": ("crosswalks", "CIP2020*SOC2018*"),
    "clusters": ("crosswalks", "*Career*Clusters*"),
    "ipeds": ("ipeds", "*programs*|C20*_A"),
}
DIRECTORY = "services"  # the table that makes a folder a directory of services (HSDS)


@dataclass(frozen=True)
class Part:
    """One import out of a folder of several."""

    format: str
    path: Path
    options: Options


def parts_of(folder: Path, options: Options) -> list[Part]:
    """Every import that a folder holds, in an order in which each finds what it needs.

    Raises:
        ImportProblem: when it holds none.
    """
    found = [part for part in (*_bulk(folder, options), *_own(folder, options)) if part.format in FORMATS]
    if not found:
        places = ", ".join(dict.fromkeys(f"{place}/" for place, _ in BULK.values()))
        raise ImportProblem(
            str(folder),
            None,
            None,
            "nothing in it is known",
            f"Lay it out as {places} hsds/, catalog/, or import one format by its name",
        )
    return found


def _bulk(folder: Path, options: Options) -> Iterator[Part]:
    for format, (place, tables) in BULK.items():
        for path in (folder / place, *sorted((folder / place).glob("*.zip"))):
            if path.exists() and Files(path).has(*tables.split("|")):
                picked = options if format == "ipeds" else replace(options, colleges=(), states=(), add=False)
                yield Part(format, path, replace(picked, name=""))
                break


def _own(folder: Path, options: Options) -> Iterator[Part]:
    plain = replace(options, colleges=(), states=(), add=False)
    for path in sorted((folder / "hsds").glob("*")):
        if path.is_dir() and Files(path).has(DIRECTORY):
            yield Part("hsds", path, replace(plain, name=path.name))
    for path in sorted((folder / "ctdl").glob("*.json*")):
        if "context" not in path.name:
            yield Part("ctdl", path, replace(plain, name=path.stem))
    for path in sorted((folder / "catalog").glob("*.[cx][sl][vs]*")):
        yield Part("catalog", path, replace(plain, name=path.stem))
