"""Reviewed phrases of a cry for help in English and Spanish, and the sayings that only sound like one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.guard.folding import SENTENCE_END, Folder
from bot.guard.phrases import Grammar, Phrases

Span = tuple[int, int]

PATTERNS = Path(__file__).parent / "crisis.yml"


class Patterns:
    """Finds the phrases that stand in ``crisis.yml``."""

    def __init__(self, path: Path = PATTERNS) -> None:
        content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        self._kinds = list(content["crisis"])
        self._folder = Folder(
            {meant: typed.split() for meant, typed in content["spellings"].items()},
            *(content[name].split() for name in ("fillers", "own_words", "hidden")),
        )
        lists = {name: _listed(items) for name, items in content["lists"].items()}
        grammar = Grammar(lists, self._folder.words)
        idioms = Grammar(lists, self._folder.words, content["not_skipped_in_idioms"].split())
        blocks = [(_Block.read(kind, block), block["phrases"]) for kind, blocks in content["crisis"].items() for block in blocks]
        self._cries = Phrases(grammar, [(block, phrase) for block, phrases in blocks for phrase in phrases.splitlines()])
        self._heavy = Phrases(grammar, [(None, phrase) for phrase in content["heavy"].splitlines()])
        self._idioms = Phrases(idioms, [(None, phrase) for phrase in content["idioms"].splitlines()])
        self._about = Phrases(
            grammar, [(name, phrase) for name, phrases in content["about"].items() for phrase in _listed(phrases)]
        )
        self._folder.know(grammar.words + idioms.words)
        self._spanish, self._english = frozenset(content["spanish_words"].split()), frozenset(content["english_words"].split())

    def kind(self, text: str) -> str | None:
        """The kind of danger the text tells of, or None; of several, the one that ``crisis.yml`` names first.

        A phrase does not count where an idiom covers the whole of it (in a ``weak`` block: a part of it), nor where the
        message, or the sentence, is about what its block has after ``unless`` or ``unless_here``.
        """
        words, folded = self._folded(text)
        found: set[str] = set()
        idioms: list[Span] | None = None
        about: list[tuple[str, Span]] | None = None
        for block, spans in self._cries.find(words, folded):
            if block.kind in found:
                continue
            if idioms is None:
                idioms = list(self._said_idioms(words, folded))
            spans = [span for span in spans if not any(_hides(idiom, span, block.weak) for idiom in idioms)]
            if spans and (block.unless or block.unless_here):
                if about is None:
                    about = [(name, all_spans[0]) for name, all_spans in self._about.find(words, folded)]
                if not block.unless.isdisjoint(name for name, _ in about):
                    continue
                near = [span for name, span in about if name in block.unless_here]
                spans = [span for span in spans if not any(_one_sentence(folded, span, other) for other in near)]
            if spans and block.kind == self._kinds[0]:
                return block.kind
            if spans:
                found.add(block.kind)
        return next((kind for kind in self._kinds if kind in found), None)

    def heavy(self, text: str) -> bool:
        """Whether a phrase stands there that may be a cry and may be none, outside any idiom."""
        words, folded = self._folded(text)
        spans = [span for _, all_spans in self._heavy.find(words, folded) for span in all_spans]
        if not spans:
            return False
        idioms = list(self._said_idioms(words, folded))
        return any(not any(_hides(idiom, span, weak=True) for idiom in idioms) for span in spans)

    def about(self, text: str) -> set[str]:
        """What the message is about, of the names under ``about``."""
        return {name for name, _ in self._about.find(*self._folded(text))}

    def plain(self, text: str) -> list[str]:
        """The folded words, without sentence ends and without those of an idiom: what the learned ear hears."""
        words, folded = self._folded(text)
        idioms = list(self._said_idioms(words, folded))
        left: list[str] = []
        at = 0
        for word in words:
            if word != SENTENCE_END and not any(begin <= at < end for begin, end in idioms):
                left.append(word)
            at += len(word) + 1
        return left

    def language(self, text: str) -> str:
        """``es`` where more of the words are Spanish than English, else ``en``."""
        words = set(self._folder.words(text)) - {SENTENCE_END}
        return "es" if len(words & self._spanish) > len(words & self._english) else "en"

    def _folded(self, text: str) -> tuple[list[str], str]:
        words = self._folder.words(text)
        return words, "".join(word + " " for word in words)

    def _said_idioms(self, words: list[str], folded: str) -> Iterator[Span]:
        return (span for _, spans in self._idioms.find(words, folded) for span in spans)


@cache
def reviewed() -> Patterns:
    """The phrases of ``crisis.yml``, read once, which takes a second. Any number of threads may use them at once."""
    return Patterns()


@dataclass(frozen=True)
class _Block:
    """What the phrases of one block have in common."""

    kind: str
    weak: bool
    unless: frozenset[str]
    unless_here: frozenset[str]

    @classmethod
    def read(cls, kind: str, block: dict[str, Any]) -> _Block:
        return cls(kind, block.get("weak", False), frozenset(block.get("unless", ())), frozenset(block.get("unless_here", ())))


def _hides(idiom: Span, cry: Span, weak: bool) -> bool:
    if weak:
        return idiom[0] < cry[1] and cry[0] < idiom[1]
    return idiom[0] <= cry[0] and cry[1] <= idiom[1]


def _one_sentence(text: str, one: Span, other: Span) -> bool:
    return f"{SENTENCE_END} " not in text[min(one[1], other[1]) : max(one[0], other[0])]


def _listed(text: str) -> list[str]:
    return [item.strip() for item in text.split(",")]
