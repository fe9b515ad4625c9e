"""The training data hangs together: what is named exists, every topic is whole, and nothing is said twice."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from bot.nlu.linking.language import find_language
from bot.nlu.words import plain
from bot.topics import Topic, topics
from knowledge.catalog import Catalog
from knowledge.model import Education, English, Modality, Need, TimeOfDay
from knowledge.pack import read_pack
from tests.app import ROOT

NLU = ROOT / "data" / "nlu"
LEAST, LEAST_SPANISH = 40, 12  # examples of a content topic
MEASURED = [ROOT / "tests" / "nlu" / f"{name}.jsonl" for name in ("eval", "heldout", "two_needs")]
ANNOTATION = re.compile(r"\[([^\]]+)\](?:\((\w+)(?::([^)]+))?\)|(\{[^}]+\}))")
PAYLOAD = re.compile(r"/(\w+)(\{.*?\})")
WRITTEN_OUT = {path: path.read_text(encoding="utf-8") for folder in ("actions", "bot") for path in (ROOT / folder).rglob("*.py")}


def fold(text: str) -> str:
    """A message as two of them are compared: without case, accents, punctuation and the spaces between."""
    return " ".join(re.findall(r"\w+", plain(ANNOTATION.sub(r"\1", text))))


@cache
def examples(topic: str) -> tuple[tuple[str, str], ...]:
    """Each example of a topic, with where it stands."""
    return tuple(_examples(topic))


def _examples(topic: str) -> Iterator[tuple[str, str]]:
    path = NLU / f"{topic}.yml"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.lstrip().startswith("- ") and not line.lstrip().startswith("- intent:"):
            yield f"{path.relative_to(ROOT)}:{number}", line.lstrip()[2:].strip()


@cache
def domain() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def catalog() -> Catalog:
    return Catalog(read_pack(ROOT / "knowledge" / "packs" / "millbrook"))


@cache
def dialogue() -> dict[Path, list[dict[str, Any]]]:
    """The steps of all rules and stories by file."""
    files = [*(ROOT / "data" / "rules").glob("*.yml"), *(ROOT / "data" / "stories").glob("*.yml")]
    return {
        path: [
            step
            for part in ("rules", "stories")
            for item in yaml.safe_load(path.read_text(encoding="utf-8")).get(part) or []
            for step in item["steps"]
        ]
        for path in files
    }


every_topic = pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.name)
content_topics = pytest.mark.parametrize("topic", [t for t in topics() if t.kind == "content"], ids=lambda topic: topic.name)


@every_topic
def test_a_topic_has_its_examples_its_rule_and_its_conversations(topic: Topic) -> None:
    assert examples(topic.name), f"data/nlu/{topic.name}.yml has no example"
    told = yaml.safe_load((NLU / f"{topic.name}.yml").read_text(encoding="utf-8"))["nlu"]
    assert {block["intent"] for block in told} == {topic.name}, "a file holds the examples of its own topic"
    rule = dialogue()[ROOT / "data" / "rules" / f"{topic.name}.yml"]
    assert {"intent": topic.name} in rule
    assert (ROOT / "tests" / "conversations" / f"test_{topic.name}.py").is_file()
    assert topic.name in {name for intent in domain()["intents"] for name in ([intent] if isinstance(intent, str) else intent)}


def test_the_registry_names_every_file_and_no_other() -> None:
    names = {topic.name for topic in topics()}
    assert {path.stem for path in NLU.glob("*.yml")} == names
    assert {path.stem for path in (ROOT / "data" / "rules").glob("*.yml")} - {"clarify"} == names
    assert {path.stem for path in (ROOT / "data" / "stories").glob("*.yml")} == {t.name for t in topics() if t.kind == "content"}


@content_topics
def test_a_content_topic_has_enough_examples_in_both_languages(topic: Topic) -> None:
    import spacy

    blank = spacy.blank("en")
    texts = [text for _, text in examples(topic.name)]
    spanish = [text for text in texts if any(found.value == "es" for found in find_language(blank(text)))]
    assert len(texts) >= LEAST
    assert len(spanish) >= LEAST_SPANISH


def test_no_example_is_said_twice() -> None:
    seen: dict[str, str] = {}
    twice = []
    for topic in topics():
        for place, text in examples(topic.name):
            if (folded := fold(text)) in seen:
                twice.append(f"{place}: {text!r} stands at {seen[folded]} already; take one away")
            seen[folded] = place
    assert not twice, "\n".join(twice)


@pytest.mark.parametrize("path", MEASURED, ids=lambda path: path.name)
def test_what_is_measured_was_not_trained(path: Path) -> None:
    trained = {fold(text): place for topic in topics() for place, text in examples(topic.name)}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    known = {topic.name for topic in topics()}
    for number, row in enumerate(rows, 1):
        assert fold(row["text"]) not in trained, f"{path.name}:{number} is a training example: {trained[fold(row['text'])]}"
        meant = row.get("topic", [])
        assert ({meant} if isinstance(meant, str) else set(meant)) <= known, f"{path.name}:{number}"


def test_every_action_that_is_named_exists() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    there = {*executor.actions, "action_listen", "action_session_start", "action_restart"}
    for path, steps in dialogue().items():
        for step in steps:
            assert step.get("action", "action_listen") in there, f"{path.name}: {step['action']}"
    assert set(domain()["actions"]) <= there


def test_every_response_that_is_named_exists() -> None:
    responses = set(domain()["responses"])
    for path, text in WRITTEN_OUT.items():
        for name in re.findall(r"[\"'](utter_\w+)[\"']", text):
            assert name in responses, f"{path.relative_to(ROOT)} says {name}, which domain.yml lacks"
        for begun in re.findall(r"f[\"'](utter_\w+_)\{", text):
            assert any(name.startswith(begun) for name in responses), f"{path.relative_to(ROOT)} says {begun}..."


def test_every_response_has_a_spanish_form() -> None:
    for name, forms in domain()["responses"].items():
        texts = [form for form in forms if form.get("text")]
        spanish = [f for f in texts if {"type": "slot", "name": "language", "value": "es"} in (f.get("condition") or [])]
        assert len(spanish) == len(texts) - len(spanish) or not texts, name


def test_every_value_of_an_entity_is_in_the_knowledge_base() -> None:
    allowed = values()
    wrong = []
    for topic in topics():
        for place, text in examples(topic.name):
            for match in ANNOTATION.finditer(text):
                label, value = match[2], match[3] or match[1]
                if match[4]:
                    about = json.loads(match[4])
                    label, value = about["entity"], about.get("value", match[1])
                if label in allowed and value not in allowed[label]:
                    wrong.append(f"{place}: {label} {value!r}")
    for path, written in WRITTEN_OUT.items():
        for match in PAYLOAD.finditer(written.replace("{{", "{").replace("}}", "}")):
            try:
                named = json.loads(match[2])
            except json.JSONDecodeError:  # built from a value: the code takes it from the catalog itself
                continue
            wrong += [
                f"{path.name}: {label} {value!r}"
                for label, value in named.items()
                if label in allowed and value not in allowed[label]
            ]
    assert not wrong, "\n".join(wrong)


def test_every_phrase_stands_for_a_value_that_exists() -> None:
    allowed = values()
    phrases = yaml.safe_load((ROOT / "bot" / "nlu" / "linking" / "phrases.yml").read_text(encoding="utf-8"))
    for label in set(phrases) & set(allowed):
        assert {str(value) for value in phrases[label]} <= allowed[label], label


def values() -> dict[str, set[str]]:
    """The values that an entity of each kind may have."""
    known = catalog()
    kinds: dict[str, Any] = {"need": Need, "time": TimeOfDay, "modality": Modality, "education": Education, "english": English}
    result = defaultdict(set, {label: {member.value for member in kind} for label, kind in kinds.items()})
    for label, records in {
        "occupation": known.occupations,
        "credential": known.credentials,
        "program": known.programs,
        "service": known.services,
        "cluster": known.clusters,
        "employer": known.employers,
        "campus": known.campuses,
        "prior_learning": known.prior_learning,
        "deadline": known.deadlines,
    }.items():
        result[label] = set(records)
    return dict(result)
