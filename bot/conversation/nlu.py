"""Stock NLU components made quick for one message at a time, with the same numbers coming out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import sklearn
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

from bot.nlu.classifier import TopicClassifier

type Vector = npt.NDArray[np.float64]


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


class QuickTopics(TopicClassifier):
    """Puts one message's features side by side and weighs them, without building and checking a matrix for each step."""

    def _create_X(self, messages: list[Message]) -> csr_matrix:
        found = [f for f in messages[0].features if f.attribute == TEXT and f.type == FEATURE_TYPE_SENTENCE]
        plain = all(w.norm == "l2" and w.use_idf and w.sublinear_tf for w in self.weights.values())
        if len(messages) != 1 or not plain:
            return super()._create_X(messages)
        columns, values, width = [], [], 0
        for feature in sorted(found, key=lambda f: (str(f.origin), f.is_sparse())):
            block = feature.features
            if feature.is_sparse():
                row = csr_matrix(block) if block.format != "csr" else block
                columns.append(row.indices + width)
                values.append(_weighed(row, self.weights[str(feature.origin)].idf_))
            else:
                columns.append(np.arange(width, width + block.shape[1], dtype=np.int32))
                values.append(np.asarray(block, dtype=np.float64).ravel())
            width += block.shape[1]
        row_end = np.array([0, sum(map(len, columns))], dtype=np.int32)
        return csr_matrix((np.concatenate(values), np.concatenate(columns), row_end), shape=(1, width))


def _weighed(row: csr_matrix, rarity: Vector) -> Vector:
    """Counts as TF-IDF of unit length, as ``TfidfTransformer(sublinear_tf=True)`` gives them."""
    weights: Vector = (np.log(row.data) + 1.0) * rarity[row.indices]
    return weights / (math.sqrt(float(weights @ weights)) or 1.0)


def quicken(component: Any) -> None:
    """Lay a loaded classifier's weights out as they are read: by feature. Else scikit-learn turns all of them for every message."""
    if isinstance(component, LogisticRegressionClassifier):
        component.clf.coef_ = np.asfortranarray(component.clf.coef_)


def unchecked() -> None:
    """Let scikit-learn take what it is given, in this thread: its checks are half of the time of a prediction."""
    sklearn.set_config(assume_finite=True, skip_parameter_validation=True)
