"""All signs, one small function each; importing this fills the registry."""

from knowledge.review.signs import learning, partners, people, upkeep
from knowledge.review.signs.registry import SIGNS, Seen

__all__ = ["SIGNS", "Seen", "learning", "partners", "people", "upkeep"]
