"""What every test of the project may use: the root on the import path, the open data, and an account of what was skipped."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.knowledge.databases import Databases, PostgresServer, SqliteFiles  # noqa: E402  the root has to be on the path

# Nothing may be skipped where this is set: CI has the databases, the browser and the data.
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real open data (O*NET, BLS, NCES); a test that needs it is skipped where it is absent."""
    folder = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data").resolve()
    if not folder.is_dir():
        pytest.skip(f"the open data is not at {folder}; set SHARED_DATA to its folder")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With REQUIRE_ALL=1 a skipped test is a failed one."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"skipped, while REQUIRE_ALL=1: {reason(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file."""
    report = yield
    if REQUIRE_ALL and report.skipped:
        report.outcome, report.longrepr = "failed", f"skipped, while REQUIRE_ALL=1: {reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line that says what was skipped and why, so that no skip goes unseen."""
    reasons = Counter(reason(report) for report in terminalreporter.stats.get("skipped", []))
    if reasons:
        terminalreporter.write_line(
            "skipped: " + "; ".join(f"{count} x {why}" for why, count in sorted(reasons.items())), yellow=True
        )


def reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a test was skipped, without pytest's own word before it."""
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Makes throwaway databases: SQLite files, then databases of the PostgreSQL server in ``TEST_POSTGRES_URL``."""
    if request.param == "sqlite":
        return SqliteFiles(tmp_path_factory.mktemp("databases"))
    given = os.environ.get("TEST_POSTGRES_URL")
    if not given:
        pytest.skip("no PostgreSQL to test on; set TEST_POSTGRES_URL")
    return PostgresServer(given)


@pytest.fixture(scope="module")
def bot_tables(databases: Databases) -> Iterator[str]:
    """The URL of a database with the bot's tables, made once, of which each test gets a copy."""
    from bot.store import Database

    url = databases.new()
    made = Database(url)
    made.migrate()
    made.engine.dispose()
    yield url
    databases.drop(url)


@pytest.fixture
def database(databases: Databases, bot_tables: str) -> Iterator[Any]:
    """An empty database with the bot's tables, of the test's own."""
    from bot.store import Database

    url = databases.new(like=bot_tables)
    made = Database(url)
    yield made
    made.engine.dispose()
    databases.drop(url)
