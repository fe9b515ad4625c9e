"""English and Spanish words, from pyspellchecker's frequency lists."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path

from bot.nlu import words as folding
from bot.nlu.kept import files, kept
from bot.nlu.wordlist import WordList
from bot.nlu.words import plain


@cache
def words(language: str) -> WordList:
    """Every word of a language (``en`` or ``es``), folded."""
    inputs: list[str | bytes] = [version("pyspellchecker"), *files(Path(folding.__file__))]
    return WordList(kept(f"words-{language}", inputs, lambda: _folded(language)))


def _folded(language: str) -> str:
    from spellchecker import SpellChecker  # here: a start that finds the words kept does without it

    return WordList.written({plain(word) for word in SpellChecker(language=language).word_frequency.words()})
