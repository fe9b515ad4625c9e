"""The server that is killed: what ``make run`` starts after its stages, on the database of the environment."""

from __future__ import annotations

if __name__ == "__main__":  # workers import this file too, and should not wait for what they load themselves
    from bot.server import serve
    from bot.settings import settings
    from bot.wiring import claim_database

    claim = claim_database(settings())
    serve(settings())
