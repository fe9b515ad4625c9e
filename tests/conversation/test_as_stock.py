"""Parts of Rasa's that we make quicker say what the stock parts say."""

from __future__ import annotations

import asyncio
import json
from copy import copy
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.policies.rule_policy import RulePolicy
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message as RasaMessage

from bot.conversation.nlu import QuickCounts, QuickTopics
from bot.conversation.processor import TurnProcessor
from bot.conversation.rules import QuickRules
from bot.conversation.tracker import TurnTracker
from bot.nlu.classifier import TopicClassifier
from tests.app import application

TALK = [
    "i work in a warehouse and want to fix robots. have hs diploma, 10 hrs a week evenings",
    "whats a phlebotomist make",
    "how much is it",
    "¿hay clases de inglés por la noche?",
    "thx",
    "who won the world series",
    "cheaper",
    "show my plan",
    "5 5 5",
    "!!",
]


@pytest.fixture(scope="module")
def processor() -> TurnProcessor:
    return application().agent.processor  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def talk(processor: TurnProcessor) -> list[dict[str, Any]]:
    """The events of a conversation, as they are stored."""
    agent = application().agent
    for text in TALK:
        asyncio.run(agent.answer("as-stock", text))
    left = agent.trackers.take("as-stock")
    agent.forget("as-stock")
    return json.loads(left)  # type: ignore[no-any-return]


def component(processor: TurnProcessor, kind: type) -> list[Any]:
    nodes = processor.graph_runner._instantiated_nodes.values()
    return [node._component for node in nodes if isinstance(node._component, kind)]


@pytest.mark.parametrize("seen_by_stories", [False, True])
def test_states_are_those_of_a_replay(processor: TurnProcessor, talk: list[dict[str, Any]], seen_by_stories: bool) -> None:
    domain: Domain = processor.domain
    ours = TurnTracker.of("one", (), domain)
    stock = DialogueStateTracker("one", domain.slots)
    rules = {"rule_only_slots": ["language"], "rule_only_loops": []}
    for event, same in zip(deserialise_events(talk), deserialise_events(talk), strict=True):
        ours.update(event, domain)
        stock.update(same, domain)
        asked: dict[str, Any] = {"ignore_rule_only_turns": seen_by_stories, "rule_only_data": rules}
        assert ours.past_states(domain, **asked) == stock.past_states(domain, **asked)
    ours.update(SessionStarted(), domain)
    stock.update(SessionStarted(), domain)
    assert ours.past_states(domain) == stock.past_states(domain)


def test_states_may_be_changed_by_who_asked(processor: TurnProcessor, talk: list[dict[str, Any]]) -> None:
    tracker = TurnTracker.of("one", deserialise_events(talk), processor.domain)
    before = tracker.past_states(processor.domain)
    for state in tracker.past_states(processor.domain):
        state.setdefault("user", {}).clear()
    assert tracker.past_states(processor.domain) == before


def test_rules_predict_the_same(processor: TurnProcessor, talk: list[dict[str, Any]]) -> None:
    (quick,) = component(processor, QuickRules)
    stock = copy(quick)
    stock.__class__ = RulePolicy
    tracker = TurnTracker.of("one", (), processor.domain)
    for event in deserialise_events(talk):
        tracker.update(event, processor.domain)
        ours = quick.predict_action_probabilities(tracker, processor.domain)
        theirs = stock.predict_action_probabilities(tracker, processor.domain)
        assert (ours.probabilities, ours.hide_rule_turn) == (theirs.probabilities, theirs.hide_rule_turn)


@pytest.mark.parametrize("text", TALK)
def test_counts_are_the_same(processor: TurnProcessor, text: str) -> None:
    for quick in component(processor, QuickCounts):
        message = RasaMessage({"text": text})
        message.set("text_tokens", [Word(word) for word in text.split()])
        words = quick._get_processed_message_tokens_by_attribute(message, "text")
        _, (ours,) = quick._create_features("text", [words])
        _, (theirs,) = CountVectorsFeaturizer._create_features(quick, "text", [words])
        assert ours.shape == theirs.shape
        assert (ours != theirs.tocsr()).nnz == 0


@pytest.mark.parametrize("text", [*TALK, "cna " * 50])
def test_a_message_is_weighed_the_same(processor: TurnProcessor, text: str) -> None:
    (quick,) = component(processor, QuickTopics)
    seen: list[RasaMessage] = []
    noted = copy(quick)
    noted.process = lambda messages: seen.extend(messages) or messages
    order = copy(processor.graph_runner)
    nodes = {n: _with(node, noted) if node._component is quick else node for n, node in order._instantiated_nodes.items()}
    order._instantiated_nodes, order._orders = nodes, {}
    (name,) = (n for n, node in nodes.items() if node._component is noted)
    order.run({"__message__": [UserMessage(text)], "__tracker__": None}, [name])
    ours, theirs = quick._create_X(seen), TopicClassifier._create_X(quick, seen)
    assert ours.shape == theirs.shape
    assert abs(ours - theirs).max() < 1e-12


def _with(node: Any, other: Any) -> Any:
    """The node over another component."""
    made = copy(node)
    made._component = other
    made._fn = lambda component, **named: component.process(**named)
    return made


class Word:
    """A token as the featurizer reads it."""

    def __init__(self, text: str) -> None:
        self.text = self.lemma = text
