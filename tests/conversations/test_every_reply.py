"""What holds for every reply, whatever it is about: tried with each topic's own example, in English and in Spanish."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest
import yaml

from tests.app import ROOT, Student, server, visitor
from tests.conversations.conftest import ROBOTS, ROBOTS_ES
from tests.conversations.reading import Reply, a_person_is_near, questions, reads, said

TOPICS: list[dict[str, Any]] = yaml.safe_load((ROOT / "bot" / "topics.yml").read_text(encoding="utf-8"))["topics"]
KIND = {topic["name"]: topic["kind"] for topic in TOPICS}
EXAMPLE = {
    (topic["name"], language): topic["example" if language == "en" else "example_es"]
    for topic in TOPICS
    for language in ("en", "es")
}
CONTENT = [key for key in EXAMPLE if KIND[key[0]] == "content"]
MOST_OPTIONS = 5
SPANISH = [
    "de",
    "la",
    "el",
    "los",
    "que",
    "qué",
    "para",
    "tu",
    "te",
    "un",
    "una",
    "en",
    "es",
    "está",
    "más",
    "no",
    "sé",
    "hay",
    "con",
    "lo",
    "esto",
    "puedo",
    "gracias",
    "bien",
    "o",
    "dos",
    "dime",
    "cuáles",
    "quieres",
]
ENGLISH = [
    "the",
    "of",
    "to",
    "you",
    "a",
    "and",
    "for",
    "is",
    "your",
    "i",
    "it",
    "what",
    "with",
    "that",
    "in",
    "on",
    "me",
    "can",
    "this",
]


@cache
def reply_to(topic: str, language: str) -> Reply:
    """The reply to the topic's example: to a newcomer, or to a student with a plan where the topic works on one."""
    with visitor(server()) as client:
        student = Student(client)
        if KIND[topic] == "dialogue":
            student.says(ROBOTS if language == "en" else ROBOTS_ES)
        return student.says(EXAMPLE[topic, language])


every_topic = pytest.mark.parametrize(("topic", "language"), list(EXAMPLE))
every_content_topic = pytest.mark.parametrize(("topic", "language"), CONTENT)


@every_topic
def test_is_understood(topic: str, language: str) -> None:
    assert reply_to(topic, language)["topic"] == topic, EXAMPLE[topic, language]


@every_topic
def test_is_in_the_student_s_language(topic: str, language: str) -> None:
    reply = reply_to(topic, language)
    meant = "es" if topic == "change_language" else language  # both examples ask for Spanish
    assert reply["language"] == meant
    words = Counter(re.findall(r"[a-záéíóúñ]+", reply["messages"][0].lower()))
    spanish, english = (sum(words[word] for word in written) for written in (SPANISH, ENGLISH))
    assert (spanish > english) == (meant == "es"), reply["messages"][0]


@every_topic
def test_says_something_whole(topic: str, language: str) -> None:
    reply = reply_to(topic, language)
    assert reply["outcome"] != "error_internal"
    assert reply["messages"]
    text = "\n".join([*reply["messages"], *(row["value"] for card in reply["cards"] for row in card["rows"])])
    assert not re.search(r"\{\w*\}|\['|'\]|\bNone\b|\bnull\b|utter_|  ,|\.\.$| ,", text), text


@every_topic
def test_names_a_dated_source_for_facts(topic: str, language: str) -> None:
    reply = reply_to(topic, language)
    known = {source["id"] for source in reply["sources"]}
    for source in reply["sources"]:
        assert source["title"]
        assert source["publisher"]
        assert date(1970, 1, 1) < date.fromisoformat(source["as_of"]) <= date.today(), source
    for card in reply["cards"]:
        for row in card["rows"]:
            assert row["sources"], f"{row['label']} of {card['title']} has no source"
            assert set(row["sources"]) <= known, f"{row['label']} of {card['title']} has a source that is not shown"
        for step in (card["ladder"] or {"steps": []})["steps"]:
            for row in step["rows"] + step["exits"]:
                assert row["sources"], row
                assert set(row["sources"]) <= known, row
    if reply["cards"] or re.search(r"\$\d", said(reply)):
        assert reply["sources"]


@every_topic
def test_says_that_the_college_is_a_demonstration(topic: str, language: str) -> None:
    reply = reply_to(topic, language)
    invented = {source["id"] for source in reply["sources"] if source["demonstration"]}
    mark = "demonstration college" if reply["language"] == "en" else "colegio de demostración"
    for card in reply["cards"]:
        rows = card["rows"] + [row for step in (card["ladder"] or {"steps": []})["steps"] for row in step["rows"]]
        if any(set(row["sources"]) & invented for row in rows):
            assert card["label"] == mark, card["title"]
    assert not invented or mark.split()[0] in reads(reply) or "demonstration" in reads(reply)


@every_topic
def test_shows_at_most_five_options(topic: str, language: str) -> None:
    kinds = Counter(card["kind"] for card in reply_to(topic, language)["cards"])
    assert all(count <= MOST_OPTIONS for count in kinds.values()), kinds
    assert kinds["ladder"] <= 3


@every_topic
def test_asks_one_thing_at_a_time(topic: str, language: str) -> None:
    reply = reply_to(topic, language)
    assert len(questions(reply)) <= 1, questions(reply)
    assert len(reply["choices"]) <= 9, [choice["label"] for choice in reply["choices"]]


@every_content_topic
def test_leaves_a_person_in_reach(topic: str, language: str) -> None:
    reply = reply_to(topic, language)
    if reply["outcome"] != "clarification":
        assert a_person_is_near(reply), [choice["label"] for choice in reply["choices"]]
