"""The layers of a college put together into one catalog."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from knowledge.catalog import Catalog
from knowledge.kinds import KINDS, SINGULAR
from knowledge.merge.blend import blend
from knowledge.merge.identity import Thing, same
from knowledge.merge.layer import PACK, Layer, Version
from knowledge.merge.references import Lost, settle
from knowledge.merge.rounds import unwind
from knowledge.model import Fact

Aliases = dict[tuple[str, str], str]  # (kind, id) of a version -> the id the thing goes by


@dataclass(frozen=True)
class Merged:
    """The catalog, and the references that were dropped on the way to it."""

    catalog: Catalog
    lost: tuple[Lost, ...]


def merge(layers: Iterable[Layer], elsewhere: Callable[[str, str], bool] = lambda kind, key: False) -> Merged:
    """Every thing once: its best version, completed from the others, which stay in ``Catalog.others``.

    The order of the layers doesn't matter. A thing of the pack keeps its id of the pack. References of imported records that
    lead nowhere are dropped, and so is a record that can't stand without one; ``elsewhere(kind, id)`` knows what is described
    outside the layers. Records of the pack come first in the catalog, the rest by id.
    """
    layers = tuple(layers)
    if [layer.name for layer in layers] == [PACK]:  # nothing to weigh
        only: dict[str, Any] = {plural: dict(layers[0].records.get(plural, {})) for plural in KINDS}
        return Merged(Catalog(**only), ())
    things, aliases = _things(layers)
    things, lost = _settled(things, aliases, elsewhere)
    sources = {thing.id: thing.versions[0].record for thing in things["sources"]}
    catalog = Catalog()
    foreign: set[tuple[str, str]] = set()
    for plural, found in things.items():
        for thing in sorted(found, key=lambda thing: (not thing.of_pack, thing.id)):
            record, completed = blend(thing.versions, sources)
            where = (record.KIND, thing.id)
            getattr(catalog, plural)[thing.id] = replace(record, id=thing.id) if record.id != thing.id else record
            overruled = thing.versions[:1] if _overruled(thing.versions[0].record, record) else ()
            if others := (*thing.versions[1:], *overruled, *thing.beside):
                catalog.others[where] = tuple(version.record for version in others)
            if completed:
                catalog.completed[where] = completed
            if not thing.of_pack or len(thing.versions) > 1:
                foreign.add((plural, thing.id))
    _unclaimed(catalog, things)
    return Merged(catalog, (*lost, *unwind(catalog, foreign)))


def _overruled(best: Any, record: Any) -> bool:
    """Whether a figure of the best version had to yield to a newer one: then that version, too, stays visible as it was."""
    told = ((getattr(best, f.name), getattr(record, f.name)) for f in fields(best))
    return any(isinstance(own, Fact) and own != counts for own, counts in told)


def _unclaimed(catalog: Catalog, things: dict[str, list[Thing]]) -> None:
    """Take away the credentials that were made of a program, where that program ends in others by a better source's word."""
    awarded = {key for program in catalog.programs.values() for key in (*program.awards, *program.prepares_for)}
    for thing in things["programs"]:
        for version in (*thing.versions, *thing.beside):
            made = catalog.credentials.get(version.record.id)
            if version.layer.name != PACK and made and made.source == version.record.source and made.id not in awarded:
                del catalog.credentials[made.id]
                catalog.others.pop(("credential", made.id), None)
                catalog.completed.pop(("credential", made.id), None)


def _things(layers: tuple[Layer, ...]) -> tuple[dict[str, list[Thing]], Aliases]:
    """What the layers describe, by plural kind. Providers come first: a program is told by whose it is."""
    found: dict[str, list[Thing]] = {}
    aliases: Aliases = {}
    for plural, kind in sorted(((plural, kind) for kind, plural in SINGULAR.items()), key=lambda pair: pair[0] != "providers"):
        versions = [Version(layer, _at_home(record, aliases)) for layer in layers for record in layer.records.get(plural, {}).values()]  # fmt: skip
        found[plural] = same(versions)
        for thing in found[plural]:
            aliases |= {(kind, version.record.id): thing.id for version in (*thing.versions, *thing.beside)}
        aliases |= {(kind, name): key for name, key in _also(found[plural]) if (kind, name) not in aliases}
    return {plural: found[plural] for plural in KINDS}, aliases


def _at_home(record: Any, aliases: Aliases) -> Any:
    if record.KIND != "program" or (home := aliases.get(("provider", record.provider), record.provider)) == record.provider:
        return record
    return replace(record, provider=home)


def _also(things: list[Thing]) -> Iterator[tuple[str, str]]:
    """Other names that references may use: a college's UNITID, an occupation's O*NET code where one record has it."""
    held: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        for version in thing.versions:
            if version.record.KIND == "provider" and version.record.unitid:
                held[f"ipeds-{version.record.unitid}"].add(thing.id)
            elif version.record.KIND == "occupation":
                held[version.record.onet_code].add(thing.id)
    return ((name, min(keys)) for name, keys in held.items() if len(keys) == 1)


def _settled(
    things: dict[str, list[Thing]], aliases: Aliases, elsewhere: Callable[[str, str], bool]
) -> tuple[dict[str, list[Thing]], list[Lost]]:
    """Imported versions with their references put right; again while one that went was named by others."""
    lost: dict[Lost, None] = {}
    while True:
        known = {(kind, thing.id) for kind, plural in SINGULAR.items() for thing in things[plural]}

        def resolve(kind: str, key: str, known: set[tuple[str, str]] = known) -> str | None:
            home = aliases.get((kind, key), key)
            return home if (kind, home) in known or elsewhere(kind, home) else None

        after: dict[str, list[Thing]] = {}
        for plural, found in things.items():
            after[plural] = []
            for thing in found:
                versions = [_one(version, resolve, lost) for version in thing.versions]
                if kept := tuple(version for version in versions if version):
                    after[plural].append(replace(thing, versions=kept))
        if sum(map(len, after.values())) == len(known):
            return after, list(lost)
        things = after


def _one(version: Version, resolve: Callable[[str, str], str | None], lost: dict[Lost, None]) -> Version | None:
    if version.layer.name == PACK:  # checked when it was read
        return version
    record, dropped = settle(version.record, resolve)
    lost |= dict.fromkeys(replace(one, layer=version.layer.name) for one in dropped)
    return replace(version, record=record) if record is not None else None
