"""Which occupations a description comes nearest to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.search.encoder.encoder import shared
from knowledge.search.vectors import Numbers, Part, Vectors

# Weights of the nearest title, of the mean of the nearest titles, of the nearest sentence of the description and of the nearest
# task; measured on the development half of tests/bench/search_queries.jsonl (docs/decisions/0026).
NEAREST, SEVERAL, DESCRIPTION, TASK = 1.0, 1.0, 0.75, 0.75
TITLES = 4  # in the mean: one title alone may be near by chance
LOOKED_AT = 64  # occupations whose titles are looked at together
UNTOLD = 0.2  # likeness of a task where none is told: what is left over, "all other"


class Described:
    """Vectors of occupations, asked with a text."""

    def __init__(self, vectors: Vectors, cache_dir: Path) -> None:
        self._vectors = vectors
        self._encoder = shared(cache_dir, quantized=True)
        self.words = vectors.words

    def nearest(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Codes with their likeness (about 0 to 1), the best first."""
        similar = self._vectors.similar(self._encoder.encode([text])[0])
        titles, told, tasks = (self._best(similar, self._vectors.parts[part]) for part in ("titles", "description", "tasks"))
        first = NEAREST * titles + DESCRIPTION * told + TASK * tasks
        looked_at = np.argpartition(-first, min(max(LOOKED_AT, limit), len(first) - 1))[: max(LOOKED_AT, limit)]
        several = np.array([self._mean(similar, self._vectors.parts["titles"], place) for place in looked_at])
        scores = (first[looked_at] + SEVERAL * several) / (NEAREST + SEVERAL + DESCRIPTION + TASK)
        order = np.argsort(-scores, kind="stable")[:limit]
        return [(self._vectors.codes[looked_at[place]], round(float(scores[place]), 4)) for place in order]

    @staticmethod
    def _best(similar: Numbers, part: Part) -> NDArray[np.float32]:
        """The likeness of each occupation's nearest text."""
        has = np.flatnonzero(np.diff(part.starts))
        best = np.full(len(part.starts) - 1, UNTOLD, dtype=np.float32)
        if len(has):
            best[has] = np.maximum.reduceat(similar[part.rows], part.starts[has])
        return best

    @staticmethod
    def _mean(similar: Numbers, part: Part, place: int) -> float:
        rows = part.rows[part.starts[place] : part.starts[place + 1]]
        return float(np.sort(similar[rows])[-TITLES:].mean())
