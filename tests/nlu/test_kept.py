"""What is derived is kept for as long as what it was derived from is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu import kept as module
from bot.nlu.dictionaries import words
from bot.nlu.kept import kept
from bot.nlu.wordlist import WordList


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own."""
    chosen = module.settings().model_copy(update={"cache_dir": tmp_path})
    monkeypatch.setattr(module, "settings", lambda: chosen)
    return tmp_path


def test_made_once_for_the_same_inputs(folder: Path) -> None:
    made: list[int] = []

    def make() -> dict[str, int]:
        made.append(1)
        return {"wound": len(made)}

    assert kept("thing", ["a", b"b"], make) == {"wound": 1}
    assert kept("thing", ["a", b"b"], make) == {"wound": 1}
    assert kept("thing", ["a", b"c"], make) == {"wound": 2}
    assert len(list(folder.glob("thing-*"))) == 1, "the older one is gone"


def test_a_spoiled_file_is_made_again(folder: Path) -> None:
    assert kept("thing", ["a"], lambda: "good") == "good"
    next(folder.glob("thing-*")).write_text("{", encoding="utf-8")
    assert kept("thing", ["a"], lambda: "good again") == "good again"


def test_a_word_list_has_its_words_and_no_others() -> None:
    listed = {"a", "ab", "b", "zebra", "niño", "'tis", "abc"}
    words = WordList(WordList.written(listed))
    assert len(words) == len(listed)
    assert all(word in words for word in listed)
    assert not any(word in words for word in ("", "aa", "zz", "abcd", "nino", "\ud800", "a\nab"))
    assert "a" not in WordList("")


@pytest.mark.parametrize(("language", "known"), [("en", "nurse"), ("es", "enfermera")])
def test_dictionaries(language: str, known: str) -> None:
    assert known in words(language)
    assert "nurrse" not in words(language)
