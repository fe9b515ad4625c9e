"""The names and descriptions of records as sentence vectors, kept between starts; which of them a text is nearest to."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlu.linking.names import Name
from knowledge.search.encoder.encoder import SentenceEncoder

INDEX_VERSION = 1  # raise it whenever what is encoded for a name changes
CLOSEST = 40  # texts looked at; a record has many

Matrix = NDArray[np.float32]


class Index:
    """The vectors of all names and descriptions, in a file of the cache folder named by what went into it."""

    def __init__(self, texts: Sequence[Name], encoder: Callable[[], SentenceEncoder], cache: Path) -> None:
        self._labels = [t.label for t in texts]
        self._ids = [t.id for t in texts]
        self._texts = [t.text for t in texts]
        self._encoder = encoder
        self._cache = cache
        self._kinds: dict[str, tuple[list[str], Matrix]] = {}

    def nearest(self, label: str, text: str) -> list[tuple[str, float]]:
        """Ids of the records of a kind by similarity (cosine) of their nearest text, the best first; NOTHING and NOBODY are none of ours."""
        ids, vectors = self._of(label)
        # not "@": its threads would spin on the core that the next message is encoded on
        scores = np.einsum("ij,j->i", vectors, self._encoder().encode([text])[0])
        best: dict[str, float] = {}
        for place in np.argpartition(-scores, min(CLOSEST, len(ids) - 1))[:CLOSEST]:
            best[ids[place]] = max(best.get(ids[place], -1.0), float(scores[place]))
        return sorted(best.items(), key=lambda item: -item[1])

    def _of(self, label: str) -> tuple[list[str], Matrix]:
        """The ids and vectors of one kind, side by side in memory."""
        if not self._kinds:
            vectors = self._load()
            for kind in dict.fromkeys(self._labels):
                rows = [row for row, of in enumerate(self._labels) if of == kind]
                self._kinds[kind] = ([self._ids[row] for row in rows], np.ascontiguousarray(vectors[rows]))
        return self._kinds[label]

    def _load(self) -> Matrix:
        encoder = self._encoder()
        family = f"descriptions-{_digest(str(INDEX_VERSION), encoder.model_path.name)}-"
        path = self._cache.expanduser() / f"{family}{_digest(*self._texts)}.npz"
        if path.is_file():
            return _kept(path)[1]
        known = self._known(path.parent, family)
        new = [text for text in dict.fromkeys(self._texts) if text not in known]
        known |= zip(new, encoder.encode(new), strict=True)
        vectors = np.stack([known[text] for text in self._texts])
        unfinished = path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}.tmp")
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            np.savez(file, texts=json.dumps(self._texts), vectors=vectors)
        unfinished.replace(path)  # complete or not there, however many processes start at once
        return vectors

    def _known(self, folder: Path, family: str) -> dict[str, NDArray[np.float32]]:
        """The vectors of the content as it was before: of a pack of thousands of texts, an edit changes a few."""
        before = max(folder.glob(f"{family}*.npz"), key=lambda path: path.stat().st_mtime, default=None)
        if before is None:
            return {}
        texts, vectors = _kept(before)
        return dict(zip(texts, vectors, strict=True))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _kept(path: Path) -> tuple[list[str], Matrix]:
    with np.load(path, allow_pickle=False) as file:
        return json.loads(str(file["texts"])), np.asarray(file["vectors"], dtype=np.float32)
