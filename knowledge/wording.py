"""Wording as people wrote it, from the responses of ``domain.yml``: labels, card text, and what is said outside Rasa."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, ten times as fast, where libyaml was there to build on


class Wording:
    """The responses of a domain file, in English unless another language is asked for and there."""

    def __init__(self, path: Path = Path("domain.yml")) -> None:
        self._responses: dict[str, list[dict[str, Any]]] = yaml.load(path.read_bytes(), Loader)["responses"]

    def knows(self, name: str) -> bool:
        """Whether the domain has a response of that name."""
        return name in self._responses

    def say(self, name: str, language: str = "en", **values: object) -> str:
        """The text of a response with its ``{values}`` filled in.

        Raises:
            KeyError: when the domain has no such response.
        """
        variations = self._responses[name]
        chosen = next((v for v in variations if _language(v) == language), None) or next(
            v for v in variations if _language(v) is None
        )
        return str(chosen["text"]).format(**values)


def _language(variation: dict[str, Any]) -> str | None:
    for condition in variation.get("condition", []):
        if condition.get("name") == "language":
            return str(condition["value"])
    return None
