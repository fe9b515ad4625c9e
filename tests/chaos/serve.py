"""The server that is killed: what ``make run`` starts after its stages, on the database of the environment."""

from __future__ import annotations

from bot.server import serve
from bot.settings import settings
from bot.wiring import claim_database

if __name__ == "__main__":
    claim = claim_database(settings())
    serve(settings())
