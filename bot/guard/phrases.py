"""The small language that ``crisis.yml`` is written in, and a search for many phrases at once.

A phrase is words with a space between. ``a|b`` is either word, ``(a b|c)`` either sequence, ``{name}`` any of a
named list, ``?`` after one of these makes it optional, ``!`` before it forbids it here, ``..`` skips up to three words
and ``...`` up to seven, ``#`` is a number of ten or more. ``^`` and ``$`` are the start and end of a sentence, ``^^``
and ``$$`` of the message. The first part of a phrase is always a word, never optional.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

PART = re.compile(r"!?\([^()]*\)\??|\S+")
FIXED = {"..": r"(?:[^ .]+ ){0,3}?", "...": r"(?:[^ .]+ ){0,7}?", "#": r"(?:\d{2,}|ten|twenty|thirty|forty|fifty|sixty|hundred|diez|veinte|treinta) ", "$": r"(?=\. |\Z)", "$$": r"(?=(?:\. )*\Z)"}
STARTS = {"^": r"(?:(?<=\. )|\A)", "^^": r"\A"}

Label = TypeVar("Label")


class PhraseError(ValueError):
    """A phrase that can't be read; the message has the phrase and why."""


class Grammar:
    """Reads phrases. ``fold`` gives the words a written word stands for, as it does for what people type."""

    def __init__(self, lists: Mapping[str, Sequence[str]], fold: Callable[[str], list[str]]) -> None:
        self._lists = lists
        self._fold = fold
        self.words: set[str] = set()

    def read(self, phrase: str) -> tuple[str, frozenset[str], str]:
        """The phrase's first part and the words it may begin with, and the rest, as regular expressions."""
        parts = PART.findall(phrase)
        start = ""
        if parts and parts[0] in STARTS:
            start = STARTS[parts.pop(0)]
        if not parts or parts[0] in FIXED or parts[0][0] == "!" or parts[0][-1] == "?":
            raise PhraseError(f"{phrase!r}: the first part must be a word that has to be there")
        choices = self._choices(parts[0], phrase)
        rest = "".join(self._part(part, phrase) for part in parts[1:])
        return start + _either(choices), frozenset(c.split()[0] for c in choices), rest

    def _part(self, part: str, phrase: str) -> str:
        if part in FIXED:
            return FIXED[part]
        if part[0] == "!":
            return f"(?!{_either(self._choices(part[1:], phrase))})"
        if part[-1] == "?":
            return f"(?:{_either(self._choices(part[:-1], phrase))})?"
        return _either(self._choices(part, phrase))

    def _choices(self, part: str, phrase: str) -> list[str]:
        """Every sequence of words that ``part`` may stand for."""
        found: list[str] = []
        for choice in part.strip("()").split("|"):
            sequences = [""]
            for word in choice.split():
                if word[0] == "{":
                    if word[1:-1] not in self._lists:
                        raise PhraseError(f"{phrase!r}: no list is called {word}")
                    more = [s for item in self._lists[word[1:-1]] for s in self._choices(item, phrase)]
                else:
                    more = [word]
                sequences = [f"{before} {after}".strip() for before in sequences for after in more]
            found += sequences
        found = [" ".join(self._fold(sequence)) for sequence in found]
        if not all(found):
            raise PhraseError(f"{phrase!r}: {part} has a choice of no words (a filler?)")
        self.words.update(word for sequence in found for word in sequence.split())
        return list(dict.fromkeys(found))


class Phrases(Generic[Label]):
    """Finds every place where one of many labelled phrases stands in folded words."""

    def __init__(self, grammar: Grammar, phrases: Iterable[tuple[Label, str]]) -> None:
        together: dict[tuple[Label, str], tuple[frozenset[str], list[str]]] = {}
        for label, phrase in phrases:
            first, starts, rest = grammar.read(phrase)
            together.setdefault((label, first), (starts, []))[1].append(rest)
        self._by_word: dict[str, list[tuple[Label, re.Pattern[str], list[re.Pattern[str]]]]] = defaultdict(list)
        for (label, first), (starts, rests) in together.items():
            entry = (label, re.compile(first + f"(?:{'|'.join(rests)})"), [re.compile(first + rest) for rest in rests] if len(rests) > 1 else [])
            for word in starts:
                self._by_word[word].append(entry)

    def find(self, words: Sequence[str], text: str) -> Iterator[tuple[Label, list[tuple[int, int]]]]:
        """Labels of the phrases that stand in ``text`` (``words`` with a space after each), with the spans at one place."""
        at = 0
        for word in words:
            for label, any_of, each in self._by_word.get(word, ()):
                match = any_of.match(text, at)
                if match:
                    yield label, [m.span() for m in (p.match(text, at) for p in each) if m] or [match.span()]
            at += len(word) + 1


def _either(choices: Sequence[str]) -> str:
    if len(choices) == 1:
        return re.escape(choices[0]) + " "
    return "(?:" + "|".join(re.escape(c) for c in sorted(choices, key=len, reverse=True)) + ") "
