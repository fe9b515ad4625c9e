"""A review as JSON, in the shape that ``docs/review.schema.json`` describes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter

from knowledge.review.result import PathwayReview, Review

SCHEMA = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True)
class Counts:
    pathways: int
    errors: int
    warnings: int


@dataclass(frozen=True)
class Document:
    """What is written. ``version`` rises when a key is taken away or changes its meaning."""

    format: Literal["pathway-review"]
    version: Literal[1]
    of: str
    colleges: tuple[str, ...]
    today: str
    counts: Counts
    pathways: tuple[PathwayReview, ...]


_ADAPTER = TypeAdapter(Document)


def as_json(review: Review) -> str:
    """The review as one JSON document."""
    counts = Counts(len(review.pathways), review.errors, review.warnings)
    document = Document("pathway-review", 1, review.of, review.colleges, review.today.isoformat(), counts, review.pathways)
    return _ADAPTER.dump_json(document, indent=1).decode()


def schema() -> dict[str, Any]:
    """The JSON schema of what :func:`as_json` writes."""
    return {"$schema": SCHEMA, "title": "A review of pathways", **_ADAPTER.json_schema(mode="serialization")}
