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
        self.mend = lru_cache(maxsize=4096)(self._mend)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def _mend(self, word: str) -> str:
        """The word itself where it is known or near to none; else the nearest one, of those as near the one that sounds alike or
        stands in most titles."""
        if word in self or len(word) < SHORTEST or not word.isalpha():
            return word
        allowed = 1 if len(word) < LONG else 2
        near = [w for length in range(len(word) - allowed, len(word) + allowed + 1) for w in self._by_length.get(length, ())]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=allowed, limit=8)
        heard = sound(word)
        found = [match for match in found if match[0][0] == word[0] or sound(match[0]) == heard]
        if not found:
            same = [w for w in self._by_sound.get(heard, ()) if abs(len(w) - len(word)) <= 2]
            found = process.extract(word, same, scorer=OSA.distance, score_cutoff=len(word) // 2, limit=8)
        return min(found, key=lambda m: (m[1], sound(m[0]) != heard, -self._count[m[0]]))[0] if found else word
