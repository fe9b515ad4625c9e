"""The actions, run in this process: rasa_sdk's executor instead of a call to an action server."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from rasa.core.actions.action import ActionExtractSlots, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.constants import DEFAULT_SLOT_NAMES, MAPPING_TYPE, SlotMappingType
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

# Rasa checks each action's result against a JSON schema that it checks anew every time: three quarters of a turn. The
# results here come from rasa_sdk's own executor in this process.
RemoteAction._validate_action_result = lambda self, result: True


class InProcessActions(EndpointConfig):
    """An action endpoint that runs actions here instead of calling a server.

    Actions get copies of the slots, as they would over HTTP: what they change counts only as an event.
    """

    def __init__(self) -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self.executor = ActionExecutor()
        self.executor.register_package("actions")

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = None,
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        call = kwargs["json"]
        slots = {k: deepcopy(v) if isinstance(v, (list, dict)) else v for k, v in call["tracker"]["slots"].items()}
        return await self.executor.run({**call, "tracker": {**call["tracker"], "slots": slots}})


class ExtractSlots(ActionExtractSlots):
    """Rasa's filling of slots, which goes to our own action at once where the domain maps no slot to anything else.

    The stock action checks each slot's mapping against the whole domain and replays the conversation into a second
    tracker, to find that ``action_validate_slot_mappings`` has to do it all.
    """

    def __init__(self, endpoint: EndpointConfig, domain: Domain) -> None:
        super().__init__(endpoint)
        self._ours = _all_ours(domain)

    async def run(
        self, output_channel: OutputChannel, nlg: NaturalLanguageGenerator, tracker: DialogueStateTracker, domain: Domain
    ) -> list[Event]:
        if not self._ours:
            return await super().run(output_channel, nlg, tracker, domain)
        return await self._run_custom_action("action_validate_slot_mappings", output_channel, nlg, tracker, domain)


def _all_ours(domain: Domain) -> bool:
    """Whether no slot is filled but by our own action, which fills them all at once."""
    return "action_validate_slot_mappings" in domain.user_actions and all(
        mapping.get(MAPPING_TYPE) == str(SlotMappingType.CUSTOM) and not mapping.get("action")
        for slot in domain.slots
        if slot.name not in DEFAULT_SLOT_NAMES
        for mapping in slot.mappings
    )
