"""Which chat rooms are told of which cases, as the settings ALERTS and URGENT_ALERTS have it."""

from __future__ import annotations

from bot.alerts.by_room import RoomWay
from bot.alerts.model import Told, Way
from bot.alerts.ways import told
from bot.cases.model import Case
from bot.chat.model import Platform, Room
from bot.settings import Settings


class TeamRooms:
    """The rooms of advisors."""

    def __init__(self, ways: Told) -> None:
        self._ways = ways
        self.all = frozenset(_rooms(ways.all()))
        self._urgent = frozenset(_rooms(ways.urgent))

    @classmethod
    def from_settings(cls, settings: Settings) -> TeamRooms:
        return cls(told(settings.alerts, settings.urgent_alerts))

    def hears(self, room: Room, case: Case) -> bool:
        """Whether what students say in a case may be told in a room: its team's rooms, and those of every urgent case.

        What was urgent stays with those who were told of it, also when its priority falls.
        """
        return room in self._urgent or room in _rooms(self._ways.of(case.team))

    def trusts(self, platform: Platform, tenant: str) -> bool:
        """Whether a workspace or tenant says who is an advisor: the college named one of its rooms."""
        return any((room.platform, room.tenant) == (platform, tenant) for room in self.all)


def _rooms(ways: tuple[Way, ...]) -> list[Room]:
    return [way.room for way in ways if isinstance(way, RoomWay)]
