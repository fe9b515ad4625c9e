"""All rules, one small function each; importing this fills the registry."""

from knowledge.review.rules import doors, facts, ladder, links
from knowledge.review.rules.registry import RULES, Rule, Told

__all__ = ["RULES", "Rule", "Told", "doors", "facts", "ladder", "links"]
