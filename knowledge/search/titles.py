"""Any occupation by any of its titles: as written, mistyped, or described."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice, product
from pathlib import Path
from typing import Literal

from knowledge.opendata.opendata import OpenData, open_data
from knowledge.search.described import Described
from knowledge.search.everyday import with_trade_words
from knowledge.search.folding import fold, fold_words
from knowledge.search.vectors import FORMAT, load
from knowledge.search.words import Words

LEFT_OVER = "All Other"  # what an occupation is called that takes up those with no place of their own
KINDS = ("own", "alternate", "reported")  # a title of an earlier kind says more
MOST_TYPED = 8  # words of a text that may be a title with mistakes in it; a longer one describes
MOST_MEANT = 64  # ways in which the mistyped words of a text may be meant together
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
        self._codes: dict[str, tuple[str, ...]] = {}
        self._meant: dict[str, int] = {}  # how many of the first codes have the title in the same way, where not all
        for form, codes in found.items():
            left_over = {code: self._own.get(code, "").endswith(LEFT_OVER) for code in codes}
            ranked = sorted(codes, key=lambda code: (codes[code], left_over[code], -openings.get(code, 0), code))
            self._codes[form] = tuple(ranked)
            if (same := sum(codes[code] == codes[ranked[0]] and not left_over[code] for code in ranked)) < len(ranked):
                self._meant[form] = max(same, 1)

    def __len__(self) -> int:
        """How many titles there are, those written alike counted once."""
        return len(self._codes)

    def exact(self, text: str) -> tuple[str, ...]:
        """The codes of a title however it is written, the likeliest first."""
        return self._codes.get(fold(text), ())

    def meant(self, folded: str) -> tuple[str, ...]:
        """The codes that a folded title means foremost: those that have it for their own, else as an alternate, else as reported; of
        these not the ones for "all other" work. All of them are as likely."""
        codes = self._codes.get(folded, ())
        return codes[: self._meant.get(folded, len(codes))]

    def mistyped(self, text: str) -> tuple[str, ...]:
        """The codes of the title that ``text`` was meant for; none where it is a title as it stands, or near to none."""
        return self._codes.get(self.bridged(text) or "", ())

    def bridged(self, text: str) -> str | None:
        """The folded title that ``text`` with its mistakes was meant for; None where it is a title as it stands, or near to none."""
        words = fold_words(text)
        if not 0 < len(words) <= MOST_TYPED or " ".join(words) in self._codes:
            return None
        for meant in islice(product(*(self.words.near(word) or (word,) for word in words)), MOST_MEANT):
            for form in (" ".join(meant), *_joined(meant)):
                if form in self._codes:
                    return form
        return None

    def described(self, text: str, limit: int = 5) -> list[Hit]:
        """The occupations whose titles, description and tasks come nearest to ``text``; none without vectors."""
        if self._described is None or not text.strip():
            return []
        return [
            Hit(code, self._own[code], score, "described")
            for code, score in self._described.nearest(with_trade_words(text), limit)
        ]

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


@cache
def title_search(url: str, cache_dir: Path) -> TitleSearch | None:
    """The process's search over the titles in a database; None where no occupations were imported."""
    data = open_data(url)
    return TitleSearch(data, cache_dir) if data.has(FORMAT) else None


def _forms(title: str, folded: str) -> Iterator[str]:
    """The ways of writing one title: with what stands in brackets, without it, and short: "CNA (Certified Nursing Assistant)"."""
    yield folded
    if match := _APART.match(title):
        outside, inside = match["outside"], match["inside"]
        yield fold(outside)
        if (outside.isupper() or inside.isupper()) and len(inside) > 1:
            yield fold(inside)


def _joined(words: tuple[str, ...]) -> Iterable[str]:
    """The words with two neighbours as one: "book keeper"."""
    for place in range(len(words) - 1):
        yield " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])
