"""The desk: where students and advisors meet over a case."""

from __future__ import annotations

from bot.desk.advisors import Advisors
from bot.desk.clock import Clock
from bot.desk.parts import DeskParts
from bot.desk.students import Students


class Desk:
    """Its three sides over the same parts: what students do, what advisors do, what time does."""

    def __init__(self, parts: DeskParts, days: int) -> None:
        self.parts = parts
        self.students = Students(parts)
        self.advisors = Advisors(parts)
        self.clock = Clock(parts, days)
