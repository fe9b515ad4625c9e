"""One way of writing for a job title: however it is typed, the same title is the same text.

``od_titles.folded`` holds what :func:`fold` gives: change it, and the titles must be imported anew.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INITIALS = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_]\.|\W|$)")  # the dots of "R.N.", not the one that ends a sentence
_WORD = re.compile(r"[^\W_]+[+#]*")  # "c++" and "c#" are words


def fold(text: str) -> str:
    """``text`` in lower case without accents, punctuation and plural endings, its words a space apart: ``"Nurses' Aides"`` is
    ``"nurse aide"``. Empty where there is no letter and no digit."""
    return " ".join(fold_words(text))


def fold_words(text: str) -> list[str]:
    """The folded words of ``text``, in order."""
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    lowered = "".join(char for char in lowered if not unicodedata.combining(char))
    lowered = _INITIALS.sub(r"\1", lowered.replace("&", " and "))
    return [singular(word) for word in _WORD.findall(lowered.replace("'", "").replace("\u2019", ""))]


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """A lower-case word without its plural ending, roughly: both forms of a word give the same, which need not be a word."""
    if len(word) > 4 and word.endswith("men"):
        return word[:-3] + "man"
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("ie"):
        return word[:-2] + "y"  # "cookie" as "cookies"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
