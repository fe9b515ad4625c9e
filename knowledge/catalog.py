"""All records of a knowledge base in memory, by kind and id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, overload

from knowledge import model

T = TypeVar("T")
D = TypeVar("D")


class Beyond(dict[str, T]):
    """Records of a catalog's own, with others behind them that are found by their id alone.

    Going through it, its length and comparing it see its own only: the others are too many to list, and nobody chose them.
    """

    def __init__(self, own: Mapping[str, T], others: Callable[[str], T | None]) -> None:
        super().__init__(own)
        self._others = others
        self._found: dict[str, T | None] = {}

    def __missing__(self, key: str) -> T:
        found = self._other(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or (isinstance(key, str) and self._other(key) is not None)

    @overload
    def get(self, key: str, default: None = None, /) -> T | None: ...
    @overload
    def get(self, key: str, default: T, /) -> T: ...
    @overload
    def get(self, key: str, default: D, /) -> T | D: ...
    def get(self, key: str, default: Any = None, /) -> Any:
        """The record, its own or another's, else the default."""
        try:
            return self[key]
        except KeyError:
            return default

    def _other(self, key: str) -> T | None:
        if key not in self._found:
            self._found[key] = self._others(key)
        return self._found[key]


@dataclass(frozen=True)
class Catalog:
    """A checked set of records; every id in one resolves here."""

    sources: dict[str, model.Source] = field(default_factory=dict)
    clusters: dict[str, model.Cluster] = field(default_factory=dict)
    skills: dict[str, model.Skill] = field(default_factory=dict)
    occupations: dict[str, model.Occupation] = field(default_factory=dict)
    credentials: dict[str, model.Credential] = field(default_factory=dict)
    providers: dict[str, model.Provider] = field(default_factory=dict)
    campuses: dict[str, model.Campus] = field(default_factory=dict)
    courses: dict[str, model.Course] = field(default_factory=dict)
    services: dict[str, model.SupportService] = field(default_factory=dict)
    programs: dict[str, model.Program] = field(default_factory=dict)
    employers: dict[str, model.Employer] = field(default_factory=dict)
    transfers: dict[str, model.TransferAgreement] = field(default_factory=dict)
    prior_learning: dict[str, model.PriorLearningRule] = field(default_factory=dict)
    pathways: dict[str, model.Pathway] = field(default_factory=dict)
    models: dict[str, model.PathwayModel] = field(default_factory=dict)
    deadlines: dict[str, model.Deadline] = field(default_factory=dict)
    staff: dict[str, model.Staff] = field(default_factory=dict)
    teams: dict[str, model.Team] = field(default_factory=dict)
    canned_replies: dict[str, model.CannedReply] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """Number of records of each kind."""
        return {kind: len(items) for kind, items in vars(self).items()}
