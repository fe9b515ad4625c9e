"""Microsoft Teams: its requests, believed only with Microsoft's token, become messages; replies become Adaptive Cards."""

from __future__ import annotations

from bot.chat.parts import Channel, ChatParts


def build(chat: ChatParts) -> Channel:
    """Teams at work. What it needs is imported here, so that it costs nothing where it is off."""
    from bot.channels.teams import routes
    from bot.channels.teams.connector import Connector
    from bot.channels.teams.desk import TeamsDesk
    from bot.channels.teams.directory import TeamsDirectory
    from bot.channels.teams.events import Events
    from bot.channels.teams.gate import Gate
    from bot.channels.teams.hosts import Hosts
    from bot.channels.teams.keys import Keys
    from bot.channels.teams.tokens import Tokens
    from bot.channels.teams.wire import TeamsWire
    from bot.chat.model import Platform
    from bot.chat.room_sending import RoomSending
    from bot.chat.sending import ChatSender
    from bot.chat.who import Who

    def service_of(tenant: str) -> str | None:
        kept = chat.tenants.get(Platform.TEAMS, tenant)
        return kept.service_url if kept else None

    our = chat.settings
    app, seconds = our.teams_app_id, our.chat_timeout
    hosts = Hosts(our.teams_service_hosts.split(","))
    gate = Gate(app, our.teams_issuer, [our.teams_tenant, *our.teams_tenants.split(",")], hosts, Keys(our.teams_keys, seconds))
    tokens = Tokens(app, our.teams_app_secret, our.teams_tenant, our.teams_login, our.teams_issuer, seconds)
    connector = Connector(app, tokens, hosts, seconds)
    wire = TeamsWire(app, connector, service_of)
    who = Who(TeamsDirectory(connector, service_of), chat.tenants, chat.desk.parts.accounts, chat.rooms)
    desk = TeamsDesk(chat.desk, chat.store, chat.moves, who, chat.rooms, our)
    events = Events(chat.intake, desk, wire, chat.store, chat.tenants)
    rooms = RoomSending(wire, chat.store, chat.desk, chat.locks, chat.rooms, our)
    sender = ChatSender(wire, chat.store, chat.intake, chat.desk, rooms, chat.wording)
    return Channel(wire.platform, routes.build(gate, events.take), sender, connector.close)
