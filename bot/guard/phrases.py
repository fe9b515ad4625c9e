"""The small language that ``crisis.yml`` is written in, and a search for many phrases at once.

A phrase is words with a space between. ``a|b`` is either word, ``(a b|c)`` either sequence, ``{name}`` any of a
named list, ``?`` after one of these makes it optional, ``!`` before it forbids it here, ``..`` skips up to three words
``...`` up to seven and
``....`` up to fourteen, past the end of a sentence too, ``#`` is a number of ten or more. ``^`` and ``$`` are the start and end of a sentence, ``^^``
and ``$$`` of the message. Fillers are left out. A phrase begins with a word that has to be there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

TOKEN = re.compile(r"[()|?!]|[^\s()|?!]+|\s+")
STARTS = {"^": r"(?:(?<=\. )|\A)", "^^": r"\A"}
FIXED = {
    "#": r"(?:\d{2,}|ten|twenty|thirty|forty|fifty|sixty|hundred|diez|veinte|treinta) ",
    "....": r"(?:[^ ]+ ){0,14}?",
    "$": r"(?=\. |\Z)",
    "$$": r"(?=(?:\. )?\Z)",
}

LONG = 100  # words

Needs = tuple[frozenset[str], ...]  # of each of these, a message that has the phrase has a word


class PhraseError(ValueError):
    """A phrase that can't be read; the message has the phrase and why."""


@dataclass(frozen=True)
class Part:
    """A regular expression and the words it may begin with; no words where it may begin with any."""

    pattern: str
    begins: frozenset[str]
    optional: bool = False
    word: str | None = None  # where it is this word and nothing else


NOTHING = Part("", frozenset())  # what fillers are read as


class Grammar:
    """Reads phrases. ``fold`` gives the words a written word stands for, as it does for what people type."""

    def __init__(
        self, lists: Mapping[str, Sequence[str]], fold: Callable[[str], list[str]], not_skipped: Sequence[str] = ()
    ) -> None:
        """``..`` and ``...`` never skip a word of ``not_skipped``."""
        self._lists = lists
        self._fold = fold
        word = f"(?!(?:{'|'.join(not_skipped)}) )[^ .]+ " if not_skipped else "[^ .]+ "
        self._fixed = {**FIXED, "..": f"(?:{word}){{0,3}}?", "...": f"(?:{word}){{0,7}}?"}
        self._read_lists: dict[str, Part] = {}
        self.words: Counter[str] = Counter()

    def read(self, phrase: str) -> list[tuple[Part, str, Needs]]:
        """The first part of a phrase, a regular expression for the rest, and what the rest needs; one for each way to begin."""
        tokens = TOKEN.findall(phrase)
        start = STARTS[tokens.pop(0)] if tokens and tokens[0] in STARTS else ""
        try:
            parts = self._sequence(tokens, inside=False)
        except (IndexError, KeyError) as error:
            raise PhraseError(f"{phrase!r}: a bracket too few, or no such list: {error}") from error
        if tokens or not _begins(parts):
            raise PhraseError(f"{phrase!r}: a bracket too many, or no word at the beginning")
        firsts = next(i for i, part in enumerate(parts) if not part.optional) + 1
        found = []
        for i in range(firsts):
            rest = parts[i + 1 :]
            needs = tuple(part.begins for part in rest if part.begins and not part.optional)
            found.append((Part(start + parts[i].pattern, parts[i].begins), "".join(part.pattern for part in rest), needs))
        return found

    def _sequence(self, tokens: list[str], inside: bool) -> list[Part]:
        parts: list[Part] = []
        while tokens and tokens[0] != ")" and not (inside and tokens[0] == "|"):
            if tokens[0].isspace():
                tokens.pop(0)
                continue
            forbidden = tokens[0] == "!"
            if forbidden:
                tokens.pop(0)
            part = self._part(tokens)
            while not inside and tokens and tokens[0] == "|":
                tokens.pop(0)
                part = _either([part, self._part(tokens)])
            if not part.pattern:
                tokens[:] = tokens[1:] if tokens[:1] == ["?"] else tokens
                continue
            if forbidden:
                part = Part(f"(?!{part.pattern})", frozenset())
            elif tokens and tokens[0] == "?":
                tokens.pop(0)
                part = Part(f"(?:{part.pattern})?", part.begins, optional=True)
            elif part.word and parts and parts[-1].word and len(joined := self._fold(f"{parts[-1].word} {part.word}")) == 1:
                parts.pop()
                part = self._word(joined)
            parts.append(part)
        return parts

    def _part(self, tokens: list[str]) -> Part:
        token = tokens.pop(0)
        if token == "(":
            choices = [self._joined(self._sequence(tokens, inside=True))]
            while tokens.pop(0) == "|":
                choices.append(self._joined(self._sequence(tokens, inside=True)))
            return _either(choices)
        if token in self._fixed:
            return Part(self._fixed[token], frozenset())
        if token[0] == "{":
            return self._list(token[1:-1])
        words = self._fold(token)
        return self._word(words)

    def _word(self, words: Sequence[str]) -> Part:
        self.words.update(words)
        return Part(
            "".join(re.escape(word) + " " for word in words), frozenset(words[:1]), word=words[0] if len(words) == 1 else None
        )

    def _list(self, name: str) -> Part:
        if name not in self._read_lists:
            self._read_lists[name] = _either(
                [self._joined(self._sequence(TOKEN.findall(item), inside=True)) for item in self._lists[name]]
            )
        return self._read_lists[name]

    @staticmethod
    def _joined(parts: Sequence[Part]) -> Part:
        return Part("".join(part.pattern for part in parts), _begins(parts))


class Phrases[Label]:
    """Finds every place where one of many labelled phrases stands in folded words."""

    def __init__(self, grammar: Grammar, phrases: Iterable[tuple[Label, str]]) -> None:
        together: dict[tuple[Label, Part], list[tuple[str, Needs]]] = {}
        for label, phrase in phrases:
            for first, rest, needs in grammar.read(phrase.strip()):
                together.setdefault((label, first), []).append((rest, needs))
        self._by_word: dict[str, list[_Together[Label]]] = defaultdict(list)
        for (label, first), rests in together.items():
            entry = _Together(label, first.pattern, rests)
            for word in first.begins:
                self._by_word[word].append(entry)

    def find(self, words: Sequence[str], text: str) -> Iterator[tuple[Label, list[tuple[int, int]]]]:
        """Labels of the phrases that stand in ``text`` (``words`` with a space after each), with all spans at that place."""
        said = set(words)
        by_word = self._by_word
        if len(words) > LONG:  # worth sorting out first what cannot be there
            by_word = defaultdict(
                list, {word: [e for e in self._by_word[word] if e.may_be_in(said)] for word in said & self._by_word.keys()}
            )
        at = 0
        for word in words:
            for together in by_word.get(word, ()):
                if together.any_of.match(text, at):
                    yield together.label, together.spans(text, at)
            at += len(word) + 1


class _Together[Label]:
    """Phrases with one label and one first part."""

    def __init__(self, label: Label, first: str, rests: Sequence[tuple[str, Needs]]) -> None:
        self.label = label
        self.any_of = re.compile(f"{first}(?:{'|'.join(rest for rest, _ in rests)})")
        self._texts = [first + rest for rest, _ in rests]
        self._needs = [needs for _, needs in rests]

    @cached_property
    def _each(self) -> list[re.Pattern[str]]:
        return [re.compile(text) for text in self._texts]

    def spans(self, text: str, at: int) -> list[tuple[int, int]]:
        return [match.span() for match in (pattern.match(text, at) for pattern in self._each) if match]

    def may_be_in(self, words: set[str]) -> bool:
        return any(all(not need.isdisjoint(words) for need in needs) for needs in self._needs)


def _begins(parts: Sequence[Part]) -> frozenset[str]:
    """The words a sequence may begin with; none where all of it is optional or it may begin with any word."""
    words: frozenset[str] = frozenset()
    for part in parts:
        if not part.begins:
            break
        words |= part.begins
        if not part.optional:
            return words
    return frozenset()


def _either(choices: Sequence[Part]) -> Part:
    choices = [choice for choice in choices if choice.pattern]
    if not choices:
        return NOTHING
    patterns = list(dict.fromkeys(choice.pattern for choice in sorted(choices, key=lambda c: -len(c.pattern))))
    begins = (
        frozenset().union(*(choice.begins for choice in choices)) if all(choice.begins for choice in choices) else frozenset()
    )
    return Part(patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})", begins)
