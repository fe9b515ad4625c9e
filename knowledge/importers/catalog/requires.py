"""What must come first, as a registrar writes it: ``education: high school; course: MTH 101 or course: MTH 110; Background check``."""

from __future__ import annotations

import re

from knowledge.importers.catalog import values
from knowledge.importers.catalog.values import Unreadable
from knowledge.model import Requirement

KNOWN = ("credential", "course", "education", "english", "age", "years")


def requires(text: str) -> Requirement | None:
    """All the parts with semicolons between them are needed, one of those with ``or``. A part with no word of ours before a colon is
    told to students as it stands and holds nobody up. Courses and credentials stand with their code, name or id.

    Raises:
        Unreadable: when what stands behind a word of ours can't be read.
    """
    parts = tuple(_any(part) for part in values.several(text))
    return None if not parts else parts[0] if len(parts) == 1 else Requirement(all_of=parts)


def _any(text: str) -> Requirement:
    options = re.split(rf"\s+or\s+(?=(?:{'|'.join(KNOWN)})\s*:)", text, flags=re.IGNORECASE)
    leaves = tuple(_leaf(option) for option in options)
    return leaves[0] if len(leaves) == 1 else Requirement(any_of=leaves)


def _leaf(text: str) -> Requirement:
    word, colon, rest = text.partition(":")
    word, rest = word.strip().casefold(), rest.strip()
    if not colon or word not in KNOWN:
        return Requirement(other=text)
    if not rest:
        raise Unreadable(f"'{text}' names nothing", f"Write it behind the colon, as {word}: ...")
    if word == "education":
        return Requirement(education=values.EDUCATION(rest))
    if word == "english":
        return Requirement(english=values.ENGLISH(rest))
    if word == "age":
        return Requirement(min_age=values.whole(rest))
    if word == "years":
        return Requirement(experience_years=values.number(rest))
    return Requirement(course=values.slug(rest)) if word == "course" else Requirement(credential=values.slug(rest))
