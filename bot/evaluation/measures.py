"""The figures of an evaluation, from rows and what was understood of them. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.rows import Row

CRISIS, OUT_OF_SCOPE = "crisis", "out_of_scope"


@dataclass(frozen=True)
class Judged:
    """A row with the topics understood, in the order they would be answered.

    ``asked``: too unsure, so it asks what was meant. ``checked_in``: the crisis numbers go with the answer, in case it was a cry.
    """

    row: Row
    topics: tuple[str, ...]
    confidence: float
    asked: bool = False
    checked_in: bool = False

    @property
    def right(self) -> bool:
        """The first topic is any of the row's topics or of those that are fair too."""
        return self.topics[0] in self.row.fair

    @property
    def gold(self) -> str:
        """What the row counts as in tables: the topic understood where that was right, else the row's first."""
        return self.topics[0] if self.right else self.row.topics[0]


@dataclass(frozen=True)
class Share:
    """``n`` of ``of``."""

    n: int
    of: int

    @property
    def value(self) -> float:
        """From 0 to 1; not a number where there was nothing to count."""
        return self.n / self.of if self.of else float("nan")

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.n}/{self.of})" if self.of else "none in the file"


@dataclass(frozen=True)
class TopicRow:
    """One topic's line: precision, recall and F1 over the rows that count as it (see ``Judged.gold``)."""

    topic: str
    rows: int
    precision: Share
    recall: Share
    taken_for: tuple[tuple[str, int], ...]  # what it was understood as instead, most often first

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing was right."""
        right = self.recall.n
        return 2 * right / (self.recall.of + self.precision.of) if self.recall.of + self.precision.of else 0.0


def share(judged: Iterable[Judged], hit: Callable[[Judged], bool], among: Callable[[Judged], bool] = lambda _: True) -> Share:
    """How many of those ``among`` are a ``hit``."""
    chosen = [hit(one) for one in judged if among(one)]
    return Share(sum(chosen), len(chosen))


def accuracy(judged: Sequence[Judged]) -> dict[str, Share]:
    """All rows, and apart: clean English, noisy English, Spanish (noisy or not)."""
    groups: dict[str, Callable[[Judged], bool]] = {
        "all": lambda _: True,
        "clean English": lambda j: not j.row.noisy and not j.row.spanish,
        "noisy English": lambda j: j.row.noisy and not j.row.spanish,
        "Spanish": lambda j: j.row.spanish,
    }
    return {name: share(judged, lambda j: j.right, among) for name, among in groups.items()}


def both_needs(judged: Sequence[Judged]) -> Share:
    """Of the rows with several needs, those of which every need was understood."""
    return share(judged, lambda j: set(j.row.topics) <= set(j.topics), lambda j: len(j.row.topics) > 1)


def split_in_error(judged: Sequence[Judged]) -> Share:
    """Of the rows with one need, those in which a further need was seen that is not fair."""
    return share(judged, lambda j: not set(j.topics[1:]) <= j.row.fair, lambda j: len(j.row.topics) == 1)


def crisis_recall(judged: Sequence[Judged]) -> Share:
    """Of the cries for help, those heard."""
    return share(judged, lambda j: CRISIS in j.topics, lambda j: CRISIS in j.row.topics)


def false_alarms(judged: Sequence[Judged]) -> Share:
    """Of the rows that are no cry for help, those taken for one."""
    return share(judged, lambda j: CRISIS in j.topics, lambda j: CRISIS not in j.row.fair)


def crisis_reached(judged: Sequence[Judged]) -> Share:
    """Of the cries for help, those answered as one or with the numbers beside the answer."""
    return share(judged, lambda j: CRISIS in j.topics or j.checked_in, lambda j: CRISIS in j.row.topics)


def check_ins(judged: Sequence[Judged]) -> Share:
    """Of the rows that are no cry for help, those answered with the numbers beside the answer."""
    return share(judged, lambda j: j.checked_in, lambda j: CRISIS not in j.row.fair)


def by_topic(judged: Sequence[Judged]) -> list[TopicRow]:
    """A line for each topic that a row counts as, in the order of their names."""
    understood = Counter(j.topics[0] for j in judged)
    lines = []
    for topic in sorted({j.gold for j in judged}):
        mine = [j for j in judged if j.gold == topic]
        right = sum(j.right for j in mine)
        wrong = Counter(j.topics[0] for j in mine if not j.right).most_common(3)
        lines.append(TopicRow(topic, len(mine), Share(right, understood[topic]), Share(right, len(mine)), tuple(wrong)))
    return lines


def macro_f1(lines: Sequence[TopicRow]) -> float:
    """The mean of the topics' F1, each topic counting the same."""
    return sum(line.f1 for line in lines) / len(lines) if lines else float("nan")


def confusion(judged: Sequence[Judged]) -> tuple[list[str], list[list[int]]]:
    """Topics, and how many rows of each (down) were understood as each (across)."""
    names = sorted({j.gold for j in judged} | {j.topics[0] for j in judged})
    at = {name: i for i, name in enumerate(names)}
    counts = [[0] * len(names) for _ in names]
    for j in judged:
        counts[at[j.gold]][at[j.topics[0]]] += 1
    return names, counts
