"""Any occupation by any of its titles: as written, mistyped, or described."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from knowledge.opendata.opendata import OpenData
from knowledge.search.described import Described
from knowledge.search.folding import fold, fold_words
from knowledge.search.vectors import load
from knowledge.search.words import Words

KINDS = ("own", "alternate", "reported")  # a title of an earlier kind says more
MOST_TYPED = 8  # words of a text that may be a title with mistakes in it; a longer one describes
CERTAIN = {"exact": 1.0, "typo": 0.9}

_APART = re.compile(r"^(?P<outside>[^()]+?)\s*\((?P<inside>[^()]+)\)\s*$")

How = Literal["exact", "typo", "described"]


@dataclass(frozen=True)
class Hit:
    """An occupation found: its O*NET-SOC code and own title. ``score`` is 1 for a title as written, 0.9 for one mistyped, and the
    likeness (0 to 1) of a description."""

    code: str
    title: str
    score: float
    how: How


class TitleSearch:
    """All titles of the open data, in memory; the vectors for descriptions are mapped from ``cache_dir`` where they were built.

    Without imported occupations it finds nothing. Raises StoreError if the database can't be read.
    """

    def __init__(self, open_data: OpenData, cache_dir: Path) -> None:
        self._data = open_data
        self._cache = cache_dir
        self._own: dict[str, str] = {}
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for code, kind, title, folded in open_data.titles():
            if kind == "own":
                self._own[code] = title
            for form in _forms(title, folded):
                found[form][code] = min(KINDS.index(kind), found[form].get(code, len(KINDS)))
        openings = {profile.code: profile.openings or 0 for profile in open_data.profiles()}
        self._codes = {
            form: tuple(sorted(codes, key=lambda code: (codes[code], -openings.get(code, 0), code))) for form, codes in found.items()
        }

    def __len__(self) -> int:
        """How many titles there are, those written alike counted once."""
        return len(self._codes)

    def exact(self, text: str) -> tuple[str, ...]:
        """The codes of a title however it is written, the likeliest first."""
        return self._codes.get(fold(text), ())

    def mistyped(self, text: str) -> tuple[str, ...]:
        """The codes of the title that ``text`` was meant for; none where it is a title as it stands, or near to none."""
        words = fold_words(text)
        if not 0 < len(words) <= MOST_TYPED or " ".join(words) in self._codes:
            return ()
        mended = " ".join(map(self.words.mend, words))
        for form in (mended, *_joined(mended.split())):
            if form in self._codes:
                return self._codes[form]
        return ()

    def described(self, text: str, limit: int = 5) -> list[Hit]:
        """The occupations whose titles, description and tasks come nearest to ``text``; none without vectors."""
        if self._described is None or not text.strip():
            return []
        return [Hit(code, self._own[code], score, "described") for code, score in self._described.nearest(text, limit)]

    def find(self, text: str, limit: int = 5) -> list[Hit]:
        """The occupations that ``text`` most likely means: those of a title as written, else of one mistyped, then by description."""
        how: How = "exact"
        if not (codes := self.exact(text)):
            how, codes = "typo", self.mistyped(text)
        hits = [Hit(code, self._own[code], CERTAIN[how], how) for code in codes]
        if len(hits) < limit:
            seen = set(codes)
            hits += [hit for hit in self.described(self.mended(text), limit + len(hits)) if hit.code not in seen]
        return hits[:limit]

    def mended(self, text: str) -> str:
        """``text`` with the words mended that are neither in a title nor in a description; of a long text only the long ones."""
        words = text.split()
        shortest = 0 if len(words) < 5 else 8
        return " ".join(self._mended(word) if len(word) >= shortest else word for word in words)

    def _mended(self, word: str) -> str:
        folded = fold(word)
        return word if folded in self.words else self.words.mend(folded)

    @cached_property
    def words(self) -> Words:
        """The words of titles and descriptions."""
        counts = Counter(word for form in self._codes for word in form.split())
        return Words(counts, self._described.words if self._described else ())

    @cached_property
    def _described(self) -> Described | None:
        vectors = load(self._data, self._cache)
        return Described(vectors, self._cache) if vectors else None


def _forms(title: str, folded: str) -> Iterator[str]:
    """The ways of writing one title: with what stands in brackets, without it, and short: "CNA (Certified Nursing Assistant)"."""
    yield folded
    if match := _APART.match(title):
        outside, inside = match["outside"], match["inside"]
        yield fold(outside)
        if (outside.isupper() or inside.isupper()) and len(inside) > 1:
            yield fold(inside)


def _joined(words: list[str]) -> Iterable[str]:
    """The words with two neighbours as one: "book keeper"."""
    for place in range(len(words) - 1):
        yield " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])
