"""Train the ear: ``python -m bot.guard.train`` in the project's root. The build does it whenever an input changed.

It learns from ``bot/guard/examples`` and ``data/nlu``; the tables of ``tests/guard`` only measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED

import numpy as np
import skops.io
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from bot import ngrams
from bot.guard.ear import FILE, features
from bot.guard.patterns import Patterns, reviewed
from bot.settings import settings
from knowledge.search.encoder.encoder import shared

EXAMPLES, NLU = Path(__file__).parent / "examples", Path("data/nlu")
KINDS = ("suicide", "harm_by_others", "harm_to_others")
ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
GAMMA, C = 0.5, 10.0  # chosen on messages of writers who saw none of the examples, see docs/decisions/0012


def main() -> None:
    """Learn, and put the file in the cache folder."""
    path = settings().cache_dir / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".tmp")  # a running assistant never finds half a file
    skops.io.dump(learn(path.parent), unfinished, compression=ZIP_DEFLATED, compresslevel=1)
    unfinished.replace(path)


def learn(cache: Path) -> dict[str, Any]:
    """What an `Ear` is made of. Takes half a minute to a minute on one core, most of it sentence vectors."""
    patterns = reviewed()
    labelled = list(examples(patterns))
    texts = [" ".join(patterns.plain(text)) for text, _ in labelled]
    kinds = np.array([kind or "" for _, kind in labelled])
    encoder = shared(cache, quantized=True)
    blocks = [
        TfidfVectorizer(analyzer="word", ngram_range=(1, 3), token_pattern=r"\S+", sublinear_tf=True).fit(texts),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2).fit(texts),
    ]
    rows = features(texts, blocks, encoder)
    machine = SVC(kernel="rbf", gamma=GAMMA, C=C, class_weight="balanced", cache_size=500).fit(rows, kinds != "")
    cries = kinds != ""
    harm = LogisticRegression(C=C, class_weight="balanced", max_iter=2000).fit(rows[cries], kinds[cries] == "harm_by_others")
    support = machine.support_vectors_.tocsc()
    return {
        "blocks": [ngrams.kept(block) for block in blocks],
        "gamma": GAMMA,
        "bias": machine.intercept_[0],
        "weights": machine.dual_coef_.toarray()[0],
        "columns": (support.data.astype(np.float32), support.indices.astype(np.int32), support.indptr.astype(np.int32)),
        "lengths": np.asarray(support.multiply(support).sum(axis=1)).ravel(),
        "harm": harm.coef_[0],
        "harm_bias": harm.intercept_[0],
    }


def examples(patterns: Patterns) -> Iterator[tuple[str, str | None]]:
    """Messages and the kind of danger they tell of, None for ordinary ones."""
    for path in sorted(EXAMPLES.glob("*.yml")):
        for messages in yaml.safe_load(path.read_text(encoding="utf-8")).values():
            yield from ((message, path.stem if path.stem in KINDS else None) for message in messages)
    for path in sorted(NLU.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
            for line in entry.get("examples", "").splitlines():
                if text := ANNOTATION.sub(r"\1", line.strip().removeprefix("- ")):
                    cry = entry.get("intent") == "crisis"
                    yield text, (patterns.kind(text) or "suicide") if cry else None


if __name__ == "__main__":
    main()
