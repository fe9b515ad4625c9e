"""An answer to an open question goes to the topic that asked it, whatever the words look like by themselves."""

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

PRIORITY = 7  # above RulePolicy's 6, whose rules see only the topic of the words


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class AnswerPolicy(Policy):
    """Predicts the asking topic's action where the slot ``answered`` says that the open question was answered."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": PRIORITY, "max_history": 2}

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Nothing is learned; the resource is kept so that Rasa can load the policy."""
        with self._model_storage.write_to(self._resource):
            pass
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "AnswerPolicy":
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self, tracker: DialogueStateTracker, domain: Domain, rule_only_data: dict[str, Any] | None = None, **kwargs: Any
    ) -> PolicyPrediction:
        probabilities = self._default_predictions(domain)
        asked = tracker.get_slot("asked")
        if tracker.get_slot("answered"):
            action = ACTION_LISTEN_NAME if _acted_since_message(tracker) else (asked or {}).get("by")
            if action in domain.action_names_or_texts:
                probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities)


def _acted_since_message(tracker: DialogueStateTracker) -> bool:
    for event in reversed(tracker.applied_events()):
        if isinstance(event, UserUttered):
            return False
        if isinstance(event, ActionExecuted) and event.action_name not in (
            ACTION_LISTEN_NAME,
            "action_extract_slots",
            "action_validate_slot_mappings",
        ):
            return True
    return True
