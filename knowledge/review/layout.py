"""Where each part of a pathway's drawing stands: three columns (steps, what they give, what that opens), one band per step."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from knowledge.review.result import Award, PathwayReview, Rung

BOX = 224  # width of a box, pixels
LEFT = (0, 284, 568)  # of the columns
WIDTH = LEFT[2] + BOX
LINE = 17  # height of a line of text
PAD = 9  # above and below the text in a box
GAP = 12  # between boxes of a band
BESIDE = -20  # of the line that leads from the doors to the first step, left of everything
BAND = 34  # between bands
CHARACTERS = 27  # of a line of text in a box
BOLD = 23  # of a line of bold text


@dataclass(frozen=True)
class Box:
    """A part drawn as a box. ``look`` names its style; ``mark`` is told in words what its color says too."""

    look: str
    x: int
    y: int
    height: int
    lines: tuple[str, ...]
    small: str = ""
    mark: str = ""

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def right(self) -> int:
        return self.x + BOX


@dataclass(frozen=True)
class Edge:
    """A line from one part to another, as the ``d`` of an SVG path."""

    look: str
    d: str


@dataclass(frozen=True)
class Drawing:
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True)
class Labels:
    """Words that stand in a drawing."""

    dead_end: str
    unreachable: str
    shut: str
    exam: str
    transfer: str


def draw(pathway: PathwayReview, labels: Labels) -> Drawing:
    """Place a pathway's doors, steps, credentials, exits and transfers, and the lines between them."""
    boxes: list[Box] = []
    edges: list[Edge] = []
    y = _doors(pathway, labels, boxes, edges)
    credentials: dict[str, Box] = {}
    above: Box | None = None
    for number, step in enumerate(pathway.steps, 1):
        box, bottom = _band(number, step, y, labels, boxes, edges, credentials)
        if above is not None:
            edges.append(Edge("way", f"M{box.x + 40} {above.bottom}V{box.y - 7}"))
        above, y = box, bottom + BAND
    for step in pathway.steps:
        edges += [
            _stack(credentials[award.id], credentials[key])
            for award in step.awards
            for key in award.stacks_into
            if key in credentials
        ]
    return Drawing(max(y - BAND, 0) + 4, tuple(boxes), tuple(edges))


def _doors(pathway: PathwayReview, labels: Labels, boxes: list[Box], edges: list[Edge]) -> int:
    """Doors in rows of three, joined by a line beside them that leads to the first step; gives where the first band begins."""
    y, rails = 2, []
    for start in range(0, len(pathway.doors), len(LEFT)):
        row = [
            _box("door" if door.open else "door bad", x, y, door.name, mark="" if door.open else labels.shut)
            for x, door in zip(LEFT, pathway.doors[start : start + len(LEFT)], strict=False)
        ]
        boxes += row
        rail = max(box.bottom for box in row) + 14
        edges += [Edge("rail", f"M{box.x + 40} {box.bottom}V{rail}H{BESIDE}") for box in row]
        rails.append(rail)
        y = rail + GAP
    if rails and pathway.steps:
        edges.append(Edge("way", f"M{BESIDE} {rails[0]}V{y + GAP + LINE}H-7"))
    return y + GAP if rails else y


def _band(
    number: int, step: Rung, y: int, labels: Labels, boxes: list[Box], edges: list[Edge], credentials: dict[str, Box]
) -> tuple[Box, int]:
    """One step with what it gives and opens; gives its own box and where the band ends."""
    mark = "" if step.reachable else labels.unreachable
    own = _box("step" if step.reachable else "step bad", LEFT[0], y, f"{number}. {step.name}", mark=mark)
    given: list[tuple[Award, Box]] = []
    at = y
    for award in step.awards:
        box = _credential(award, at, labels)
        given.append((award, box))
        credentials.setdefault(award.id, box)
        at = box.bottom + GAP
    edges += [_across("gives", own, box) for _, box in given]
    ends = [own.bottom, at - GAP]
    at = y
    for job in step.exits:
        box = _box("job", LEFT[2], at, job.name, f"${job.pay:,}" if job.pay is not None else "")
        opening = [other for award, other in given if job.id in award.opens] or [own]
        edges += [_across("opens", other, box) for other in opening]
        boxes.append(box)
        at = box.bottom + GAP
    for name in step.transfers:
        box = _box("study", LEFT[2], at, name, labels.transfer)
        source = next((other for award, other in given if not award.exam), own)
        edges.append(_across("opens", source, box))
        boxes.append(box)
        at = box.bottom + GAP
    boxes += [own, *(box for _, box in given)]
    return own, max(*ends, at - GAP)


def _credential(award: Award, y: int, labels: Labels) -> Box:
    small = labels.exam if award.exam else ""
    return _box("credential bad" if award.dead_end else "credential", LEFT[1], y, award.name, small, labels.dead_end if award.dead_end else "")  # fmt: skip


def _box(look: str, x: int, y: int, name: str, small: str = "", mark: str = "") -> Box:
    lines = tuple(textwrap.wrap(name, BOLD if "step" in look or "bad" in look else CHARACTERS)) or (name,)
    return Box(look, x, y, 2 * PAD + LINE * (len(lines) + bool(small) + bool(mark)), lines, small, mark)


def _across(look: str, start: Box, end: Box) -> Edge:
    """From the right of one box to the left of another in a later column."""
    x, to = start.right, end.x - 7
    half = (x + to) // 2
    return Edge(look, f"M{x} {start.middle}C{half} {start.middle} {half} {end.middle} {to} {end.middle}")


def _stack(start: Box, end: Box) -> Edge:
    """From a credential to one that it counts toward, beside their column."""
    out = start.x - 26
    return Edge("stacks", f"M{start.x} {start.middle + 6}C{out} {start.middle + 6} {out} {end.middle - 6} {end.x - 7} {end.middle - 6}")  # fmt: skip
