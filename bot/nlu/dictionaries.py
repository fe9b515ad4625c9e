"""English and Spanish words, from pyspellchecker's frequency lists."""

from __future__ import annotations

import re
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


_ENDING = re.compile(
    r"(?:e|o|a|as|es|an|en|amos|emos|imos|aba|abas|aban|ia|ias|ian|aste|iste|io|aron|ieron|ando|iendo|ado|ada|ido|ida|are|ara|eria|aria)$"
)
_SOUND = (("gu", "g"), ("qu", "c"), ("c", "z"), ("ie", "e"), ("ue", "o"))  # how a stem is written before some endings


def spanish_verb(folded: str) -> bool:
    """Whether a folded word is a form of a Spanish verb; the frequency list has the infinitives, not every form."""
    if len(folded) < 5 or not (ending := _ENDING.search(folded)):
        return False
    endings = {folded[i:] for i in range(ending.start(), len(folded)) if _ENDING.fullmatch(folded[i:])}
    for end in endings:
        stem = folded.removesuffix(end)
        stems = [stem, *(stem.removesuffix(old) + new for old, new in _SOUND if stem.endswith(old))]
        stems += [stem.replace(old, new, 1) for old, new in _SOUND[3:] if old in stem]
        if any(s + infinitive in words("es") for s in stems if len(s) > 2 for infinitive in ("ar", "er", "ir")):
            return True
    return False
