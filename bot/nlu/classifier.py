"""The topic classifier: logistic regression over the sentence vector and weighted n-grams, for a message and for its clauses."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import skops.io
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from bot import ngrams
from bot.nlu.needs import Clause, is_of, is_trouble, only_need, second_need
from bot.topics import topics

FILE = "topics.skops"
NEEDS = "needs"  # key of a parsed message: its needs, the one to be answered first standing first
RANKED = 10  # meanings that a parsed message names

# Words and word pairs, and pieces of words, which still match where a word is misspelled.
_NGRAMS: tuple[dict[str, Any], ...] = (
    {"ngram_range": (1, 2), "token_pattern": r"\w+"},
    {"analyzer": "char_wb", "ngram_range": (2, 4)},
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="PathwayNLP")
class TopicClassifier(GraphComponent, IntentClassifier):
    """Sets a message's topic and ranking as any intent classifier does, and ``needs`` where the message has two.

    The words of a topic's name are one more example of it: at few examples they are the best one, at many they do no harm.

    Settings: ``C``, the inverse strength of regularization; ``even``, the examples per topic at which the sentence vector and an
    n-gram block weigh the same (see `vector_scale`; measured in docs/decisions/0011).
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [SpacyNLP]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"C": 10.0, "even": 70, "max_iter": 1000, "tol": 1e-4}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self.config = {**self.get_default_config(), **config}
        self._model_storage, self._resource = model_storage, resource
        self.ngrams = [TfidfVectorizer(sublinear_tf=True, strip_accents="unicode", **options) for options in _NGRAMS]
        self.scale = 1.0  # what the sentence vector is multiplied with
        self.names: list[str] = []
        self.weights: NDArray[np.float32] = np.empty((0, 0), np.float32)  # a row per feature, a column per topic
        self.bias: NDArray[np.float32] = np.empty(0, np.float32)
        self._able = frozenset(topic.name for topic in topics() if topic.kind == "content")
        self._urgent = frozenset(topic.name for topic in topics() if topic.urgent)

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> TopicClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData, model: SpacyModel) -> Resource:
        """Fit n-gram weights and regression on every example that has a topic, and on the topics' names."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(SPACY_DOCS[TEXT])]
        if examples:
            told = [str(e.get(INTENT)) for e in examples]
            known = sorted(set(told))
            docs = [*(e.get(SPACY_DOCS[TEXT]) for e in examples), *model.model.pipe(map(name_in_words, known))]
            self.fit(docs, told + known, vector_scale(len(told) / len(known), self.config["even"]))
            with self._model_storage.write_to(self._resource) as folder:
                kept = {
                    "names": self.names,
                    "weights": self.weights,
                    "bias": self.bias,
                    "ngrams": [ngrams.kept(block) for block in self.ngrams],
                }
                skops.io.dump(kept | {"scale": self.scale}, folder / FILE)
        return self._resource

    def fit(self, docs: Sequence[Doc], told: Sequence[str], scale: float) -> None:
        """Learn to tell the topics apart: a document and its topic's name for each example."""
        self.scale = scale
        for block in self.ngrams:
            block.fit([doc.text for doc in docs])
        regression = LogisticRegression(C=self.config["C"], max_iter=self.config["max_iter"], tol=self.config["tol"])
        features = [csr_matrix(self._vectors(docs)), self._grams(docs)]
        regression.fit(hstack(features, format="csr", dtype=np.float64), told)
        self.names = [str(name) for name in regression.classes_]
        # Turned and stored so once: scikit-learn's own predict_proba copies the whole matrix for every message.
        self.weights = np.ascontiguousarray(regression.coef_.T, dtype=np.float32)
        self.bias = regression.intercept_.astype(np.float32)

    def probabilities(self, docs: Sequence[Doc]) -> NDArray[np.float64]:
        """How likely each topic is for each text: shape (len(docs), topics), rows sum to 1, topics in the order of ``names``."""
        vectors = self._vectors(docs)
        wide = vectors.shape[1]
        scores = vectors @ self.weights[:wide] + self._grams(docs) @ self.weights[wide:] + self.bias
        return np.asarray(softmax(scores, axis=1))

    def _vectors(self, docs: Sequence[Doc]) -> NDArray[np.float32]:
        return np.stack([doc.vector for doc in docs]) * np.float32(self.scale)

    def _grams(self, docs: Sequence[Doc]) -> csr_matrix:
        return hstack([block.transform([doc.text for doc in docs]) for block in self.ngrams], format="csr", dtype=np.float32)

    def process(self, messages: list[Message], model: SpacyModel) -> list[Message]:
        """Read each message. Rasa hands ``model`` to every step of a component that names one; only training needs it."""
        for message in messages:
            if (doc := message.get(SPACY_DOCS[TEXT])) is not None:
                self._read(message, doc)
        return messages

    def _read(self, message: Message, doc: Doc) -> None:
        parts: Sequence[Doc] = doc._.clauses
        whole, *apart = self.probabilities([doc, *parts])
        ranked = [(self.names[i], float(whole[i])) for i in whole.argsort()[::-1][:RANKED]]
        clauses = [self._clause(part, row, doc) for part, row in zip(parts, apart, strict=True)]
        if second := second_need(ranked[0][0], clauses, self._able):
            needs = _needs(ranked[0][0], second, clauses, self._urgent)
            alone = only_need(ranked[0][0], second, clauses)
            first = alone or needs[0]["topic"]
            sure = max(ranked[0][1], *(need["confidence"] for need in needs))  # as sure as the surer need: the other is no rival
            ranked = [(first, sure), *(r for r in ranked if r[0] != first)]
            if not alone:
                message.set(NEEDS, needs, add_to_output=True)
        ranking = [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence} for name, confidence in ranked]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    def _clause(self, part: Doc, row: NDArray[np.float64], doc: Doc) -> Clause:
        start, end = part.user_data["start"], part.user_data["end"]
        help_named = any(is_trouble(f.label, f.value) and f.role != "not" and start <= f.start < end for f in doc._.found)
        return Clause(part.text, start, end, dict(zip(self.names, map(float, row), strict=True)), help_named)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            stored = skops.io.load(folder / FILE, trusted=[])  # refuses anything but plain scikit-learn and numpy
        component.names, component.ngrams = stored["names"], [ngrams.learned(block) for block in stored["ngrams"]]
        component.weights, component.bias, component.scale = stored["weights"], stored["bias"], stored["scale"]
        return component


def vector_scale(examples: float, even: float) -> float:
    """What the sentence vector is multiplied with beside n-gram blocks of unit length, at so many examples per topic.

    An n-gram seen in few examples says little, a vector says as much from the first one; so the n-grams' share grows with the
    root of the examples, and reaches the vector's at ``even``. Regularization sees the scale: a larger one is penalized less.
    """
    return math.sqrt(even / examples)


def name_in_words(topic: str) -> str:
    """The words of a topic's name: ``ask_cost`` is "ask cost"."""
    return " ".join(re.findall(r"[^\W_]+", topic))


def _needs(first: str, second: str, clauses: Sequence[Clause], urgent: frozenset[str]) -> list[dict[str, Any]]:
    """Both needs with the stretches of the message that are theirs; an urgent one comes first, else they stay as they were said."""
    mine = {second: [c for c in clauses if is_of(c, second)], first: [c for c in clauses if not is_of(c, second)]}
    needs = [
        {
            "topic": topic,
            "confidence": max(clause.meanings[topic] for clause in of),
            "spans": [[clause.start, clause.end] for clause in of],
        }
        for topic, of in mine.items()
    ]
    return sorted(needs, key=lambda need: (need["topic"] not in urgent, need["spans"][0][0]))
