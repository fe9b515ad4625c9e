"""Fill an empty desk with the demo, once, and clear it away again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, or_, select

from bot.desk.account import Account, Role
from bot.desk.demo.play import Scenery
from bot.desk.demo.script import Person, read
from bot.desk.invented import DOMAIN, MARK
from bot.desk.signin.passwords import Passwords, generated
from bot.settings import Settings
from bot.store.database import Database
from bot.store.tables import advisors, case_events, cases, conversations, drafts, outbox
from bot.wiring import Parts


class DemoRefused(RuntimeError):
    """The demo goes only where nothing real is; the message says what is there and what to do."""


@dataclass(frozen=True)
class Made:
    """What was made: each account with its password, and how many cases."""

    accounts: list[tuple[Account, str]]
    cases: int


def check(settings: Settings, database: Database) -> bool:
    """Whether the demo is still to be made, or to be finished; False where it is there already.

    Raises:
        DemoRefused: where real accounts or cases are, or where invented cases would alert or mail real people.
    """
    if told := [n for n in ("alerts", "urgent_alerts", "smtp_host") if getattr(settings, n)]:
        raise DemoRefused(
            f"{', '.join(told).upper()} is set, so invented cases would alert or mail real people. Start the demo without it."
        )
    with database.transaction() as connection:
        done = advisors.c.username.endswith(DOMAIN) & advisors.c.active
        invented = connection.scalar(select(func.count()).where(done)) or 0
        people = connection.scalar(select(func.count()).where(~advisors.c.username.endswith(DOMAIN))) or 0
        chats = connection.scalar(select(func.count()).select_from(cases).where(~_of_demo())) or 0
    if people or chats:
        raise DemoRefused(
            f"The desk in {database.url.render_as_string(hide_password=True)} is in use: it has {people} accounts and {chats} cases that"
            " are not invented. The demo goes into an empty desk only: set DATABASE_URL=sqlite:///var/demo.db to try it beside yours."
        )
    return not invented


async def fill(parts: Parts, told: Callable[[int, int], None] = lambda done, of: None) -> Made:
    """Make the demo. ``told`` hears how many scenes of how many are done. What was begun and not finished is cleared first."""
    clear(parts.database)
    people, scenes = read()
    made = [_hire(parts, person) for person in people]
    by_name = {person.short: account for person, (account, _) in zip(people, made, strict=True)}
    lead = next(account for account, _ in made if account.sees_all)
    for done, scene in enumerate(scenes):
        told(done, len(scenes))
        await Scenery(parts, scene, by_name, lead).play()
    for account, _ in made:
        parts.desk.parts.accounts.change(account.id, active=True)
    with parts.database.transaction() as connection:
        connection.execute(delete(outbox).where(or_(outbox.c.conversation.startswith(MARK), outbox.c.key.startswith("mail:"))))
    return Made(made, len(scenes))


def clear(database: Database) -> int:
    """Delete what the demo has made, and nothing else; how many cases that were."""
    with database.transaction() as connection:
        numbers = list(connection.scalars(select(cases.c.id).where(_of_demo())))
        connection.execute(delete(drafts).where(or_(drafts.c.case.in_(numbers), drafts.c.author.in_(_invented()))))
        connection.execute(delete(cases).where(cases.c.id.in_(numbers)))
        connection.execute(delete(conversations).where(conversations.c.id.startswith(MARK)))
        connection.execute(delete(advisors).where(advisors.c.username.endswith(DOMAIN)))
    return len(numbers)


def _invented() -> Any:
    return select(advisors.c.id).where(advisors.c.username.endswith(DOMAIN))


def _of_demo() -> Any:
    """Cases of invented students, and those that invented advisors began."""
    begun = select(case_events.c.case).where(case_events.c.kind == "open", case_events.c.advisor.in_(_invented()))
    return or_(func.coalesce(cases.c.conversation, "").startswith(MARK), cases.c.id.in_(begun))


def _hire(parts: Parts, person: Person) -> tuple[Account, str]:
    password = generated()
    account = parts.desk.parts.accounts.create(
        person.username,
        person.name,
        Role(person.role),
        person.teams,
        person.languages,
        password_hash=Passwords().hash(password),
        password_given=True,
    )
    return parts.desk.parts.accounts.change(account.id, active=False), password  # until all is there
