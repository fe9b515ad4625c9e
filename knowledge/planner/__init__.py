"""From what is known of a student to ladders of real programs that fit. Pure functions over a catalog."""

from knowledge.planner.index import Index
from knowledge.planner.plan import plan
from knowledge.planner.result import Blocked, Constraint, Exit, Ladder, LadderKind, Plans, Reason, Skip, Step
from knowledge.planner.student import Student

__all__ = ["Blocked", "Constraint", "Exit", "Index", "Ladder", "LadderKind", "Plans", "Reason", "Skip", "Step", "Student", "plan"]  # fmt: skip
