"""The topic classifier: logistic regression over the sentence vector and weighted n-grams."""

from typing import Any

import skops.io
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction.text import TfidfTransformer

FILE = "topics.skops"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(LogisticRegressionClassifier):
    """Rasa's logistic regression with two things it lacks.

    The counts of each n-gram featurizer are weighted by how rare they are and brought to unit length (TF-IDF), so that a
    long message's counts do not drown the sentence vector; and C, the inverse strength of regularization, is a setting
    (the stock component fixes it at 1).
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**LogisticRegressionClassifier.get_default_config(), "C": 30.0, "max_iter": 400}

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf.set_params(C=self.config["C"])
        self.weights: dict[str, TfidfTransformer] = {}

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the weights, then the classifier."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        if not examples:
            return self._resource
        for origin, blocks in _blocks(examples).items():
            if origin.sparse:
                self.weights[origin.name] = TfidfTransformer(sublinear_tf=True).fit(blocks)
        self.clf.fit(self._create_X(examples), [e.get(INTENT) for e in examples])
        self.persist()
        return self._resource

    def _create_X(self, messages: list[Message]) -> csr_matrix:
        parts = []
        for origin, block in sorted(_blocks(messages).items()):
            parts.append(self.weights[origin.name].transform(block) if origin.sparse else block)
        return hstack(parts, format="csr")

    def persist(self) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            skops.io.dump({"classifier": self.clf, "weights": self.weights}, folder / FILE)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "TopicClassifier":
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            stored = skops.io.load(folder / FILE, trusted=[])  # refuses anything but plain scikit-learn and numpy
        component.clf, component.weights = stored["classifier"], stored["weights"]
        return component


class _Origin(tuple[str, bool]):
    """A featurizer by name, and whether its features are sparse."""

    @property
    def name(self) -> str:
        return self[0]

    @property
    def sparse(self) -> bool:
        return self[1]


def _blocks(messages: list[Message]) -> dict[_Origin, csr_matrix]:
    """The sentence features of each featurizer, a row per message. A message without a featurizer's features gets zeros."""
    rows: list[dict[_Origin, csr_matrix]] = []
    for message in messages:
        found = [f for f in message.features if f.attribute == TEXT and f.type == FEATURE_TYPE_SENTENCE]
        rows.append({_Origin((str(f.origin), f.is_sparse())): csr_matrix(f.features) for f in found})
    widths = {origin: block.shape[1] for row in rows for origin, block in row.items()}
    return {
        origin: vstack([row.get(origin, csr_matrix((1, width))) for row in rows], format="csr")
        for origin, width in widths.items()
    }
