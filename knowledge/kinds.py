"""The kinds of record in one place: their names in a pack and how they point at each other."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from knowledge import model

# plural key in a pack file -> the dataclass of its records, in an order in which nothing needs a later one to be read
KINDS: dict[str, type] = {
    "sources": model.Source,
    "clusters": model.Cluster,
    "skills": model.Skill,
    "occupations": model.Occupation,
    "credentials": model.Credential,
    "providers": model.Provider,
    "campuses": model.Campus,
    "courses": model.Course,
    "services": model.SupportService,
    "programs": model.Program,
    "employers": model.Employer,
    "transfers": model.TransferAgreement,
    "prior_learning": model.PriorLearningRule,
    "pathways": model.Pathway,
    "models": model.PathwayModel,
    "deadlines": model.Deadline,
    "staff": model.Staff,
    "teams": model.Team,
    "canned_replies": model.CannedReply,
}

SINGULAR: dict[str, str] = {cls.KIND: plural for plural, cls in KINDS.items()}  # type: ignore[attr-defined]


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls, include_extras=True)


def references(
    value: Any, hint: Any = None, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every id that a record holds of another record, as ``(path of the field, singular kind, id)``."""
    if value is None:
        return
    if get_origin(hint) is Annotated:
        for mark in hint.__metadata__:
            if isinstance(mark, model.Ref):
                yield path, mark.kind, value
                return
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, types.UnionType):
        for option in get_args(hint):
            if option is not type(None):
                yield from references(value, option, path)
                return
    if is_dataclass(value) and not isinstance(value, type):
        hints = _hints(type(value))
        for f in fields(value):
            if f.name == "source":
                yield (*path, "source"), "source", getattr(value, f.name)
            else:
                yield from references(getattr(value, f.name), hints[f.name], (*path, f.name))
    elif isinstance(value, tuple):
        inner = get_args(hint)[0] if get_args(hint) else None
        for i, item in enumerate(value):
            yield from references(item, inner, (*path, i))
