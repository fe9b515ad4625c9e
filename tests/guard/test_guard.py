"""The crisis guard against the tables of cries.yml and ordinary.yml: no cry is missed, no ordinary message is taken for one."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.messages import Outcome
from bot.guard import Guard
from bot.guard.phrases import Grammar, PhraseError, Phrases
from bot.settings import Settings
from knowledge.wording import Wording
from tests.bench.guard import LONG_WINDED

HERE = Path(__file__).parent
NLU = Path("data/nlu")
KINDS = ("harm_by_others", "suicide", "harm_to_others")

DOMAIN = """
responses:
  utter_crisis:
  - text: "Stay. 911, 988, {counseling}, {security}."
  - text: "Quédate. 911, 988, {counseling}, {security}."
    condition: [{type: slot, name: language, value: es}]
  utter_crisis_harm:
  - text: "Not your fault. 911, {counseling}, {security}."
  - text: "No es tu culpa. 911, {counseling}, {security}."
    condition: [{type: slot, name: language, value: es}]
  utter_choice_person:
  - text: "Talk to a person"
  - text: "Hablar con una persona"
    condition: [{type: slot, name: language, value: es}]
"""


def tables(name: str) -> dict[str, list[str]]:
    """The lists of a table, each under its whole name."""

    def lists(content: Any, path: str) -> Iterator[tuple[str, list[str]]]:
        if isinstance(content, list):
            yield path, content
        else:
            for key, part in content.items():
                yield from lists(part, f"{path}/{key}".strip("/"))

    return dict(lists(yaml.safe_load((HERE / name).read_text(encoding="utf-8")), ""))


CRIES, ORDINARY = tables("cries.yml"), tables("ordinary.yml")
PLAIN_CRIES = [
    "i want to kill myself",
    "I don't want to live anymore",
    "my husband hits me",
    "quiero matarme",
    "mi esposo me pega",
    "im going to shoot up the school",
]


@pytest.fixture(scope="module")
def guard(tmp_path_factory: pytest.TempPathFactory) -> Guard:
    domain = tmp_path_factory.mktemp("domain") / "domain.yml"
    domain.write_text(DOMAIN, encoding="utf-8")
    return Guard(Wording(domain), Settings(college_counseling_phone="555-0142", college_security_phone="555-0111"))


@pytest.mark.parametrize("name", CRIES)
def test_no_cry_is_missed(guard: Guard, name: str) -> None:
    assert [message for message in CRIES[name] if guard.check(message) is None] == []


@pytest.mark.parametrize("name", [name for name in CRIES if name.startswith("harm_by_others")])
def test_who_is_hurt_by_others_gets_the_numbers_for_that(guard: Guard, name: str) -> None:
    assert [message for message in CRIES[name] if guard.check(message) != "harm_by_others"] == []


@pytest.mark.parametrize("name", ORDINARY)
def test_no_ordinary_message_is_taken_for_a_cry(guard: Guard, name: str) -> None:
    assert [(message, kind) for message in ORDINARY[name] if (kind := guard.check(message))] == []


def test_the_tables_are_as_large_as_was_asked() -> None:
    assert sum(map(len, CRIES.values())) >= 210
    assert sum(map(len, ORDINARY.values())) >= 280


@pytest.mark.parametrize("cry", PLAIN_CRIES)
def test_nothing_ordinary_beside_it_hides_a_cry(guard: Guard, cry: str) -> None:
    """An idiom, an essay or a job in the same message must not take the cry away."""
    messages = [message for rows in ORDINARY.values() for message in rows]
    hidden = [
        m
        for m in messages
        if guard.check(f"{m} and {cry}") is None or guard.check(f"{cry}. {m}") is None or guard.check(f"{m}, {cry}") is None
    ]
    assert hidden == []


@pytest.mark.parametrize("path", sorted(NLU.glob("*.yml")), ids=lambda path: path.name)
def test_training_examples(guard: Guard, path: Path) -> None:
    """No phrase takes one of the assistant's own ordinary training messages for a cry. (The ear learns from the crisis ones.)"""
    mistaken = []
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
        examples = [line.strip()[2:] for line in entry.get("examples", "").splitlines() if line.strip()]
        if entry.get("intent") != "crisis":
            mistaken += [(example, kind) for example in examples if (kind := guard.check(example))]
    assert mistaken == []


@pytest.mark.parametrize(
    "message",
    [
        "I WANT TO KILL MYSELF",
        "i want to… kill... myself",
        "i want to kill my self",
        "i want to kil mysef",
        "i wnat to kill myslef",
        "i waant to killl myselff",
        "i want to k*ll myself",
        "i want to k1ll mys3lf",
        "ｉ ｗａｎｔ ｔｏ ｋｉｌｌ ｍｙｓｅｌｆ",
        "i want to kill my\u200bself",
        "i want to kill myself😭😭",
        "i don’t want to live anymore",
        "i don´t want to live anymore",
        "i dont\nwant to live anymore",
        "I just really, honestly, want to fucking die",
        "quiero   MORIRME",
        "ya no quiero vibir",
        "mi espozo me golpéa",
    ],
)
def test_spelling_and_decoration_hide_nothing(guard: Guard, message: str) -> None:
    assert guard.check(message) is not None


@pytest.mark.parametrize(
    "message",
    ["", " ", ".", "...", "\n", "'", "*", "'''", "@$*", "😭", "\x00", "\ud800", "a" * 20000, "*a" * 10000, "k*l " * 5000],
)
def test_odd_input(guard: Guard, message: str) -> None:
    assert guard.check(message) is None
    assert guard.language(message) == "en"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_an_answer(any_guard: Guard, text: str) -> None:
    assert any_guard.check(text) in (None, *KINDS)
    assert any_guard.check(f"{text}\ni want to kill myself") is not None


@pytest.fixture(scope="module")
def any_guard(guard: Guard) -> Guard:
    return guard


def processor_time(work: Callable[[], object]) -> float:
    """Seconds of processor time, the best of five."""
    times = []
    for _ in range(5):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("text", LONG_WINDED)
def test_the_work_grows_with_the_length_and_not_with_its_square(guard: Guard, text: str) -> None:
    """Eight times the words are eight times the work; a phrase that tries every pair of places would take 64 times."""
    short, long = ((text * 20000)[:length] for length in (2500, 20000))
    assert processor_time(lambda: guard.check(long)) < 24 * processor_time(lambda: guard.check(short))


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("i want to die", "en"),
        ("my husband hits me", "en"),
        ("he hit me in mi casa last night and i am scared", "en"),
        ("me quiero morir", "es"),
        ("quiero morir", "es"),
        ("he pensado en quitarme la vida", "es"),
        ("mi esposo me pega", "es"),
        ("me pega", "es"),
        ("no puedo mas", "es"),
        ("YA NO QUIERO VIVIR", "es"),
        ("suicide", "en"),
        ("suicidio", "es"),
        ("kms", "en"),
    ],
)
def test_language(guard: Guard, message: str, language: str) -> None:
    assert guard.language(message) == language


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", [*KINDS, "classifier"])
def test_reply(guard: Guard, kind: str, language: str) -> None:
    reply = guard.reply(kind, language)
    english, spanish = ("Not your fault.", "No es tu culpa.") if kind == "harm_by_others" else ("Stay.", "Quédate.")
    first, second = (english, spanish) if language == "en" else (spanish, english)
    assert reply.outcome is Outcome.CRISIS
    assert reply.topic == "crisis"
    assert reply.language == language
    assert [text.split(" 911")[0] for text in reply.messages] == [first, second]
    assert all("555-0142" in text and "555-0111" in text for text in reply.messages)
    assert [choice.label for choice in reply.choices] == ["Talk to a person" if language == "en" else "Hablar con una persona"]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_reviewed_texts_say_what_they_must(kind: str, language: str) -> None:
    text, other = (
        Guard(Wording(), Settings(college_counseling_phone="555-0142", college_security_phone="555-0111"))
        .reply(kind, language)
        .messages
    )
    needed = [
        "911",
        "988",
        "988lifeline.org",
        "555-0142",
        "555-0111",
        *(["1-800-799-7233", "1-800-656-4673"] if kind == "harm_by_others" else []),
    ]
    needed += ["computer program", "person"] if language == "en" else ["programa de computadora", "persona", "AYUDA"]
    assert [word for word in needed if word not in text] == []
    assert "911" in other
    assert [
        promise for promise in ("we will", "watching", "will contact you", "te contactar") if promise in (text + other).lower()
    ] == []
    assert "{" not in text + other


def test_rasa_is_not_needed() -> None:
    """The guard must stand where Rasa does not."""
    code = "import sys, bot.guard; sys.exit('rasa' in sys.modules or 'spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


LISTS = {"who": ["he", "my dad", "the (man|boy)"]}


def found(phrase: str, text: str) -> bool:
    words = text.split()
    return any(
        True for _ in Phrases(Grammar(LISTS, str.split), [(None, phrase)]).find(words, "".join(f"{word} " for word in words))
    )


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("a b", "x a b", True),
        ("a b", "a x b", False),
        ("a b", "a bc", False),
        ("a|b c", "b c", True),
        ("(a b|c) d", "a b d", True),
        ("(a b|c) d", "b d", False),
        ("a b? c", "a c", True),
        ("a (b|c (d|e))? f", "a c e f", True),
        ("a? b", "b", True),
        ("a !b", "a c", True),
        ("a !b", "a b", False),
        ("a !b", "a", True),
        ("a .. b", "a 1 2 3 b", True),
        ("a .. b", "a 1 2 3 4 b", False),
        ("a .. b", "a . b", False),
        ("a ... b", "a 1 2 3 4 5 6 7 b", True),
        ("a .... b", "a 1 . 2 b", True),
        ("a # b", "a 30 b", True),
        ("a # b", "a 3 b", False),
        ("{who} hit", "the man hit", True),
        ("{who} hit", "my dad hit", True),
        ("{who} hit", "she hit", False),
        ("^ a", "b . a", True),
        ("^ a", "b a", False),
        ("^^ a", "b . a", False),
        ("a $", "a . b", True),
        ("a $", "a b", False),
        ("a $$", "a .", True),
        ("a $$", "a . b", False),
    ],
)
def test_how_a_phrase_is_read(phrase: str, text: str, expected: bool) -> None:
    assert found(phrase, text) is expected


@pytest.mark.parametrize("phrase", ["", "(a", "a)", "{nobody}", ".. a", "!a b", "a?"])
def test_a_phrase_that_cannot_be_read_is_named(phrase: str) -> None:
    with pytest.raises(PhraseError, match="'"):
        Grammar(LISTS, str.split).read(phrase)


def test_a_long_message_is_searched_like_a_short_one(guard: Guard) -> None:
    story = "i started at the plant when i was nineteen and my kids are in school now. " * 40
    for cry in PLAIN_CRIES:
        assert guard.check(story + cry) == guard.check(cry)
        assert guard.check(f"{cry}. {story}") == guard.check(cry)
    assert guard.check(story) is None
