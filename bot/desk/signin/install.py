"""Put the gate and its pages into the application."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI, Request, Response

from bot.desk.signin import others, own, routes
from bot.desk.signin.gate import Gate, TurnedAway
from bot.desk.signin.local import LocalSignIn
from bot.settings import Settings
from bot.store.database import Database


def install(app: FastAPI, database: Database, settings: Settings, teams: Mapping[str, str]) -> Gate:
    """Give the application its gate (``app.state.gate``) and the pages of sign-in and accounts. ``teams``: names by id."""
    gate = Gate(database, settings, teams)
    local = LocalSignIn(gate)
    app.state.gate, app.state.local_sign_in = gate, local
    for room in (routes, own, others):
        app.include_router(room.build(gate, local))
    if settings.oidc_issuer:
        from bot.desk.signin.oidc import routes as college  # Authlib is loaded only where it is used

        app.include_router(college.build(gate))

    @app.exception_handler(TurnedAway)
    async def turned_away(_: Request, turned: TurnedAway) -> Response:
        return turned.response

    return gate
