"""The crisis guard: looks at every message before anything else does, and only ever escalates."""

from bot.guard.guard import Guard, Heard

__all__ = ["Guard", "Heard"]
