"""``python -m bot``: build what is missing, run the assistant, talk to it in the terminal."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

import typer
from rich.console import Console
from rich.progress import Progress

from bot import stages
from bot.chat.model import Platform
from bot.desk.account import Role
from bot.settings import Settings, SettingsError, settings

if TYPE_CHECKING:
    from bot.wiring import Parts

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)
chats = typer.Typer(help="Slack and Teams: what is on, and the files an administrator needs.")
app.add_typer(chats, name="chats")
console = Console(stderr=True)


@app.callback()
def main() -> None:
    """Build, run and talk to the career pathway advisor."""


def checked_settings() -> Settings:
    """The settings, or a clear word about what is wrong with them."""
    try:
        return settings()
    except SettingsError as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(2) from None


def started(chosen: Settings) -> Parts:
    """The wired parts, or a clear word about why there are none."""
    from bot.wiring import create_parts

    with said_clearly():
        return create_parts(chosen)


@contextmanager
def said_clearly() -> Iterator[None]:
    """What stops a start is said in its own words, without a traceback."""
    from bot.conversation.agent import NoModel
    from bot.delivery.locks import AnotherProcess
    from bot.desk.demo.fill import DemoRefused
    from bot.store import StoreUnavailable

    try:
        yield
    except (NoModel, StoreUnavailable, AnotherProcess, SettingsError, DemoRefused) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None


@app.command()
def build(force_model: Annotated[bool, typer.Option(help="Train even if nothing changed.")] = False) -> None:
    """Load the knowledge base and train the model, each only if its inputs changed."""
    stages.build(checked_settings(), console, force_model)


@app.command()
def openapi() -> None:
    """Print the OpenAPI description of the JSON API."""
    import json

    from bot.server import describe

    print(json.dumps(describe(), indent=2, ensure_ascii=False))


@app.command()
def alerts(
    test: Annotated[bool, typer.Option("--test", help="Send a test by every way and say what became of it.")] = False,
) -> None:
    """Show how teams are told of cases; with --test, try every way."""
    chosen = checked_settings()
    from bot.alerts.alerts import Alerts
    from bot.alerts.teams import teams_to_tell
    from bot.alerts.trial import listed, senders, try_ways
    from bot.alerts.ways import told
    from knowledge.pack import PackError, read_pack

    logging.getLogger("bot.alerts").setLevel(logging.ERROR)  # what is missing is printed below
    ways = told(chosen.alerts, chosen.urgent_alerts)
    try:
        gaps = Alerts.from_settings(chosen, teams_to_tell(read_pack(chosen.pack))).gaps()
    except (PackError, SettingsError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(2) from None
    print("\n".join([*listed(ways), *gaps]))
    if not test:
        return
    from bot.chats import room_senders

    with said_clearly():
        by_channel = senders(chosen) | room_senders(chosen)
    tried = asyncio.run(try_ways(ways.all(), by_channel, datetime.now(UTC), chosen.site))
    for one in tried:
        print(f"{one.way.shown}: {one.why or 'taken'}")
    if not tried or any(one.why for one in tried):
        raise typer.Exit(1)


@app.command("eval")
def evaluate(
    file: Annotated[Path, typer.Argument(help="JSON lines: text, topic, and where they apply also_ok, noisy, lang.")],
    picture: Annotated[Path, typer.Option(help="Where the confusion matrix goes.")] = Path("var/eval/confusion.png"),
    worst: Annotated[int, typer.Option(help="How many misunderstandings to list.")] = 10,
) -> None:
    """Measure how well the messages of a file are understood."""
    chosen = checked_settings()
    from bot.evaluation import EvaluationFileError, confusion, draw, judge, read, report
    from bot.topics import answered_as, topics

    try:
        rows, warnings = read(file, [topic.name for topic in topics()])
    except EvaluationFileError as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(2) from None
    for warning in warnings:
        console.print(warning, markup=False, highlight=False, soft_wrap=True)
    stages.build(chosen, console)
    service = started(chosen).service
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Reading the messages", total=len(rows))
        judged, times = judge(rows, service.agent, service.guard, answered_as(), lambda: progress.advance(task))
    print("\n".join(report(judged, times, worst)))
    draw(*confusion(judged), f"{file.name}: {len(rows)} messages", picture)
    console.print(f"The confusion matrix is in {picture}.", markup=False, highlight=False, soft_wrap=True)


@app.command()
def run(
    demo: Annotated[bool, typer.Option("--demo", help="Fill an empty advisors' desk with invented cases first.")] = False,
) -> None:
    """Build what is missing and serve the assistant."""
    begun = time.monotonic()
    chosen = checked_settings()
    stages.build(chosen, console)
    console.print("Starting the assistant ...")
    from bot.desk.demo.command import make_demo, way_in
    from bot.server import serve
    from bot.wiring import claim_database

    def ready() -> None:
        console.print(f"Ready after {time.monotonic() - begun:.1f} s: {chosen.site}   (stop with Ctrl+C)")
        console.print(way_in(chosen), markup=False, highlight=False, soft_wrap=True)

    with said_clearly():
        claim = claim_database(chosen)
        try:
            if demo:
                make_demo(chosen, console)
            serve(chosen, ready)
        finally:
            if claim is not None:
                claim.close()


@app.command("demo-clear")
def demo_clear() -> None:
    """Take away the invented cases and advisors of 'run --demo', and nothing else."""
    chosen = checked_settings()
    from bot.desk.demo.command import clear_demo

    with said_clearly():
        clear_demo(chosen, console)


@app.command()
def chat(plain: Annotated[bool, typer.Option(help="Without colors, for reading aloud and for logs.")] = False) -> None:
    """Talk to the assistant in the terminal."""
    chosen = checked_settings()
    stages.build(chosen, console)
    with stages.stage(console, "Starting the assistant"):
        from bot.channels.terminal import converse

        logging.basicConfig(level="WARNING")
        service = started(chosen).service
    converse(service, Console(no_color=plain, highlight=False, width=100 if plain else None), sys.stdin)


@chats.callback(invoke_without_command=True)
def chats_state(context: typer.Context) -> None:
    """Show where Slack and Teams are on, what is missing, and what waits to be sent."""
    if context.invoked_subcommand is None:
        from bot.chats import state

        with said_clearly():
            print("\n".join(state(checked_settings())))


@chats.command("manifest")
def chats_manifest(
    platform: Annotated[Platform, typer.Argument(help="slack or teams.")],
    host: Annotated[str, typer.Option(help="Name of the site as Slack or Teams reach it, such as advisor.college.edu.")],
    to: Annotated[Path | None, typer.Option(help="File to write; by default var/slack-app.yml or var/teams-app.zip.")] = None,
) -> None:
    """Write the app's manifest (Slack) or package (Teams) for your host."""
    from bot.chats import app_file

    try:
        name, content = app_file(platform, checked_settings(), host)
    except ValueError as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(2) from None
    file = to or Path("var") / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    print(file)


@app.command()
def advisor(
    email: Annotated[str | None, typer.Argument(help="Whose account; without it, all are listed.")] = None,
    name: Annotated[str | None, typer.Option(help="As students see it; makes the account where there is none.")] = None,
    role: Annotated[Role | None, typer.Option(help="advisor sees their teams' cases, lead all, admin the accounts too.")] = None,
    teams: Annotated[str | None, typer.Option(help="Such as advising,financial_aid.")] = None,
    languages: Annotated[str | None, typer.Option(help="In which they answer: en,es.")] = None,
    new_password: Annotated[bool, typer.Option("--new-password", help="Give a new password.")] = False,
    active: Annotated[bool | None, typer.Option("--activate/--deactivate", help="Whether they may sign in.")] = None,
) -> None:
    """Make, list and change the accounts of the advisor desk."""
    chosen = checked_settings()
    from bot.desk.signin import command
    from bot.store import Database, StoreUnavailable
    from bot.store.accounts import AccountStore
    from knowledge.pack import read_pack

    try:
        database = Database(chosen.database_url)
        database.migrate()
        accounts, known = AccountStore(database), lambda: read_pack(chosen.pack).teams
        command.run(accounts, known, Console(), email, name, role, teams, languages, new_password, active)
    except (StoreUnavailable, command.Unusable) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None


if __name__ == "__main__":
    app()
