"""Stock NLU components made quick for one message at a time, with the same numbers coming out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.nlu.constants import TEXT
from scipy.sparse import csr_matrix


class QuickCounts(CountVectorsFeaturizer):
    """Counts the n-grams of a whole message.

    The stock component has scikit-learn count them through its checks for whole corpora, and counts each word by itself
    too, for components (DIET, CRF) that cannot be configured here.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._analyzer = cache(lambda attribute: self.vectorizers[attribute].build_analyzer())

    def _create_features(
        self, attribute: str, all_tokens: list[list[str]]
    ) -> tuple[list[csr_matrix | None], list[csr_matrix | None]]:
        if attribute != TEXT or not self.vectorizers.get(TEXT):
            return super()._create_features(attribute, all_tokens)
        return [None] * len(all_tokens), [self._counts(tokens) if tokens else None for tokens in all_tokens]

    def _counts(self, tokens: list[str]) -> csr_matrix:
        analyze: Callable[[str], list[str]] = self._analyzer(TEXT)
        vocabulary = self.vectorizers[TEXT].vocabulary_
        counts = Counter(vocabulary[gram] for gram in analyze(" ".join(tokens)) if gram in vocabulary)
        columns = np.array(sorted(counts), dtype=np.int32)
        values = np.array([counts[column] for column in columns], dtype=np.int64)
        return csr_matrix((values, columns, np.array([0, len(columns)], dtype=np.int32)), shape=(1, len(vocabulary)))


def quicken(component: Any) -> None:
    """Lay a loaded classifier's weights out as they are read: by feature. Else scikit-learn turns all of them for every message."""
    if isinstance(component, LogisticRegressionClassifier):
        component.clf.coef_ = np.asfortranarray(component.clf.coef_)
