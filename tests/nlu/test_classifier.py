"""The topic classifier: what it learns from, how its two kinds of features are weighed, and what it reads back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skops.io
import spacy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

import bot.nlu.clauses  # noqa: F401  registers what a document is asked for
from bot.nlu.classifier import FILE, TopicClassifier, name_in_words, vector_scale

RESOURCE = Resource("topics")
EXAMPLES = {
    "ask_cost": ["how much is it", "what do i pay", "price please", "is that expensive"],
    "ask_length": ["how long does that take", "how many weeks", "when would i be done", "is it quick"],
    "greet": ["hi there", "hello", "good morning", "hey"],
}


@pytest.fixture(scope="module")
def language() -> Language:
    """A pipeline whose vectors say nothing, so that a test's outcome hangs on words alone and no encoder is loaded."""
    nlp = spacy.blank("en")
    nlp.vocab.reset_vectors(width=8)
    return nlp


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage.create(tmp_path)


@pytest.fixture
def trained(language: Language, storage: LocalModelStorage) -> TopicClassifier:
    classifier = TopicClassifier.create({}, storage, RESOURCE, context())
    rows = [message(language, text, topic) for topic, texts in EXAMPLES.items() for text in texts]
    classifier.train(TrainingData(rows), SpacyModel(language, "test"))
    return classifier


def test_the_words_of_a_topics_name_are_an_example_of_it(trained: TopicClassifier, language: Language) -> None:
    """No example holds "cost" or "length"; only the topics' names do."""
    assert read(trained, language, "the cost")[0] == "ask_cost"
    assert read(trained, language, "the length")[0] == "ask_length"


def test_probabilities_are_in_the_order_of_the_names(trained: TopicClassifier, language: Language) -> None:
    rows = trained.probabilities([language("how much is it"), language("hello")])
    assert rows.shape == (2, 3)
    assert rows.sum(axis=1) == pytest.approx(1.0)
    assert [trained.names[i] for i in rows.argmax(axis=1)] == ["ask_cost", "greet"]


def test_what_is_loaded_answers_as_what_was_trained(
    trained: TopicClassifier, language: Language, storage: LocalModelStorage
) -> None:
    loaded = TopicClassifier.load({}, storage, RESOURCE, context())
    text = language("how much is that please")
    assert loaded.scale == trained.scale
    assert np.array_equal(loaded.probabilities([text]), trained.probabilities([text]))


def test_the_model_file_holds_nothing_that_would_have_to_be_trusted(trained: TopicClassifier, storage: LocalModelStorage) -> None:
    with storage.read_from(RESOURCE) as folder:
        assert skops.io.get_untrusted_types(file=folder / FILE) == []


def test_the_vector_counts_as_much_as_words_at_even_and_more_below() -> None:
    assert vector_scale(70, even=70) == 1.0
    assert vector_scale(10, even=70) > vector_scale(30, even=70) > 1.0 > vector_scale(280, even=70)


def test_the_scale_follows_the_number_of_examples_per_topic(trained: TopicClassifier) -> None:
    assert trained.scale == vector_scale(4, even=trained.config["even"])


@pytest.mark.parametrize(
    ("topic", "words"), [("ask_cost", "ask cost"), ("declined_card-payment", "declined card payment"), ("pin", "pin")]
)
def test_a_name_in_words(topic: str, words: str) -> None:
    assert name_in_words(topic) == words


def test_an_example_without_a_topic_is_passed_over(language: Language, storage: LocalModelStorage) -> None:
    classifier = TopicClassifier.create({}, storage, RESOURCE, context())
    classifier.train(TrainingData([message(language, "stray", None)]), SpacyModel(language, "test"))
    assert classifier.names == []


def message(language: Language, text: str, topic: str | None = None) -> Message:
    """A message as the pipeline's first component leaves it."""
    data = {TEXT: text, SPACY_DOCS[TEXT]: language(text)}
    return Message(data | ({INTENT: topic} if topic else {}))


def read(classifier: TopicClassifier, language: Language, text: str) -> list[str]:
    """The topics that a message may mean, likeliest first."""
    asked = message(language, text)
    classifier.process([asked], SpacyModel(language, "test"))
    return [one["name"] for one in asked.get(INTENT_RANKING_KEY)]


def context() -> ExecutionContext:
    return ExecutionContext(GraphSchema({}))
