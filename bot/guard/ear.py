"""The learned ear beside the phrases: how much a message sounds like a cry for help, in words nobody wrote down before.

A support vector machine over the sentence vector and weighted n-grams of the folded words. `bot.guard.train` makes its
file, a stage of the build; it is never in git.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix, hstack

from bot import ngrams
from knowledge.search.encoder.encoder import WIDTH, SentenceEncoder, shared

FILE = "crisis-ear.skops"
VECTOR_WEIGHT = 0.7  # of the sentence vector beside the two blocks of n-grams, whose rows have length 1; measured
WINDOW, STEP = 60, 40  # words heard at once: in a long story a few words of despair would drown


class EarError(RuntimeError):
    """The ear cannot be loaded; says which file and what to do."""


@dataclass(frozen=True)
class Score:
    """``cry``: above 0 on the cries' side, about -1 for ordinary words. ``harmed``: above 0 where another person does the harm."""

    cry: float
    harmed: float


class Ear:
    """What was learned, ready to listen. May be used by several threads at once."""

    def __init__(self, learned: dict[str, Any], encoder: SentenceEncoder) -> None:
        self._blocks = [ngrams.learned(block) for block in learned["blocks"]]
        self._gamma, self._bias = float(learned["gamma"]), float(learned["bias"])
        self._weights: NDArray[np.float64] = learned["weights"]
        values, rows, starts = learned["columns"]
        size, begin = len(learned["weights"]), starts[-WIDTH - 1]
        # A message has few n-grams and only their columns are read; the vector's columns are full, and one table is faster.
        self._values, self._rows, self._starts = values[:begin], rows[:begin], starts
        shape = (size, WIDTH)
        self._vectors = csc_matrix((values[begin:], rows[begin:], starts[-WIDTH - 1 :] - begin), shape).toarray()
        self._lengths: NDArray[np.float64] = learned["lengths"]
        self._harm: NDArray[np.float64] = learned["harm"]
        self._harm_bias = float(learned["harm_bias"])
        self._encoder = encoder

    @classmethod
    def load(cls, cache: Path) -> Ear:
        """The ear that the build left in ``cache``.

        Raises:
            EarError: when it is missing or cannot be read.
        """
        path = cache / FILE
        try:
            return cls(skops.io.load(path, trusted=[]), shared(cache, quantized=True))  # trusts only plain scikit-learn and numpy
        except Exception as error:  # skops and onnxruntime raise many kinds for a file that is broken
            raise EarError(f"{path} cannot be used ({type(error).__name__}: {error}). Run 'make build'.") from error

    def hear(self, words: Sequence[str]) -> Score:
        """The highest score of any part of the message. ``words`` are folded, sentence ends and idioms left out."""
        return max((self._score(" ".join(part)) for part in _windows(words)), key=lambda score: score.cry)

    def _score(self, text: str) -> Score:
        row = features([text], self._blocks, self._encoder)
        grams = row.indices < len(self._starts) - 1 - WIDTH
        spans = [slice(self._starts[column], self._starts[column + 1]) for column in row.indices[grams]]
        overlap = (self._vectors @ row.data[~grams].astype(np.float32)).astype(np.float64)
        if spans:
            values = [self._values[span] * value for span, value in zip(spans, row.data[grams], strict=True)]
            rows = np.concatenate([self._rows[span] for span in spans])
            overlap += np.bincount(rows, np.concatenate(values), len(overlap))
        distance = self._lengths + row.data @ row.data - 2 * overlap
        cry = np.exp(-self._gamma * distance) @ self._weights + self._bias
        return Score(float(cry), float(self._harm[row.indices] @ row.data + self._harm_bias))


def features(texts: Sequence[str], blocks: Sequence[Any], encoder: SentenceEncoder) -> csr_matrix:
    """A row per folded text: its weighted n-grams and its sentence vector."""
    vectors = csr_matrix(encoder.encode(texts) * VECTOR_WEIGHT)
    return hstack([*(block.transform(texts) for block in blocks), vectors], format="csr")


def _windows(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, max(1, len(words) - WINDOW + STEP), STEP):
        yield words[start : start + WINDOW]
