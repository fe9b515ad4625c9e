"""An answer to an open question goes to the topic that asked; with no answer the other policies decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policies.answer import PRIORITY, AnswerPolicy

DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    intents: [inform, occupation_info]
    slots:
      asked: {type: any, influence_conversation: false, mappings: [{type: custom}]}
      answered: {type: bool, influence_conversation: false, mappings: [{type: custom}]}
    actions: [action_next_step, action_occupation_info, action_validate_slot_mappings]
    """
)
ASKED = SlotSet("asked", {"question": "hours", "by": "action_next_step"})
ANSWERED = SlotSet("answered", True)
SAID = [ActionExecuted("action_listen"), UserUttered("15 hours", intent={"name": "occupation_info"})]


@pytest.fixture
def policy(tmp_path: Path) -> AnswerPolicy:
    storage, resource = LocalModelStorage.create(tmp_path), Resource("answer")
    return AnswerPolicy(AnswerPolicy.get_default_config(), storage, resource, ExecutionContext(GraphSchema({})))


def predicted(policy: AnswerPolicy, *events: Event) -> str | None:
    """The action the policy is sure of, if there is one."""
    tracker = DialogueStateTracker.from_events("one", list(events), DOMAIN.slots)
    prediction = policy.predict_action_probabilities(tracker, DOMAIN)
    assert set(prediction.probabilities) <= {0.0, 1.0}
    return DOMAIN.action_names_or_texts[prediction.probabilities.index(1.0)] if 1.0 in prediction.probabilities else None


def test_an_answer_goes_to_the_topic_that_asked(policy: AnswerPolicy) -> None:
    assert predicted(policy, ASKED, *SAID, ANSWERED) == "action_next_step"


def test_reading_the_facts_is_not_yet_an_answer(policy: AnswerPolicy) -> None:
    """Rasa runs its hook for slots between the message and the topic."""
    assert predicted(policy, ASKED, *SAID, ActionExecuted("action_validate_slot_mappings"), ANSWERED) == "action_next_step"


def test_after_the_topic_has_answered_it_is_the_student_s_turn(policy: AnswerPolicy) -> None:
    assert predicted(policy, ASKED, *SAID, ANSWERED, ActionExecuted("action_next_step")) == "action_listen"


def test_it_is_the_student_s_turn_too_where_the_topic_closed_its_question(policy: AnswerPolicy) -> None:
    assert (
        predicted(policy, ASKED, *SAID, ANSWERED, ActionExecuted("action_next_step"), SlotSet("asked", None)) == "action_listen"
    )


def test_a_side_question_is_left_to_the_rules(policy: AnswerPolicy) -> None:
    assert predicted(policy, ASKED, *SAID, SlotSet("answered", False)) is None


@pytest.mark.parametrize("asked", [None, {}, {"question": "hours"}, {"question": "hours", "by": "action_long_gone"}], ids=str)
def test_an_answer_to_nothing_is_left_to_the_rules(policy: AnswerPolicy, asked: Any) -> None:
    """Also where the asking topic was renamed by an update in the middle of the talk."""
    assert predicted(policy, SlotSet("asked", asked), *SAID, ANSWERED) is None


def test_a_new_talk_is_left_to_the_rules(policy: AnswerPolicy) -> None:
    assert predicted(policy) is None


def test_it_counts_more_than_a_rule() -> None:
    assert RulePolicy.get_default_config()["priority"] < PRIORITY


def test_it_learns_nothing_and_loads_again(policy: AnswerPolicy, tmp_path: Path) -> None:
    resource = policy.train([], DOMAIN)
    storage = LocalModelStorage.create(tmp_path)
    loaded = AnswerPolicy.load(AnswerPolicy.get_default_config(), storage, resource, ExecutionContext(GraphSchema({})))
    assert predicted(loaded, ASKED, *SAID, ANSWERED) == "action_next_step"
