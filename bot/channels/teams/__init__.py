"""Microsoft Teams: its requests, believed only with Microsoft's token, become messages; replies become Adaptive Cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.chat.model import Platform
from bot.chat.parts import Channel, ChatParts
from bot.chat.wire import Wire
from bot.settings import Settings
from bot.store.chat_tenants import ChatTenants

if TYPE_CHECKING:
    from bot.channels.teams.connector import Connector
    from bot.channels.teams.wire import TeamsWire


def wire(settings: Settings, tenants: ChatTenants) -> Wire:
    """Teams as it is sent to, without the rest."""
    return _speaking(settings, tenants)[1]


def service_of(tenants: ChatTenants) -> Callable[[str], str | None]:
    """Where a tenant is served, as the newest message of it told; None where nothing came from it yet."""

    def found(tenant: str) -> str | None:
        kept = tenants.get(Platform.TEAMS, tenant)
        return kept.service_url if kept else None

    return found


def _speaking(our: Settings, tenants: ChatTenants) -> tuple[Connector, TeamsWire]:
    from bot.channels.teams.connector import Connector
    from bot.channels.teams.hosts import Hosts
    from bot.channels.teams.tokens import Tokens
    from bot.channels.teams.wire import TeamsWire

    app, seconds = our.teams_app_id, our.chat_timeout
    tokens = Tokens(app, our.teams_app_secret, our.teams_tenant, our.teams_login, our.teams_issuer, seconds)
    connector = Connector(app, tokens, Hosts(our.teams_service_hosts.split(",")), seconds)
    return connector, TeamsWire(app, connector, service_of(tenants))


def build(chat: ChatParts) -> Channel:
    """Teams at work. What it needs is imported here, so that it costs nothing where it is off."""
    from bot.channels.teams import routes
    from bot.channels.teams.desk import TeamsDesk
    from bot.channels.teams.directory import TeamsDirectory
    from bot.channels.teams.events import Events
    from bot.channels.teams.gate import Gate
    from bot.channels.teams.hosts import Hosts
    from bot.channels.teams.keys import Keys
    from bot.chat.room_sending import RoomSending
    from bot.chat.sending import ChatSender
    from bot.chat.who import Who

    our = chat.settings
    hosts = Hosts(our.teams_service_hosts.split(","))
    keys = Keys(our.teams_keys, our.chat_timeout)
    gate = Gate(our.teams_app_id, our.teams_issuer, [our.teams_tenant, *our.teams_tenants.split(",")], hosts, keys)
    connector, wire = _speaking(our, chat.tenants)
    who = Who(TeamsDirectory(connector, service_of(chat.tenants)), chat.tenants, chat.desk.parts.accounts, chat.rooms)
    desk = TeamsDesk(chat.desk, chat.store, chat.moves, who, chat.rooms, our)
    events = Events(chat.intake, desk, wire, chat.store, chat.tenants)
    rooms = RoomSending(wire, chat.store, chat.desk, chat.locks, chat.rooms, our)
    sender = ChatSender(wire, chat.store, chat.intake, chat.desk, rooms, chat.wording)
    return Channel(wire.platform, routes.build(gate, events.take), sender, connector.close)
