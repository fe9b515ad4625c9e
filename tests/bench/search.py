"""How often a search finds the occupation meant, beside SQLite's full text search and rapidfuzz over the same titles.

``search_queries.jsonl``: 339 ways of asking for an occupation, each with the O*NET-SOC codes that are right. A query belongs to the
held-out half if the SHA-256 of its text is odd: no weight was chosen on those. ``python -m tests.bench.search`` measures on the
database in ``DATABASE_URL``, into which O*NET was imported.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.settings import settings
from knowledge.opendata.opendata import OpenData, open_data
from knowledge.search.folding import fold, fold_words
from knowledge.search.titles import TitleSearch

QUERIES = Path(__file__).parent / "search_queries.jsonl"
TOP = 5
Search = Callable[[str], list[str]]


@dataclass(frozen=True)
class Query:
    text: str
    kind: str  # described | misspelled | slang | partial
    codes: frozenset[str]

    @property
    def held_out(self) -> bool:
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % 2 == 1


@dataclass(frozen=True)
class Result:
    """Shares of queries whose occupation stood first, and among the first five; milliseconds a query."""

    first: float
    among: float
    p50: float
    p95: float
    missed: tuple[str, ...] = ()


def queries() -> list[Query]:
    read = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    return [Query(item["text"], item["kind"], frozenset(item["codes"])) for item in read]


def measure(search: Search, some: list[Query]) -> Result:
    """Ask every query."""
    first = among = 0
    took, missed = [], []
    search(some[0].text)
    for query in some:
        begun = time.perf_counter()
        codes = search(query.text)
        took.append((time.perf_counter() - begun) * 1000)
        first += bool(codes) and codes[0] in query.codes
        among += bool(set(codes) & query.codes)
        if not set(codes) & query.codes:
            missed.append(f"{query.text}: {', '.join(codes)}, not {', '.join(sorted(query.codes))}")
    took.sort()
    return Result(
        first / len(some), among / len(some), took[len(took) // 2], took[min(len(took) - 1, int(len(took) * 0.95))], tuple(missed)
    )


def ours(data: OpenData) -> Search:
    search = TitleSearch(data, settings().cache_dir)
    return lambda text: [hit.code for hit in search.find(text, TOP)]


def full_text(data: OpenData) -> Search:
    """SQLite FTS5 (BM25, Porter's stems) over all titles: any of the words, the best title of each occupation."""
    index = sqlite3.connect(":memory:")
    index.execute("create virtual table titles using fts5(title, code unindexed, tokenize='porter unicode61')")
    index.executemany("insert into titles values (?, ?)", ((title, code) for code, _, title, _ in data.titles()))

    def search(text: str) -> list[str]:
        words = " or ".join(f'"{word}"' for word in fold_words(text))
        rows = index.execute(
            "select code from titles where titles match ? order by rank limit 50", (words.replace(" or ", " OR "),)
        )
        return list(dict.fromkeys(code for (code,) in rows))[:TOP]

    return search


def fuzzy(data: OpenData) -> Search:
    """rapidfuzz's weighted ratio over all folded titles."""
    titles = [(folded, code) for code, _, _, folded in data.titles()]
    texts = [folded for folded, _ in titles]

    def search(text: str) -> list[str]:
        found = process.extract(fold(text), texts, scorer=fuzz.WRatio, limit=50)
        return list(dict.fromkeys(titles[place][1] for _, _, place in found))[:TOP]

    return search


def table(*, held_out: bool = True, show: bool = False) -> str:
    """The figures as a table in Markdown, on the held-out half unless told otherwise."""
    data = open_data(settings().database_url)
    some = [query for query in queries() if query.held_out is held_out]
    kinds = ("described", "misspelled", "slang", "partial")
    counted = ", ".join(f"{sum(q.kind == kind for q in some)} {kind}" for kind in kinds)
    lines = [
        f"{len(some)} queries ({counted}), {'held out' if held_out else 'development'}",
        "",
        f"| | recall@1 | recall@5 | {' | '.join(f'@5 {kind}' for kind in kinds)} | ms p50 | ms p95 |",
        "|---|" + "---|" * 8,
    ]
    for name, make in (("ours", ours), ("SQLite FTS5", full_text), ("rapidfuzz WRatio", fuzzy)):
        search = make(data)
        got = measure(search, some)
        by_kind = " | ".join(f"{measure(search, [q for q in some if q.kind == kind]).among:.2f}" for kind in kinds)
        lines.append(f"| {name} | {got.first:.3f} | {got.among:.3f} | {by_kind} | {got.p50:.1f} | {got.p95:.1f} |")
        if show and make is ours:
            print(*got.missed, sep="\n", file=sys.stderr)
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(held_out="--development" not in sys.argv, show="--missed" in sys.argv))
