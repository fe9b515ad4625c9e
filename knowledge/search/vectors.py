"""What every occupation is called and does, as sentence vectors: made after an import of O*NET, kept in the cache folder, mapped at use.

An occupation has the vectors of its titles, of the sentences of its description and of its first tasks. They are kept as 8-bit
integers, a quarter of the size: of 200 nearest texts 199 are the same ones (docs/decisions/0026).
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.opendata.opendata import OpenData
from knowledge.search.encoder.encoder import WIDTH, SentenceEncoder, shared
from knowledge.search.folding import fold_words

VERSION = 1  # raise it whenever what is encoded, or how it is kept, changes
TASKS = 4  # of an occupation; four tell as much as all of them, in a fifth of the time
AT_ONCE = 512  # texts encoded between two reports of progress
PARTS = ("titles", "description", "tasks")
FORMAT = "onet"

Progress = Callable[[int, int], None]
Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Part:
    """The rows of one kind of text: those of the occupation ``i`` are ``rows[starts[i]:starts[i + 1]]``."""

    rows: NDArray[np.int32]
    starts: NDArray[np.int64]


@dataclass(frozen=True)
class Vectors:
    """The vectors of all texts in 8-bit integers, each times its row of ``sizes``; whose they are; the words that stand in them."""

    codes: tuple[str, ...]
    parts: dict[str, Part]
    words: frozenset[str]
    sizes: Numbers
    matrix: NDArray[np.int8]

    def similar(self, vector: Numbers) -> Numbers:
        """The cosine of each text to a unit vector, shape (texts,)."""
        scores = np.empty(len(self.matrix), dtype=np.float32)
        block = np.empty((AT_ONCE, WIDTH), dtype=np.float32)
        for start in range(0, len(self.matrix), AT_ONCE):
            rows = self.matrix[start : start + AT_ONCE]
            np.copyto(block[: len(rows)], rows)
            # not "@": its threads would spin on the core that the next message is encoded on
            np.einsum("ij,j->i", block[: len(rows)], vector, out=scores[start : start + len(rows)])
        return scores * self.sizes


def path_in(cache_dir: Path, digest: str) -> Path:
    """Where the vectors of an import are or will be, by what they are made from."""
    key = hashlib.sha256(f"{VERSION}\0{TASKS}\0{digest}".encode()).hexdigest()[:16]
    return cache_dir.expanduser() / f"occupations-{key}.npy"


def build(url: str, cache_dir: Path, progress: Progress | None = None) -> Path | None:
    """Make the vectors of the occupations in the database at ``url``, unless they are there; the file, or None where no
    occupations were imported. It takes about a minute; ``progress`` is told the texts done and all of them.

    Raises StoreError if the database can't be read, BuildError if the folder can't be written.
    """
    data = OpenData(url)  # not the process's own, which keeps what it read before the import
    try:
        return build_for(data, cache_dir, progress)
    finally:
        data.close()


def build_for(data: OpenData, cache_dir: Path, progress: Progress | None = None) -> Path | None:
    """The same, for open data at hand."""
    if not (digest := data.digest(FORMAT)):
        return None
    path = path_in(cache_dir, digest)
    if not path.is_file():
        _write(path, *_texts(data), shared(cache_dir, quantized=True), progress or (lambda done, total: None))
    return path


def missing(url: str, cache_dir: Path) -> bool:
    """Whether occupations were imported whose vectors nobody built yet."""
    data = OpenData(url)
    try:
        digest = data.digest(FORMAT)
    finally:
        data.close()
    return bool(digest) and not path_in(cache_dir, digest).is_file()


def load(data: OpenData, cache_dir: Path) -> Vectors | None:
    """The vectors of the occupations in ``data``; None where nobody built them."""
    digest = data.digest(FORMAT)
    path = path_in(cache_dir, digest)
    if not digest or not path.is_file():
        return None
    with np.load(_beside(path), allow_pickle=False) as kept:
        return Vectors(
            codes=tuple(str(kept["codes"]).split("\n")),
            parts={part: Part(kept[f"{part}_rows"], kept[f"{part}_starts"]) for part in PARTS},
            words=frozenset(str(kept["words"]).split("\n")),
            sizes=kept["sizes"],
            matrix=np.load(path, mmap_mode="r", allow_pickle=False),
        )


def _texts(data: OpenData) -> tuple[list[str], dict[str, dict[str, list[str]]]]:
    """The codes, and by part and code the texts."""
    parts: dict[str, dict[str, list[str]]] = {part: {} for part in PARTS}
    codes = []
    for code, description, tasks in data.descriptions(TASKS):
        codes.append(code)
        parts["description"][code] = re.split(r"(?<=\.) ", description)
        parts["tasks"][code] = list(tasks)
    first: dict[str, str] = {}  # one title stands for all that are written alike
    for code, _, title, folded in sorted(data.titles()):
        parts["titles"].setdefault(code, []).append(first.setdefault(folded, title))
    return codes, parts


def _write(
    path: Path, codes: Sequence[str], parts: dict[str, dict[str, list[str]]], encoder: SentenceEncoder, progress: Progress
) -> None:
    texts = list(dict.fromkeys(text for part in PARTS for code in codes for text in parts[part].get(code, ())))
    place = {text: row for row, text in enumerate(texts)}
    kept: dict[str, object] = {"codes": "\n".join(codes), "words": "\n".join(sorted(_words(texts)))}
    for part in PARTS:
        rows = [sorted({place[text] for text in parts[part].get(code, ())}) for code in codes]
        kept[f"{part}_rows"] = np.array([row for some in rows for row in some], dtype=np.int32)
        kept[f"{part}_starts"] = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    matrix, sizes = np.empty((len(texts), WIDTH), dtype=np.int8), np.empty(len(texts), dtype=np.float32)
    slices = [slice(*ends) for ends in pairwise([*range(0, len(texts), AT_ONCE), len(texts)])]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # the model runs a text on one core, and lets other threads go on
        for of, vectors in zip(slices, pool.map(lambda of: encoder.encode(texts[of]), slices), strict=True):
            sizes[of] = np.abs(vectors).max(axis=1) / 127
            matrix[of] = np.round(vectors / sizes[of, None])
            progress(of.stop, len(texts))
    kept["sizes"] = sizes
    path.parent.mkdir(parents=True, exist_ok=True)
    _finish(_beside(path), lambda file: np.savez(file, **kept))  # type: ignore[arg-type]  # first: with the matrix it is whole
    _finish(path, lambda file: np.save(file, matrix))
    for old in path.parent.glob("occupations-*"):
        if old.stem != path.stem and not old.name.endswith(".tmp"):
            old.unlink(missing_ok=True)


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in fold_words(text)}


def _beside(path: Path) -> Path:
    return path.with_suffix(".npz")


def _finish(path: Path, write: Callable[..., None]) -> None:
    """Write a file that appears under its name only when complete, however many processes write it at once."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    with unfinished.open("wb") as file:
        write(file)
    unfinished.replace(path)
