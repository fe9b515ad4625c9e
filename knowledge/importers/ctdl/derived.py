"""What another's CTDL says of one thing on the node of another: what a program ends in, what a component must come after."""

from __future__ import annotations

from collections import defaultdict

from knowledge.importers.ctdl import conditions
from knowledge.importers.ctdl.exchange import JsonObject, Reading
from knowledge.model import ComponentCondition, PathwayComponent, Requirement


def awards(of: Reading) -> dict[str, list[str]]:
    """The credentials that each program ends in: those that require it, and those it says it is required for."""
    found: dict[str, list[str]] = defaultdict(list)
    for address, (plural, key) in of.ids.items():
        node = of.graph.nodes[address]
        if plural == "credentials" and not node.ours:
            ways = [*of.graph.many(node, "ceterms:requires")] if "ceterms:requires" in node.values else []
            for profile in ways:
                direct = [profile.id] if profile.id in of.ids else profile.links(conditions.LEARNING)
                for program in direct:
                    if of.ids.get(program, ("",))[0] == "programs":
                        found[of.ids[program][1]].append(key)
        elif (
            plural == "programs" and not node.ours and "ceterms:isRequiredFor" in node.values
        ):  # the credential itself, not a profile of it
            found[key] += [held for address in node.links("ceterms:isRequiredFor") if (held := of.ref("credential", address))]
    return {key: list(dict.fromkeys(held)) for key, held in found.items()}


def requirements(pathway: JsonObject, records: dict[tuple[str, str], JsonObject]) -> None:
    """Give courses and credentials that stand as components what the pathway asks for before them, as requirements."""
    parts: dict[str, PathwayComponent] = {part.id: part for part in pathway["components"]}
    for part in parts.values():
        home = ("credentials", part.credential) if part.credential else ("courses", part.course) if part.course else None
        if home is None or (values := records.get((home[0], str(home[1])))) is None:
            continue
        before = [leaf for key in part.preceded_by if key in parts and (leaf := _leaf(parts[key]))] if not part.conditions else []
        asked = [found for condition in part.conditions if (found := requirement(condition, parts))]
        said = values.get("requires")
        both = [*((said,) if said else ()), *(r for r in (*asked, *before) if r != said and not _names(r, str(home[1])))]
        if whole := conditions.join(both):
            values["requires"] = whole


def requirement(condition: ComponentCondition, parts: dict[str, PathwayComponent]) -> Requirement | None:
    """A condition as a requirement: x of y parts. A constraint, and a part that is no course and no credential, is told in words."""
    ways = [_leaf(parts[key]) for key in condition.components if key in parts]
    ways += [requirement(inner, parts) for inner in condition.conditions]
    found = [way for way in ways if way is not None]
    needed = len(found) if condition.required is None else condition.required
    whole: Requirement | None = None
    if found:
        whole = (
            conditions.join(found)
            if needed >= len(found)
            else Requirement(any_of=tuple(found), at_least=needed if needed > 1 else None)
        )
    text = condition.description or condition.name
    if condition.constraints and text:
        told = Requirement(other=text)
        return told if whole is None else Requirement(all_of=(whole, told))
    return whole


def _leaf(part: PathwayComponent) -> Requirement | None:
    if part.credential:
        return Requirement(credential=part.credential)
    if part.course:
        return Requirement(course=part.course)
    return Requirement(other=part.name) if part.name else None


def _names(requirement: Requirement, key: str) -> bool:
    return any(key in (leaf.credential, leaf.course) for leaf in requirement.leaves())
