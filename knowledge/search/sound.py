"""How an English word sounds, roughly: words written as they are heard get the same key as the right ones."""

from __future__ import annotations

import re
from functools import lru_cache

# In this order. What stands for one sound in English spelling becomes one letter; vowels count only as a first letter.
_RULES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern), letter)
    for pattern, letter in [
        (r"^kn|^gn", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"ph", "f"),
        (r"gh(?=t)|gh$", ""),
        (r"ch(?=[nrlm])", "k"),
        (r"tch|ch|sh|[ct]i(?=[aeo])|ss?i(?=o)", "C"),
        (r"ck|qu", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"dg|g(?=[eiy])", "j"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"^[aeiouy]+", "A"),
        (r"(?<!^)[aeiouyhw]+", ""),
        (r"(.)\1+", r"\1"),
    ]
]


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """The key of a folded word: ``phlebotomy`` and ``fleebotomy`` are both ``flbtm``."""
    for pattern, letter in _RULES:
        word = pattern.sub(letter, word)
    return word
