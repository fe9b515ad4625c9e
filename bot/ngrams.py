"""Learned n-gram weights, as they are kept in a file that is read fast.

skops keeps a record of its own for each entry of a dictionary: a vocabulary of 150,000 n-grams took three of the eleven seconds
of a start. As one text it takes a tenth of a second.
"""

from __future__ import annotations

import json
from copy import copy
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer


def kept(ngrams: TfidfVectorizer) -> dict[str, Any]:
    """What `learned` makes the fitted ``ngrams`` of again; plain scikit-learn, numpy and text."""
    columns: dict[str, int] = ngrams.vocabulary_
    bare = copy(ngrams)
    del bare.vocabulary_
    return {"ngrams": bare, "columns": json.dumps(sorted(columns, key=columns.__getitem__), ensure_ascii=False)}


def learned(stored: dict[str, Any]) -> TfidfVectorizer:
    """The n-grams as they were fitted, of what `kept` gave."""
    ngrams: TfidfVectorizer = stored["ngrams"]
    ngrams.vocabulary_ = {gram: column for column, gram in enumerate(json.loads(stored["columns"]))}
    return ngrams
