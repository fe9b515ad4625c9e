"""Rasa components around the spaCy pipeline; Rasa's stock spaCy tokenizer and featurizer read it."""

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.pipeline import build
from bot.settings import settings
from knowledge.store import KnowledgeStore


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="PathwayNLP",
)
class PathwayNLP(SpacyNLP):
    """Rasa's SpacyNLP over our own pipeline, built from the knowledge base rather than loaded by name."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> "PathwayNLP":
        catalog = KnowledgeStore(settings().database_url).read()
        nlp = build(catalog, Path(settings().cache_dir))
        return cls(SpacyModel(model=nlp, model_name="pathway"), {**cls.get_default_config(), "case_sensitive": True, **config})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LinkedEntities(GraphComponent, EntityExtractorMixin):
    """Hands on what the pipeline's linker found, as Rasa entities whose value is an id or a typed value."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [SpacyNLP]

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> "LinkedEntities":
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            if doc is None:
                continue
            entities = []
            for found in doc._.found:
                entity = {"entity": found.label, "value": found.value, "start": found.start, "end": found.end, "extractor": "LinkedEntities"}
                entities.append(entity | ({"role": found.role} if found.role else {}))
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(LogisticRegressionClassifier):
    """Rasa's logistic regression with its strength of regularization as a setting.

    The stock component fixes C at 1, which on unit-length sentence vectors is far too strong.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**LogisticRegressionClassifier.get_default_config(), "C": 10.0, "max_iter": 300}

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf.set_params(C=self.config["C"])
