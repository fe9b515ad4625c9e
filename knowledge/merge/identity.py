"""Which records of several sources are of the same thing."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.merge.layer import PACK, Locality, Version

Key = tuple[object, ...]


def words(text: str) -> str:
    """A name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))


def keys(record: Any) -> Iterator[Key]:
    """What tells a thing from others of its kind, besides its id; the strongest first. Provider ids are settled already."""
    if record.KIND == "provider" and record.unitid:
        yield "unitid", record.unitid
    elif record.KIND == "occupation":
        yield "onet", record.onet_code
    elif record.KIND == "program":
        yield "cip", record.provider, record.cip, record.award_level
        yield "cip and name", record.provider, record.cip, record.award_level, words(record.name)
    elif record.KIND == "service":
        if digits := re.sub(r"\D", "", record.contact.phone or ""):
            yield "phone", words(record.name), digits[-10:]
        if record.contact.url:
            yield "url", words(record.name), re.sub(r"^https?://(www\.)?|/+$", "", record.contact.url.casefold())
    elif record.KIND == "course":
        yield "code", words(record.code)
    elif record.KIND == "credential":
        yield "issued", words(record.name), words(record.issuer)
    elif record.KIND == "employer":
        yield "place", words(record.name), words(record.city)
    elif record.KIND == "prior_learning" and record.branch and record.code:
        yield "military", words(record.branch), words(record.code)


@dataclass(frozen=True)
class Thing:
    """One thing and what is said of it, the best version first; ``beside`` is of this thing or another like it."""

    versions: tuple[Version, ...]
    beside: tuple[Version, ...] = ()

    @property
    def of_pack(self) -> bool:
        return any(version.layer.name == PACK for version in self.versions)

    @property
    def id(self) -> str:
        """The pack's id, which pathways, training data and stored conversations hold; else the best version's."""
        ours = [version for version in self.versions if version.layer.name == PACK]
        return str((*ours, *self.versions)[0].record.id)


def same(versions: Iterable[Version]) -> list[Thing]:
    """The records of one kind, grouped by the thing they are of.

    A key says nothing where one source has it twice (a day and an evening program of one CIP code), and no group holds two
    records of one source. What only wider sources say, of a thing that a nearer one describes in several records, is kept
    beside the first of these and makes no record of its own.
    """
    ordered = sorted(versions, key=lambda version: version.rank)
    groups = _Groups(ordered)
    for key_of in (lambda record: [("id", record.id)], keys):
        for holders in _shared(ordered, key_of):
            groups.join(holders)
    return _absorb(groups.all())


def _shared(ordered: Sequence[Version], keys_of: Callable[[Any], Iterable[Key]]) -> Iterator[list[Version]]:
    held: dict[Key, list[Version]] = defaultdict(list)
    for version in ordered:
        for key in keys_of(version.record):
            held[key].append(version)
    for _, holders in sorted(held.items(), key=lambda item: repr(item[0])):
        if len({version.layer.name for version in holders}) == len(holders) > 1:
            yield holders


class _Groups:
    """Records that belong together, joined step by step."""

    def __init__(self, ordered: Sequence[Version]) -> None:
        self._of = {id(version): [version] for version in ordered}
        self._ordered = ordered

    def join(self, holders: list[Version]) -> None:
        first = self._of[id(holders[0])]
        for version in holders[1:]:
            other = self._of[id(version)]
            if other is not first and not {v.layer.name for v in first} & {v.layer.name for v in other}:
                first += other
                for moved in other:
                    self._of[id(moved)] = first

    def all(self) -> list[list[Version]]:
        seen: dict[int, list[Version]] = {id(self._of[id(version)]): self._of[id(version)] for version in self._ordered}
        return [sorted(group, key=lambda version: version.rank) for group in seen.values()]


def _absorb(groups: list[list[Version]]) -> list[Thing]:
    things = [Thing(tuple(group)) for group in groups]
    nearest: dict[Key, str] = {}
    for thing in sorted(things, key=lambda thing: thing.id):
        if thing.versions[0].layer.locality is Locality.OWN:
            for key in keys(thing.versions[0].record):
                nearest.setdefault(key, thing.id)
    beside: dict[str, list[Version]] = defaultdict(list)
    kept = []
    for thing in things:
        homes = [nearest[key] for version in thing.versions for key in keys(version.record) if key in nearest]
        if thing.versions[0].layer.locality is not Locality.OWN and homes:
            beside[homes[0]] += thing.versions
        else:
            kept.append(thing)
    return [
        replace(thing, beside=tuple(sorted(beside[thing.id], key=lambda v: v.rank))) if thing.id in beside else thing
        for thing in kept
    ]
