"""The registry of topics, ``bot/topics.yml``, read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

REGISTRY = Path(__file__).parent / "topics.yml"


@dataclass(frozen=True)
class Topic:
    """One entry of the registry; its fields are explained there."""

    name: str
    kind: str
    purpose: str
    example: str
    example_es: str
    owner: str
    label: str
    label_es: str
    urgent: bool = False
    answered_as: str | None = None


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic, in the registry's order."""
    return tuple(Topic(**entry) for entry in yaml.safe_load(REGISTRY.read_text(encoding="utf-8"))["topics"])


def answered_as() -> dict[str, str]:
    """The topic that answers in the place of a dialogue topic where there is no plan in hand."""
    return {topic.name: topic.answered_as for topic in topics() if topic.answered_as}


def owners() -> dict[str, str]:
    """The team that answers for each topic."""
    return {topic.name: topic.owner for topic in topics()}
