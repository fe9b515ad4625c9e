"""The review of every pathway: what would strand a student, AMTEC's six practices, the law's elements, NCEE's lessons."""

from knowledge.review.result import Review
from knowledge.review.review import review

__all__ = ["Review", "review"]
