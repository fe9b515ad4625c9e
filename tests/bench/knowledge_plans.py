"""How long a question to the open data takes, and a plan over it, at one college, in one state and at all 998, on both databases.

Every occupation of a fixed sample is asked about once a round, in a store that has not been asked before; of three rounds the best counts,
since other work on the machine only ever adds. Milliseconds on the wall, the database's part among them; beside
them the processor time of our own process alone, which a busy machine changes less.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from knowledge.catalog import Catalog
from knowledge.importers.contract import Options
from knowledge.importers.folder import parts_of
from knowledge.importers.run import run
from knowledge.opendata.elsewhere import plans_at
from knowledge.opendata.joined import joined
from knowledge.opendata.opendata import OpenData
from knowledge.pack import read_pack
from knowledge.planner import Index, Student, plan
from knowledge.store import KnowledgeStore
from tests.bench.imports import DATA
from tests.knowledge.databases import Databases, PostgresServer, SqliteFiles, migrated

PACK = Path(__file__).resolve().parents[2] / "knowledge" / "packs" / "millbrook"
TODAY = date(2026, 11, 22)
ROUNDS = 3
EVERY = 4  # of the occupations
STATE = "CA"  # the one with the most programs
COLLEGE = 121901  # Riverside City College, of many programs
QUERY, PLAN = 20.0, 10.0  # milliseconds: the most that p95 may be

Took = tuple[float, float]  # milliseconds on the wall, and of our own processor time
Ask = Callable[[OpenData, Catalog, str], object]


@dataclass(frozen=True)
class Row:
    """A question, the aim for its p95, and by database p50 and p95 in milliseconds, and p95 of our own processor time."""

    name: str
    aim: float
    took: dict[str, tuple[float, float, float]]


def _at(**where: object) -> Ask:
    return lambda data, catalog, code: plans_at(data, catalog, Student(goals=(code,)), TODAY, **where)  # type: ignore[arg-type]


QUESTIONS: dict[str, tuple[float, Ask]] = {
    "an occupation, everything of it": (QUERY, lambda data, _, code: data.occupation(code)),
    "programs that lead to it: one college": (QUERY, lambda data, _, code: data.programs_for(code, unitids=(COLLEGE,))),
    "programs: one state": (QUERY, lambda data, _, code: data.programs_for(code, states=(STATE,))),
    "programs: all 998 colleges": (QUERY, lambda data, _, code: data.programs_for(code)),
    "programs: all 998, nearest first": (QUERY, lambda data, _, code: data.programs_for(code, near=COLLEGE)),
    "a plan at another college": (PLAN, _at(unitids=(COLLEGE,))),
    "the best plans in one state": (PLAN, _at(states=(STATE,))),
    "the best plans in one state, nearest first": (PLAN, _at(states=(STATE,), near=COLLEGE)),
    "the best plans at all 998 colleges": (PLAN, _at()),
    "the best plans at all 998, nearest first": (PLAN, _at(near=COLLEGE)),
}
HOME = "a plan at home, its IPEDS programs among its own"


def measured(data: Path = DATA) -> list[Row]:
    """All questions on SQLite, and on PostgreSQL where ``TEST_POSTGRES_URL`` is set."""
    by_name: dict[str, dict[str, list[Took]]] = {name: {} for name in (*QUESTIONS, HOME)}
    for server, url in _filled(data):
        for name, best in _asked(url).items():
            by_name[name][server] = best
    aims = {name: aim for name, (aim, _) in QUESTIONS.items()} | {HOME: PLAN}
    return [
        Row(name, aims[name], {server: _figures(took) for server, took in by_server.items()})
        for name, by_server in by_name.items()
    ]


def table(rows: list[Row] | None = None) -> str:
    """The figures as a table in Markdown."""
    rows = measured() if rows is None else rows
    servers = list(rows[0].took)
    head = ["question", *(f"{server} {what}" for server in servers for what in ("p50", "p95", "own p95")), "aim for p95", "kept"]
    lines = [head, ["---", *["---:"] * (3 * len(servers) + 1), "---"]]
    for row in rows:
        kept = all(p95 <= row.aim for _, p95, _ in row.took.values())
        figures = [f"{value:.1f}" for server in servers for value in row.took[server]]
        lines.append([row.name, *figures, f"{row.aim:.0f}", "yes" if kept else "no"])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


@contextmanager
def filled(databases: Databases, data: Path) -> Iterator[str]:
    """The URL of a database with the demonstration pack and all open data of a folder."""
    with migrated(databases) as url:
        store = KnowledgeStore(url)
        store.load(read_pack(PACK))
        store.engine.dispose()
        for part in parts_of(data, Options()):
            run(url, part.format, part.path, part.options)
        yield url


def _filled(data: Path) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        servers: dict[str, Databases] = {"SQLite": SqliteFiles(Path(folder))}
        if given := os.environ.get("TEST_POSTGRES_URL"):
            servers["PostgreSQL"] = PostgresServer(given)
        for name, server in servers.items():
            with filled(server, data) as url:
                yield name, url


def _asked(url: str) -> dict[str, list[Took]]:
    """The best of the rounds for every question about every occupation of the sample."""
    pack = KnowledgeStore(url).read()
    best: dict[str, list[Took]] = {}
    for _ in range(ROUNDS):
        data = OpenData(url)
        catalog = joined(pack, data)
        codes = [profile.code for profile in data.profiles()][::EVERY]
        _warm(data, catalog, codes[0])
        for name, (_, ask) in QUESTIONS.items():
            _keep(best, name, [_time(partial(ask, data, catalog, code)) for code in codes])
        index = Index(_at_home(pack, data))
        plan(index, Student(goals=("registered-nurse",)), TODAY)
        goals = list(index.catalog.occupations)
        _keep(best, HOME, [_time(partial(plan, index, Student(goals=(goal,)), TODAY)) for goal in goals])
        data.close()
    return best


def _at_home(pack: Catalog, data: OpenData) -> Catalog:
    """The demonstration college, as if it were the one measured at."""
    (college,) = pack.providers.values()
    return joined(replace(pack, providers={college.id: replace(college, unitid=COLLEGE)}), data)


def _warm(data: OpenData, catalog: Catalog, code: str) -> None:
    """What a process does once: connections, short lists, compiled statements."""
    for _, ask in QUESTIONS.values():
        ask(data, catalog, code)


def _time(ask: Callable[[], object]) -> Took:
    begun, worked = time.perf_counter(), time.process_time()
    ask()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000


def _keep(best: dict[str, list[Took]], name: str, took: list[Took]) -> None:
    earlier = best.get(name, took)
    best[name] = [(min(a[0], b[0]), min(a[1], b[1])) for a, b in zip(earlier, took, strict=True)]


def _figures(took: list[Took]) -> tuple[float, float, float]:
    wall, own = sorted(t[0] for t in took), sorted(t[1] for t in took)
    last = min(len(took) - 1, int(len(took) * 0.95))
    return wall[len(wall) // 2], wall[last], own[last]


if __name__ == "__main__":
    print(table())
