"""Content packs: folders of YAML, checked as a whole before a record of them is let in."""

from knowledge.pack.problems import PackError, Problem
from knowledge.pack.reader import read_pack

__all__ = ["PackError", "Problem", "read_pack"]
