"""The teams that cases go to, as the desk names them."""

from __future__ import annotations

from collections.abc import Mapping

TEAMS: Mapping[str, str] = {
    "advising": "Advising",
    "financial_aid": "Financial aid",
    "veterans": "Veterans",
    "basic_education": "Basic education",
    "counseling": "Counseling",
}
