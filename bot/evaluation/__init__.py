"""How well the assistant understands a file of messages: ``make eval FILE=messages.jsonl``."""

from bot.evaluation.measures import Judged, confusion
from bot.evaluation.picture import draw
from bot.evaluation.report import lines as report
from bot.evaluation.rows import EvaluationFileError, Row, read
from bot.evaluation.run import judge

__all__ = ["EvaluationFileError", "Judged", "Row", "confusion", "draw", "judge", "read", "report"]
