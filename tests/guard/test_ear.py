"""The learned ear beside the phrases: it adds to what they find, asks where it is unsure, and blocks nothing when it breaks."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from bot.conversation.messages import Choice, Outcome, Reply
from bot.guard import Guard
from bot.guard import guard as guard_module
from bot.guard.ear import FILE, STEP, WINDOW, Ear, EarError, Score
from bot.guard.patterns import reviewed
from bot.settings import Settings
from knowledge.wording import Wording
from tests.bench.guard import measure
from tests.guard.test_guard import CRIES, ORDINARY

HIGH, MIDDLE, LOW = guard_module.SURE + 0.1, guard_module.UNSURE + 0.1, guard_module.UNSURE - 0.1
UNHEARD = "the lamp by the window hums"  # words that no phrase knows
CAREER = "the lamp by the window hums, what does a counselor job pay"
CRY = "i want to kill myself"


class FakeEar(Ear):
    """An ear that always gives the same score."""

    def __init__(self, cry: float, harmed: float = -1.0) -> None:
        self.score = Score(cry, harmed)
        self.heard: list[Sequence[str]] = []

    def hear(self, words: Sequence[str]) -> Score:
        self.heard.append(words)
        return self.score


class BrokenEar(FakeEar):
    def hear(self, words: Sequence[str]) -> Score:
        raise RuntimeError("no sound")


def guard(ear: Ear | None) -> Guard:
    return Guard(Wording(), Settings(), ear)


@pytest.mark.parametrize(("score", "kind", "unsure"), [(HIGH, "classifier", False), (MIDDLE, None, True), (LOW, None, False)])
def test_what_the_ear_hears_is_answered_by_how_sure_it_is(score: float, kind: str | None, unsure: bool) -> None:
    heard = guard(FakeEar(score)).hear(UNHEARD)
    assert (heard.kind, heard.unsure, heard.score) == (kind, unsure, score)


def test_who_is_hurt_by_others_gets_the_numbers_for_that() -> None:
    assert guard(FakeEar(HIGH, harmed=0.5)).hear(UNHEARD).kind == "harm_by_others"


def test_talk_about_a_career_with_people_in_danger_is_asked_about_not_alarmed() -> None:
    heard = guard(FakeEar(HIGH)).hear(CAREER)
    assert heard.kind is None
    assert heard.unsure
    assert guard(FakeEar(guard_module.SURE_OF_TALK_ABOUT)).hear(CAREER).kind, "a strong cry counts all the same"


def test_the_ear_takes_nothing_back() -> None:
    deaf = guard(FakeEar(-5.0))
    cries = [message for name in CRIES for message in CRIES[name]]
    assert [cry for cry in cries if deaf.hear(cry).kind is None] == []
    assert deaf.hear(f"{CRY}, what does a counselor job pay").kind == "suicide"


def test_an_ear_does_not_hear_idioms() -> None:
    ear = FakeEar(LOW)
    guard(ear).hear("never say die, is there a later class")
    assert "die" not in ear.heard[0]
    assert "class" in ear.heard[0]


def test_nothing_but_an_idiom_is_calm() -> None:
    assert guard(FakeEar(HIGH)).hear("never say die").calm


def test_a_broken_ear_leaves_it_to_the_phrases_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    broken = guard(BrokenEar(HIGH))
    with caplog.at_level(logging.ERROR):
        assert broken.hear(CRY).kind == "suicide"
        heard = broken.hear(UNHEARD)
    assert (heard.kind, heard.unsure, heard.calm) == (None, False, False), "who did not listen cannot call it calm"
    assert "the ear failed" in caplog.text


@pytest.mark.parametrize("content", [None, b"", b"not a model"])
def test_a_missing_or_spoiled_file_leaves_it_to_the_phrases_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / FILE).write_bytes(content)
    with pytest.raises(EarError, match="make build"):
        Ear.load(tmp_path)
    with caplog.at_level(logging.ERROR):
        alone = Guard.with_ear(Wording(), Settings(cache_dir=tmp_path))
    assert alone.hear(CRY).kind == "suicide"
    assert alone.hear("what does a welder make").kind is None
    assert "phrases alone" in caplog.text


@pytest.mark.parametrize(
    "message",
    [
        "never mind the program, i won't be around by spring",
        "i've been giving my things away, my tools to my brother",
        "i have been saving up my pills",
        "cant do this anymore, not school i mean all of it",
        "mis hijos dicen que soy una carga",
    ],
)
def test_words_that_may_be_a_cry_are_asked_about(message: str) -> None:
    heard = guard(None).hear(message)
    assert heard.kind or heard.unsure


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_check_in_comes_after_the_answer_and_promises_nothing(language: str) -> None:
    reply = Reply(("Welding is in Building C.",), "program_search", Outcome.ANSWERED, (Choice("a", "/b"),), language=language)
    answered = guard(None).check_in(reply)
    assert answered.messages[:-1] == reply.messages
    assert (answered.topic, answered.outcome, answered.choices) == (reply.topic, reply.outcome, reply.choices)
    said = answered.messages[-1].lower()
    assert [word for word in ("988", "911", "text" if language == "en" else "ayuda") if word not in said] == []
    assert [word for word in ("watching", "we will", "monitor", "te contactar", "alguien está", "{") if word in said] == []


def test_a_spanish_cry_in_an_english_talk_is_asked_about_in_spanish() -> None:
    reply = Reply(("Hi.",), "greet", Outcome.ANSWERED)
    assert "puedes" in guard(None).check_in(reply, "mis hijos dicen que soy una carga").messages[-1].lower()


def test_where_the_topic_classifier_alone_was_alarmed_it_asks_again_and_gives_the_numbers() -> None:
    reply = guard(None).not_sure("en")
    assert reply.outcome is Outcome.CLARIFICATION
    assert "988" in reply.messages[-1]
    assert [choice.send for choice in reply.choices] == ["/talk_to_advisor"]


def test_the_examples_are_none_of_the_measuring_ones() -> None:
    patterns = reviewed()
    measuring = {tuple(patterns.plain(m)) for table in (CRIES, ORDINARY) for rows in table.values() for m in rows}
    examples = [
        message
        for path in sorted(Path("bot/guard/examples").glob("*.yml"))
        for messages in yaml.safe_load(path.read_text(encoding="utf-8")).values()
        for message in messages
    ]
    assert len(examples) > 1500
    assert [m for m in examples if len(words := tuple(patterns.plain(m))) > 3 and words in measuring] == []


def test_harm_text_names_the_hotline_by_text_message_in_both_languages() -> None:
    english, spanish = guard(None).reply("harm_by_others").messages
    for text in (english, spanish):
        assert "START" in text
        assert "88788" in text
        assert "1-800-799-7233" in text


@pytest.fixture(scope="module")
def built() -> Guard:
    """The guard as the build leaves it."""
    settings = Settings()
    if not (settings.cache_dir / FILE).exists():
        pytest.fail("there is no trained ear: run 'make build' first ('make test' does)")
    return Guard(Wording(), settings, Ear.load(settings.cache_dir))


def test_the_built_ear_hears_what_no_phrase_knows(built: Guard) -> None:
    """Cries of the tables with the phrases left out: at least nine of ten bring the text or the check-in."""
    ear = built._ear
    assert ear is not None
    patterns = reviewed()
    cries = [message for rows in CRIES.values() for message in rows][::8]
    heard = [ear.hear(patterns.plain(cry)).cry >= guard_module.UNSURE for cry in cries]
    assert sum(heard) / len(cries) >= 0.85


def test_the_built_ear_leaves_most_of_the_traps_alone(built: Guard) -> None:
    rows = [{"text": message, "topic": "other"} for table in ORDINARY.values() for message in table][::4]
    result = measure(built, rows)
    assert result.false_alarms <= 0.03, result.alarms


def test_a_cry_at_the_end_of_a_long_story_is_heard(built: Guard) -> None:
    story = "i started at the plant when i was nineteen and my kids are in school now. " * 12
    words = reviewed().plain(story + "everyone i love would finally rest if i was out of this world")
    assert len(words) > WINDOW + STEP
    assert built._ear is not None
    assert built._ear.hear(words).cry > built._ear.hear(reviewed().plain(story)).cry
