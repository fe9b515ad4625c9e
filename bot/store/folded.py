"""Text as it is searched: without case and accents, so that "maria" finds "María" on every database."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any


def folded(text: str) -> str:
    """Lower case without accents, with single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(plain.split())


def searchable(*values: Any) -> str:
    """Every text in the values, and in what they hold, folded; keys of mappings are left out."""
    return folded(" ".join(_texts(values)))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
