"""``python -m tests.bench.guard FILE...``: how the crisis guard does on messages it has not seen.

A file has lines of JSON, ``{"text": ..., "topic": ...}`` as in tests/nlu/eval.jsonl: topic ``crisis`` is a cry, alone or in a
list; where ``also_ok`` has it, neither answer is wrong and the line is left out.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.guard import Guard
from bot.settings import settings
from knowledge.wording import Wording

LONGEST = 20_000  # characters; the aim is 50 ms of processor time for each of these, repeated to that length
LONG_WINDED = (
    "i work in a warehouse and want to get into fixing robots, have a diploma and can study ten hours a week. ",
    "my friend ",
    "i want to ",
    "my mom is going to ",
    "my mom boyfriend would not ",
    "he always just keeps being ",
    "tell my kids i ",
    "mi amiga dice que ",
    "i do not want to ",
    "a ",
    "?!",
)


@dataclass
class Result:
    """Messages by what was heard in them. ``milliseconds`` is the mean time of the guard for one message."""

    cries: int = 0
    ordinary: int = 0
    by_phrase: int = 0  # cries that a phrase found
    asked: list[str] = field(default_factory=list)  # cries that got the check-in only
    missed: list[str] = field(default_factory=list)  # cries that got nothing
    alarms: list[str] = field(default_factory=list)  # ordinary messages that got the crisis text
    phrase_alarms: int = 0
    check_ins: list[str] = field(default_factory=list)  # ordinary messages that got the check-in
    milliseconds: float = 0.0

    @property
    def recall(self) -> float:
        """Share of the cries that got the crisis text."""
        return 1 - (len(self.asked) + len(self.missed)) / max(1, self.cries)

    @property
    def heard(self) -> float:
        """Share of the cries that got the crisis text or the check-in."""
        return 1 - len(self.missed) / max(1, self.cries)

    @property
    def false_alarms(self) -> float:
        """Share of the ordinary messages that got the crisis text."""
        return len(self.alarms) / max(1, self.ordinary)


def measure(guard: Guard, rows: Iterable[dict[str, Any]]) -> Result:
    """What the guard hears in each row, one after another as in conversations."""
    result = Result()
    guard.hear("warm up")
    begun, heard = time.perf_counter(), [(row, guard.hear(row["text"])) for row in rows]
    result.milliseconds = (time.perf_counter() - begun) * 1000 / max(1, len(heard))
    for row, what in heard:
        text, topics = row["text"], [row["topic"]] if isinstance(row["topic"], str) else row["topic"]
        if "crisis" in topics:
            result.cries += 1
            result.by_phrase += guard.check(text) is not None
            if not what.kind:
                (result.asked if what.unsure else result.missed).append(text)
        elif "crisis" not in row.get("also_ok", ()):
            result.ordinary += 1
            result.phrase_alarms += guard.check(text) is not None
            if what.kind:
                result.alarms.append(text)
            elif what.unsure:
                result.check_ins.append(text)
    return result


def slowest(guard: Guard) -> tuple[float, str]:
    """Milliseconds of processor time that the phrases need for the worst of the longest messages, and what it repeats."""

    def spent(text: str) -> float:
        begun = time.process_time()
        guard.check((text * LONGEST)[:LONGEST])
        return (time.process_time() - begun) * 1000

    return max((min(spent(text) for _ in range(3)), text) for text in LONG_WINDED)


def told(name: str, result: Result) -> str:
    """The result for people."""
    lines = [
        f"{name}: {result.cries} cries, {result.ordinary} ordinary messages, {result.milliseconds:.2f} ms each",
        f"  crisis text: recall {result.recall:.3f} (phrases alone {result.by_phrase / max(1, result.cries):.3f}), false alarms"
        f" {result.false_alarms:.3f} (phrases alone {result.phrase_alarms / max(1, result.ordinary):.3f})",
        f"  crisis text or check-in: recall {result.heard:.3f}; check-ins on ordinary messages"
        f" {len(result.check_ins) / max(1, result.ordinary):.3f}",
    ]
    for title in ("missed", "asked", "alarms", "check_ins"):
        lines += [f"    {title}: {text}" for text in getattr(result, title)]
    return "\n".join(lines)


def main(files: Sequence[str]) -> None:
    """Measure on each file and print."""
    guard = Guard.with_ear(Wording(), settings())
    for name in files:
        rows = [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines() if line.strip()]
        print(told(name, measure(guard, rows)))
    milliseconds, text = slowest(guard)
    print(
        f"the slowest of {len(LONG_WINDED)} messages of {LONGEST:,} characters: {milliseconds:.0f} ms ({text!r} again and again)"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
