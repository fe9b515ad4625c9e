"""Wording as people wrote it, from the responses of ``domain.yml``: labels, card text, and what is said outside Rasa."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, ten times as fast, where libyaml was there to build on


class Wording:
    """The responses of a domain file, in English unless another language is asked for and there."""

    def __init__(self, path: Path = Path("domain.yml")) -> None:
        responses: dict[str, list[dict[str, Any]]] = yaml.load(path.read_bytes(), Loader)["responses"]
        # each response by language, the first of several; None is the one without a condition, in English
        self._texts = {
            name: {_language(variation): variation.get("text") for variation in reversed(variations)}
            for name, variations in responses.items()
        }

    def knows(self, name: str) -> bool:
        """Whether the domain has a response of that name."""
        return name in self._texts

    def say(self, name: str, language: str = "en", /, **values: object) -> str:
        """The text of a response with its ``{values}`` filled in.

        Raises:
            KeyError: when the domain has no such response.
        """
        texts = self._texts[name]
        return str(texts.get(language) or texts[None]).format(**values)


def _language(variation: dict[str, Any]) -> str | None:
    for condition in variation.get("condition", []):
        if condition.get("name") == "language":
            return str(condition["value"])
    return None
