"""The words of job titles, and which of them a mistyped word was meant for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.search.sound import sound

SHORTEST = 4  # letters: what is shorter is near to too much
LONG = 7  # letters from which on two of them may be wrong
ALIKE = 1.5  # letters that may differ more where two words sound alike
MOST_NEAR = 4


class Words:
    """``titles``: the words of titles and in how many each stands. ``others``: right words that stand in none."""

    def __init__(self, titles: Mapping[str, int], others: Iterable[str] = ()) -> None:
        self._count = {word: count for word, count in titles.items() if word.isalpha() and len(word) >= SHORTEST}
        self._known = frozenset(titles) | frozenset(others)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._count):
            self._by_length[len(word)].append(word)
            self._by_sound[sound(word)].append(word)
        self.near = lru_cache(maxsize=4096)(self._near)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def mend(self, word: str) -> str:
        """The word that a folded one was most likely meant for: itself where it is known or near to none."""
        return next(iter(self.near(word)), word)

    def _near(self, word: str) -> tuple[str, ...]:
        """The words that an unknown one may have been meant for, the likeliest first: by letters that differ, less where both sound
        alike, then by the titles they stand in. None for a known word."""
        if word in self or len(word) < SHORTEST or not word.isalpha():
            return ()
        allowed = 1 if len(word) < LONG else 2
        heard = sound(word)
        lengths = range(len(word) - allowed, len(word) + allowed + 1)
        written = process.extract(
            word, [w for n in lengths for w in self._by_length.get(n, ())], scorer=OSA.distance, score_cutoff=allowed, limit=20
        )
        spoken = process.extract(
            word,
            [w for w in self._by_sound.get(heard, ()) if abs(len(w) - len(word)) <= 2],
            scorer=OSA.distance,
            score_cutoff=len(word) // 2 + 1,
            limit=20,
        )
        differ = {w: n - ALIKE for w, n, _ in spoken}
        differ = {w: n for w, n, _ in written if w[0] == word[0]} | differ
        return tuple(sorted(differ, key=lambda w: (differ[w], -self._count[w]))[:MOST_NEAR])
