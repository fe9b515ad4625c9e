"""The crisis guard hears cries for help in English and Spanish, and leaves ordinary messages alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.guard import Guard
from bot.settings import Settings
from knowledge.wording import Wording

TABLES = Path(__file__).parent


def rows(name: str) -> Iterator[tuple[str, str]]:
    """Each message of a table with the kind it stands under."""
    for kind, groups in yaml.safe_load((TABLES / name).read_text(encoding="utf-8")).items():
        for group in groups.values() if isinstance(groups, dict) else [groups]:
            for text in group:
                yield kind, str(text)


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard(Wording(), Settings())


def test_every_cry_is_heard(guard: Guard) -> None:
    missed = [text for _, text in rows("cries.yml") if guard.check(text) is None]
    assert not missed


def test_harm_by_others_is_nearly_always_told_from_suicide(guard: Guard) -> None:
    """Both answers name 911 and 988, so a message that tells of both may get either."""
    table = list(rows("cries.yml"))
    wrong = [
        (text, guard.check(text)) for kind, text in table if (kind == "harm_by_others") != (guard.check(text) == "harm_by_others")
    ]
    assert len(wrong) <= len(table) * 0.02, wrong


def test_at_most_one_ordinary_message_in_a_hundred_raises_an_alarm(guard: Guard) -> None:
    table = list(rows("ordinary.yml"))
    alarmed = [text for _, text in table if guard.check(text) is not None]
    assert len(alarmed) <= len(table) * 0.01, alarmed


def test_an_idiom_does_not_hide_a_cry(guard: Guard) -> None:
    assert guard.check("this homework is killing me and i want to kill myself") == "suicide"


def test_what_is_taught_as_a_cry_is_heard_or_left_to_the_classifier(guard: Guard) -> None:
    """The classifier is the second ear; the phrases alone must hear nearly all of what it is taught."""
    examples = yaml.safe_load(Path("data/nlu/crisis.yml").read_text(encoding="utf-8"))["nlu"][0]["examples"]
    texts = [line.removeprefix("- ").strip() for line in examples.splitlines() if line.strip()]
    heard = [text for text in texts if guard.check(text)]
    assert len(heard) / len(texts) >= 0.85


def test_the_answer_is_fixed_and_complete(guard: Guard) -> None:
    for kind in ("suicide", "harm_by_others", "harm_to_others", "classifier"):
        for language in ("en", "es"):
            reply = guard.reply(kind, language)
            text = "\n".join(reply.messages)
            assert reply.language == language
            assert all(number in text for number in ("911", "988", "988lifeline.org", "555-0126", "555-0199")), (kind, language)
            assert "we will" not in text.lower()
            assert "watching" not in text.lower()


def test_numbers_come_from_the_settings() -> None:
    guard = Guard(Wording(), Settings(college_counseling_phone="555-0199", college_security_phone="555-0198"))
    assert "555-0199" in guard.reply("suicide").messages[0]
    assert "555-0198" in guard.reply("suicide").messages[0]
