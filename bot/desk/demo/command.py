"""What the command line says and does about the demo, and about how to get in to the desk."""

from __future__ import annotations

import asyncio

from rich.console import Console
from rich.progress import Progress

from bot.desk.demo.fill import check, clear, fill
from bot.desk.invented import DOMAIN
from bot.settings import Settings
from bot.store.accounts import AccountStore
from bot.store.database import Database
from bot.wiring import create_parts


def make_demo(settings: Settings, console: Console) -> None:
    """Fill the desk, once, and say how to get in and how to clear it.

    Raises:
        DemoRefused: where something real is.
        StoreUnavailable: when the database can't be reached.
    """
    database = Database(settings.database_url)
    database.migrate()
    wanted = check(settings, database)
    database.engine.dispose()
    if not wanted:
        _say(console, "The demo is there already. Lost its passwords? Run 'make demo-clear', then 'make demo' again.")
        return
    parts = create_parts(settings)
    try:
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task("Inventing cases", total=None)
            made = asyncio.run(fill(parts, lambda done, of: progress.update(task, completed=done, total=of)))
    finally:
        parts.close()
    _say(console, f"Invented {made.cases} cases, and three advisors. Each password has to be changed at the first sign-in:")
    for account, password in made.accounts:
        _say(console, f"  {account.username:<24} {password}   {account.role}")
    _say(console, "Nothing of it is real. 'make demo-clear' takes it away again, and nothing else.")


def clear_demo(settings: Settings, console: Console) -> None:
    """Take the demo away.

    Raises:
        StoreUnavailable: when the database can't be reached.
    """
    database = Database(settings.database_url)
    database.migrate()
    _say(console, f"Deleted {clear(database)} invented cases, their conversations and the invented advisors.")


def way_in(settings: Settings) -> str:
    """Where the desk is, and how to get in while nobody can. The tables are there already."""
    accounts = AccountStore(Database(settings.database_url)).all()
    real = any(account.active and not account.username.endswith(DOMAIN) for account in accounts)
    place = f"The advisors' desk: {settings.site}/desk"
    if real or settings.oidc_create:
        return place
    invented = " (invented advisors can)" if accounts else ""
    return f"{place}   Nobody has an account yet{invented}: make advisor EMAIL=you@college.edu"


def _say(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
