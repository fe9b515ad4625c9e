"""Fold what people type to plain words, so that one written phrase finds every way of spelling it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.nlu.dictionaries import words as dictionary
from bot.nlu.words import plain

SENTENCE_END = "."
TOKEN = re.compile(r"[\w@$*]+(?:'[\w@$*]+)*|[.!?;]+")
SPLIT_NOT = re.compile(r"(?<=n)[,; ](?=t\b)")  # can,t  don t
PAUSE = re.compile(r"\.(?:\s*\.)+")  # a trailing-off "..." ends no sentence
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0f\ufeff]")
LOOK_ALIKES = str.maketrans("013457@$", "oieastas")
IS_AFTER = {
    "he",
    "she",
    "it",
    "that",
    "there",
    "what",
    "who",
    "how",
    "where",
    "here",
    "i",
    "everyone",
    "someone",
    "nobody",
    "everything",
    "nothing",
}
ENDINGS = {"m": "am", "ll": "will", "re": "are", "ve": "have", "d": "would"}
SHORTEST = 3  # letters of what may be taken for a longer word
ABBREVIATION = re.compile("[b-df-hj-np-tv-xz]{3}")  # PMP is the name of a certificate, not a pimp
NEGATED = {"ca": "can", "wo": "will", "ai": "is", "sha": "shall"}


class Folder:
    """Turns a message into known words; sentences end in a word of their own.

    ``spellings`` says which typed words stand for which; one of two words joins what people write apart. ``fillers``
    are left out, words of ``hidden`` recognized with letters starred out. What is neither one of ``words`` nor in a
    dictionary is taken for the word of ``know`` that is one slip of the finger away.
    """

    def __init__(
        self, spellings: Mapping[str, Iterable[str]], fillers: Iterable[str], words: Iterable[str], hidden: Iterable[str]
    ) -> None:
        typed = [(plain(word).replace("_", " "), meant) for meant, words in spellings.items() for word in words]
        self._short = {word: tuple(meant.split()) for word, meant in typed if " " not in word}
        self._pairs = {tuple(word.split()): meant.split() for word, meant in typed if " " in word}
        self._fillers = frozenset(fillers)
        self._words = frozenset(words)
        self._hidden = sorted(hidden)
        self._known: Mapping[str, int] = {}
        self._near: dict[str, list[str]] = {}
        self._word = lru_cache(maxsize=32768)(self._fold_word)

    def know(self, words: Mapping[str, int]) -> None:
        """The words that phrases are written in, and how often: never taken for a misspelling of another."""
        self._known = {**words, **dict.fromkeys(self._words, 0)}
        self._near = defaultdict(list)
        for word in [*sorted(words, key=lambda w: (-words[w], w)), *self._short]:
            if len(word) > SHORTEST:
                for form in (word, *_without_one(word)):
                    self._near[form].append(word)
        self._word.cache_clear()

    def words(self, text: str) -> list[str]:
        """The words that stand for ``text``, with ``.`` where a sentence ends."""
        found: list[str] = []
        text = plain(UNSEEN.sub("", unicodedata.normalize("NFKC", text.replace("´", "'").replace("`", "'"))))
        for token in TOKEN.findall(SPLIT_NOT.sub("'", PAUSE.sub(" ", text))):
            for word in self._word(token):
                if found:
                    if found[-1] == word:
                        continue
                    if joined := self._pairs.get((found[-1], word)):
                        found[-1:] = joined
                        continue
                if word not in self._fillers:
                    found.append(word)
        return found

    def _fold_word(self, token: str) -> tuple[str, ...]:
        if token[0] in ".!?;":
            return (SENTENCE_END,)
        return self._spelled(token.strip("'_*"))

    def _spelled(self, token: str) -> tuple[str, ...]:
        if token in self._short:
            return self._short[token]
        if "'" in token:
            return self._contracted(token)
        if token in self._known or not token:
            return (token,) if token else ()
        for guess in self._guesses(token):
            if guess in self._short:
                return self._short[guess]
            if guess in self._known:
                return (guess,)
        return (token,)

    def _contracted(self, token: str) -> tuple[str, ...]:
        base, _, ending = token.partition("'")
        if ending == "t" and base.endswith("n"):
            return (NEGATED.get(base[:-1], base[:-1]), "not")
        if ending == "s":
            return (*self._spelled(base), "is") if base in IS_AFTER else self._spelled(base)
        if ending in ENDINGS:
            return (*self._spelled(base), ENDINGS[ending])
        return self._spelled(token.replace("'", ""))

    def _guesses(self, token: str) -> Iterable[str]:
        if not token.isalpha():
            if token.isdigit():
                return
            token = token.translate(LOOK_ALIKES)
            yield token
            if "*" in token and len(token) <= 16:
                starred = re.compile(re.sub(r"\*+", "[a-z]+", token))
                yield from [word for word in self._hidden if starred.fullmatch(word)][:1]
                return
        if re.search(r"(.)\1\1", token):  # dieee, killll
            yield re.sub(r"(.)\1\1+", r"\1\1", token)
            yield re.sub(r"(.)\1\1+", r"\1", token)
        if token.endswith("in"):
            yield token + "g"
        if (
            SHORTEST <= len(token) < 20
            and not ABBREVIATION.fullmatch(token)
            and token not in dictionary("en")
            and token not in dictionary("es")
        ):
            near = {
                word: None for form in (token, *_without_one(token)) for word in self._near.get(form, ()) if word[0] == token[0]
            }
            yield from [word for word in near if OSA.distance(word, token) == 1][:1]


def _without_one(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(len(word))]
