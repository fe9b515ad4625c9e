"""The teams of the content, as alerts know them."""

from __future__ import annotations

from functools import partial

from bot.alerts.model import TeamToTell
from knowledge.catalog import Catalog
from knowledge.hours import next_opening


def teams_to_tell(catalog: Catalog) -> list[TeamToTell]:
    """Every team with its clock and its hours."""
    return [TeamToTell(team.id, team.name, team.zone, partial(next_opening, team)) for team in catalog.teams.values()]
