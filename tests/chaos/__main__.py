"""``make chaos``: 50 kills, half on SQLite and half on PostgreSQL with two workers where ``TEST_POSTGRES_URL`` is set; and 5 with people in Slack and Teams."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from tests.chaos.chats import ChatResult, run_chats
from tests.chaos.run import Result, run
from tests.knowledge.databases import PostgresServer

CHAT_KILLS = 5


def report(name: str, result: Result) -> None:
    """The figures of a run, and its faults."""
    kills = ", ".join(f"{count} x {what}" for what, count in sorted(result.kills.items()))
    print(f"{name}: {sum(result.kills.values())} kills ({kills})")
    print(
        f"  acknowledged {result.acknowledged}, delivered again {result.repeated}, connections broken {result.broken}, refused for a moment {result.refused}"
    )
    print(
        f"  in the database {result.account.messages} messages of {result.account.conversations} conversations, {result.account.cases} cases, {result.account.alerts} alerts"
    )
    print(
        f"  alerts taken by the webhook {result.alerts_taken}, of which delivered again after a kill between sending and noting it: {result.alerts_twice}"
    )
    print(f"  lost, doubled or out of order: {len(result.faults)}")
    for fault in result.faults[:20]:
        print(f"    {fault}")


def report_chats(result: ChatResult) -> None:
    """The same for the chats."""
    print(f"Slack and Teams: {result.kills} kills")
    print(
        f"  acknowledged {result.acknowledged}, delivered again {result.redelivered}, without an answer at the kills {result.unanswered}"
    )
    for platform, stands in result.posts.items():
        print(f"  {platform}: " + ", ".join(f"{count} answers stand {times} times" for times, count in sorted(stands.items())))
    print(f"  lost or doubled: {len(result.faults)}")
    for fault in result.faults[:20]:
        print(f"    {fault}")


def main(kills: Annotated[int, typer.Option(min=2)] = 50, seed: int = 2026) -> None:
    """Kill the server and count what was lost."""
    postgres = os.environ.get("TEST_POSTGRES_URL")
    faults = 0
    say = lambda text: print(f"  {text}", file=sys.stderr, flush=True)  # noqa: E731
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        share = kills // 2 if postgres else kills
        result = run(f"sqlite:///{folder}/advisor.db", Path(folder), share, seed, say=say)
        report("SQLite, one process", result)
        faults += len(result.faults)
        chats = run_chats(f"sqlite:///{folder}/chats.db", Path(folder), CHAT_KILLS, seed)
        report_chats(chats)
        faults += len(chats.faults)
        if postgres:
            server = PostgresServer(postgres)
            url = server.new()
            try:
                result = run(url, Path(folder), kills - share, seed + 1, workers=2, say=say)
                report("PostgreSQL, two workers", result)
                faults += len(result.faults)
            finally:
                server.drop(url)
        else:
            print("PostgreSQL, two workers: not run, TEST_POSTGRES_URL is not set")
    raise typer.Exit(1 if faults else 0)


if __name__ == "__main__":
    typer.run(main)
