"""Rasa components around the spaCy pipeline; Rasa's stock spaCy tokenizer and featurizer read it."""

from functools import cache
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.nlu.pipeline import build
from bot.settings import settings
from knowledge.store import catalog_at


@cache
def _pipeline(database_url: str, cache_dir: Path) -> Language:
    """The process's pipeline: Rasa asks for it once for each graph node that needs it."""
    return build(catalog_at(database_url), cache_dir, database=database_url)


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="PathwayNLP",
)
class PathwayNLP(SpacyNLP):
    """Rasa's SpacyNLP over our own pipeline, built from the knowledge base rather than loaded by name."""

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> "PathwayNLP":
        return cls(
            SpacyModel(model=_pipeline(settings().database_url, settings().cache_dir), model_name="pathway"),
            {**cls.get_default_config(), "case_sensitive": True, **config},
        )

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        """Read the examples without looking for entities and clauses in them, which nothing is trained on."""
        with model.model.select_pipes(disable=["linker", "open_titles", "clauses", "describer"]):
            return super().process_training_data(training_data, model)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LinkedEntities(GraphComponent, EntityExtractorMixin):
    """Hands on what the pipeline's linker found, as Rasa entities whose value is an id or a typed value."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [SpacyNLP]

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> "LinkedEntities":
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            if doc is None:
                continue
            entities = []
            for found in doc._.found:
                entity = {
                    "entity": found.label,
                    "value": found.value,
                    "start": found.start,
                    "end": found.end,
                    "extractor": "LinkedEntities",
                }
                entities.append(entity | ({"role": found.role} if found.role else {}))
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages
