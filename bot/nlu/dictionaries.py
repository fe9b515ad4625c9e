"""English and Spanish words, from pyspellchecker's frequency lists."""

from __future__ import annotations

from functools import cache

from spellchecker import SpellChecker

from bot.nlu.words import plain


@cache
def words(language: str) -> frozenset[str]:
    """Every word of a language (``en`` or ``es``), folded."""
    return frozenset(plain(word) for word in SpellChecker(language=language).word_frequency.words())
