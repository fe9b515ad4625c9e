"""An evaluation as it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.evaluation import measures
from bot.evaluation.measures import CRISIS, OUT_OF_SCOPE, Judged, Share


def lines(judged: Sequence[Judged], milliseconds: Sequence[float], worst: int) -> Iterator[str]:
    """The report, a line at a time. ``milliseconds`` are the times of the messages, ``worst`` how many misunderstandings to list."""
    topics = measures.by_topic(judged)
    yield f"{len(judged)} messages"
    yield ""
    for name, share in measures.accuracy(judged).items():
        yield f"accuracy, {name:<18}{share}"
    yield f"macro-F1 {'':<19}{measures.macro_f1(topics):.3f}"
    yield f"both needs found {'':<11}{measures.both_needs(judged)}"
    yield f"one need split in error {'':<4}{measures.split_in_error(judged)}"
    yield f"crisis recall {'':<14}{measures.crisis_recall(judged)}"
    yield f"crisis false alarms {'':<8}{measures.false_alarms(judged)}"
    yield f"or given the numbers {'':<7}{measures.crisis_reached(judged)}"
    yield f"numbers to no cry {'':<10}{measures.check_ins(judged)}"
    scope = next((line for line in topics if line.topic == OUT_OF_SCOPE), None)
    yield f"out of scope, precision {'':<4}{scope.precision if scope else 'none in the file'}"
    yield f"out of scope, recall {'':<7}{scope.recall if scope else 'none in the file'}"
    asked = measures.share(judged, lambda j: j.asked)
    yield f"too unsure, so it asks {'':<5}{asked}, of which its first guess was right {sum(j.right for j in judged if j.asked)}"
    ordered = sorted(milliseconds)
    yield f"time per message {'':<11}p50 {_at(ordered, 0.5):.1f} ms, p95 {_at(ordered, 0.95):.1f} ms"
    yield ""
    yield f"{'topic':<24}{'rows':>5}{'precision':>11}{'recall':>8}{'F1':>7}   taken for"
    for line in topics:
        wrong = ", ".join(f"{name} {n}" for name, n in line.taken_for)
        yield f"{line.topic:<24}{line.rows:>5}{_figure(line.precision):>11}{_figure(line.recall):>8}{line.f1:>7.2f}   {wrong}".rstrip()
    missed = sorted((j for j in judged if not j.right or _cry_missed(j)), key=lambda j: (not _cry_missed(j), -j.confidence))
    if missed and worst:
        yield ""
        yield f"misunderstood: {len(missed)}. Cries not heard first, then the surest mistakes:"
        for j in missed[:worst]:
            yield f"  {'+'.join(j.row.topics)} -> {'+'.join(j.topics)} {j.confidence:.2f}: {_short(j.row.text)}"


def _cry_missed(judged: Judged) -> bool:
    return CRISIS in judged.row.topics and CRISIS not in judged.topics


def _figure(share: Share) -> str:
    return f"{share.value:.2f}" if share.of else "-"


def _at(ordered: Sequence[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 110 else text[:107] + "..."
