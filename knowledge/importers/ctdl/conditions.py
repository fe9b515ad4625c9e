"""Requirements as CTDL's condition profiles, both ways.

CTDL says "one of these" with ``alternativeCondition``, and everything within a profile is needed together. It has no word for a
group that is needed together inside another group, nor for two out of three: ``advisor:allOf`` and ``advisor:atLeast`` say these.
``advisor:part`` marks a profile of ours, which is read back as exactly the part it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from knowledge.importers.ctdl.exchange import JsonObject, Reading, Writing
from knowledge.importers.ctdl.graph import Node
from knowledge.importers.ctdl.terms import own
from knowledge.model import Education, English, Requirement

PART, ALL_OF, AT_LEAST, RECOMMENDED = own("part"), own("all_of"), own("at_least"), own("recommended")
ANY_OF, CREDENTIAL, LEARNING = "ceterms:alternativeCondition", "ceterms:targetCredential", "ceterms:targetLearningOpportunity"
AGE, YEARS, WORDS = "ceterms:minimumAge", "ceterms:yearsOfExperience", "ceterms:condition"


def write(requirement: Requirement, to: Writing) -> JsonObject:
    """A requirement as a condition profile."""
    part = next(name for name in ("all_of", "any_of", "credential", "course", "education", "english", "min_age", "experience_years", "other")
                if getattr(requirement, name) is not None)  # fmt: skip
    profile: JsonObject = {
        "@type": "ceterms:ConditionProfile",
        "ceterms:description": {"en": _gloss(requirement, to)},
        PART: part,
    }
    if requirement.recommended:
        profile[RECOMMENDED] = True
    if requirement.at_least is not None:
        profile[AT_LEAST] = requirement.at_least
    branches = [write(branch, to) for branch in requirement.all_of or requirement.any_of or ()]
    match part:
        case "all_of":
            profile[ALL_OF] = branches
        case "any_of":
            profile[ANY_OF] = branches
        case "credential":
            profile[CREDENTIAL] = [to.link("credential", str(requirement.credential))]
        case "course":
            profile[LEARNING] = [to.link("course", str(requirement.course))]
        case "min_age":
            profile[AGE] = requirement.min_age
        case "experience_years":
            profile[YEARS] = requirement.experience_years
        case "other":
            texts = {"en": requirement.other, "es": requirement.other_es}
            profile[WORDS] = [{language: text for language, text in texts.items() if text is not None}]
        case _:
            profile[own(part)] = getattr(requirement, part)
    return profile


def _gloss(requirement: Requirement, to: Writing) -> str:
    """The description that every profile must have."""
    if branches := requirement.all_of or requirement.any_of:
        return ("; " if requirement.all_of else " | ").join(_gloss(branch, to) for branch in branches)
    if requirement.credential is not None:
        return to.name("credential", requirement.credential)
    if requirement.course is not None:
        return to.name("course", requirement.course)
    fields = ("education", "english", "min_age", "experience_years")
    return next(
        (f"{name}: {value}" for name in fields if (value := getattr(requirement, name)) is not None), requirement.other or ""
    )


def read_all(nodes: list[Node], of: Reading, *, recommended: bool = False) -> Requirement | None:
    """Condition profiles as one requirement: all of them are needed."""
    parts = [part for node in nodes if (part := read(node, of))]
    whole = join(parts)
    if whole is None or not recommended or whole.recommended:
        return whole
    return replace(whole, recommended=True)


def join(parts: list[Requirement]) -> Requirement | None:
    """Everything in the list is needed."""
    return None if not parts else parts[0] if len(parts) == 1 else Requirement(all_of=tuple(parts))


def read(node: Node, of: Reading) -> Requirement | None:
    """A condition profile as a requirement; None where it says nothing that one can hold."""
    return _read_own(node, of) if node.text(PART) else _read_any(node, of)


def _read_own(node: Node, of: Reading) -> Requirement | None:
    part, node_words = node.text(PART), node.words
    node.taken.add("ceterms:description")
    value: Any = None
    match part:
        case "all_of" | "any_of":
            value = tuple(r for n in of.graph.many(node, ALL_OF if part == "all_of" else ANY_OF) if (r := read(n, of)))
        case "credential":
            value = next(iter(of.refs(node, CREDENTIAL, "credential")), None)
        case "course":
            value = next(iter(of.refs(node, LEARNING, "course")), None)
        case "education":
            value = Education(str(node.text(own("education"))))
        case "english":
            value = English(str(node.text(own("english"))))
        case "min_age":
            value = int(node.number(AGE) or 0)
        case "experience_years":
            value = node.number(YEARS)
        case "other":
            value = next(iter(node_words(WORDS, "en")), "")
    if value is None or value == ():
        return None
    spanish = next(iter(node_words(WORDS, "es")), None) if part == "other" else None
    at_least = node.number(AT_LEAST)
    return Requirement(**{str(part): value}, other_es=spanish, recommended=bool(node.literals(RECOMMENDED)),
                       at_least=None if at_least is None else int(at_least))  # fmt: skip


def _read_any(node: Node, of: Reading) -> Requirement | None:
    parts = [Requirement(credential=key) for key in of.refs(node, CREDENTIAL, "credential")]
    parts += [Requirement(course=key) for key in of.refs(node, LEARNING, "course")]
    for name in (CREDENTIAL, LEARNING, "ceterms:targetAssessment"):  # something that no record here stands for: told by its name
        unheld = [
            n for n in of.graph.many(node, name) if of.ids.get(n.id, ("", ""))[0] not in ("credentials", "courses", "programs")
        ]
        parts += [Requirement(other=text) for n in unheld if (text := n.said("ceterms:name"))]
    if (age := node.number(AGE)) is not None:
        parts.append(Requirement(min_age=int(age)))
    if (years := node.number(YEARS)) is not None:
        parts.append(Requirement(experience_years=years))
    for name in (WORDS, "ceterms:experience", "ceterms:submissionOf", "ceterms:submissionOfDescription"):
        spanish = node.words(name, "es")
        texts = node.words(name, "en")
        parts += [
            Requirement(other=text, other_es=(spanish[i] if len(spanish) == len(texts) else None)) for i, text in enumerate(texts)
        ]
    ways = [way for n in of.graph.many(node, ANY_OF) if (way := read(n, of))]
    if ways:
        parts.append(ways[0] if len(ways) == 1 else Requirement(any_of=tuple(ways)))
    if not parts and not node.values.get(LEARNING):
        text = node.said("ceterms:description") or node.said("ceterms:name")
        parts = [Requirement(other=text)] if text else []
    return join(parts)
