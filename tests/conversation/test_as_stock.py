"""Parts of Rasa's that we make quicker say what the stock parts say."""

from __future__ import annotations

import asyncio
import json
from copy import copy
from typing import Any

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.processor import TurnProcessor
from bot.conversation.rules import QuickRules
from bot.conversation.tracker import TurnTracker
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
