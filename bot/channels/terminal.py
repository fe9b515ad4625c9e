"""The terminal channel: a reply as text, with numbered choices."""

from __future__ import annotations

import asyncio
import secrets
import uuid
from typing import Any, TextIO

from rich.console import Console

from bot.conversation.messages import Choice, Message, Reply
from bot.conversation.service import ConversationService, Refused


def converse(service: ConversationService, console: Console, lines: TextIO) -> None:
    """Talk until the input ends or the student types quit."""
    asyncio.run(_converse(service, console, lines))


async def _converse(service: ConversationService, console: Console, lines: TextIO) -> None:
    conversation = secrets.token_hex(16)
    service.store.open(conversation, "terminal")
    console.print(service.wording.say("utter_greet"), style="bold")
    choices: tuple[Choice, ...] = ()
    heard = 0  # the last thing that was said by people
    while True:
        for one in service.people.said(conversation, heard):
            heard = one.id
            console.print(
                f"\n{one.name or service.wording.say('utter_page_notice', one.language)}:", style="magenta", markup=False
            )
            show(one.reply, console)
        console.print("\n> ", end="")
        line = await asyncio.to_thread(lines.readline)
        if not line or line.strip().lower() in ("quit", "exit", "/quit"):
            break
        if not lines.isatty():
            console.print(line.strip(), markup=False)
        text, choice = line.strip(), None
        if text.isdigit() and 0 < int(text) <= len(choices):
            text, choice = choices[int(text) - 1].label, choices[int(text) - 1].send
        try:
            reply = await service.receive(Message(conversation, uuid.uuid4().hex, "terminal", service.clean(text), choice))
        except Refused as error:
            console.print(str(error))
            continue
        show(reply, console)
        choices = reply.choices
    service.forget(conversation)


def show(reply: Reply, console: Console) -> None:
    """A reply as a person reads it."""
    for text in reply.messages:
        console.print(text, style="bold", markup=False)
    for card in reply.cards:
        _show_card(card, console)
    if reply.sources:
        console.print(
            "Sources: " + "; ".join(f"{s.title}, {s.publisher} ({s.as_of})" for s in reply.sources), style="dim", markup=False
        )
    for number, choice in enumerate(reply.choices, 1):
        console.print(f"  [{number}] {choice.label}", style="cyan", markup=False)


def _show_card(card: dict[str, Any], console: Console) -> None:
    head = " · ".join(part for part in (card["title"], card.get("subtitle"), card.get("label")) if part)
    console.print(f"+ {head}", style="green", markup=False)
    if card.get("text"):
        console.print(f"|  {card['text']}", markup=False)
    for row in card.get("rows", []):
        console.print(f"|  {row['label']}: {row['value']}", markup=False)
    if drawn := card.get("ladder"):
        _show_ladder(drawn, console)


def _show_ladder(drawn: dict[str, Any], console: Console) -> None:
    console.print(f"|  {drawn['start_title']} {drawn['start_pay_text']}", markup=False)
    for step in drawn["steps"]:
        indent = "   " * step["number"]
        console.print(f"|{indent}{step['number']}. {step['title']} ({step['weeks_text']}) -> {step['pay_text']}", markup=False)
        console.print(f"|{indent}   {step['why']}", markup=False)
        for row in step["rows"]:
            console.print(f"|{indent}   {row['label']}: {row['value']}", style="dim", markup=False)
        if step["exits"]:
            console.print(
                f"|{indent}   {drawn['exits_label']}: "
                + ", ".join(f"{e['title']} {e['pay']}" + (f" ({e['needs']})" if e["needs"] else "") for e in step["exits"]),
                markup=False,
            )
    console.print("|  " + "; ".join(f"{row['label']}: {row['value']}" for row in drawn["totals"]), markup=False)
