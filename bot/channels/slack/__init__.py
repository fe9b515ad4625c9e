"""Slack: its requests, believed only with its signature, become messages; replies become Block Kit."""

from __future__ import annotations

from bot.chat.parts import Channel, ChatParts
from bot.chat.wire import Wire
from bot.delivery.locks import TurnLocks
from bot.settings import Settings
from bot.store.chat_tenants import ChatTenants


def wire(settings: Settings, tenants: ChatTenants, locks: TurnLocks) -> Wire:
    """Slack as it is sent to, without the rest."""
    from bot.channels.slack.api import SlackApi
    from bot.channels.slack.tokens import Tokens
    from bot.channels.slack.wire import SlackWire

    return SlackWire(SlackApi(settings, Tokens(settings, tenants, locks)))


def build(chat: ChatParts) -> Channel:
    """Slack at work. Its libraries are imported here, so that they cost nothing where it is off."""
    from bot.channels.slack import app, oauth, routes
    from bot.channels.slack.actions import Actions
    from bot.channels.slack.api import SlackApi
    from bot.channels.slack.desk import SlackDesk
    from bot.channels.slack.directory import SlackDirectory
    from bot.channels.slack.events import Events
    from bot.channels.slack.gate import Gate
    from bot.channels.slack.tokens import Tokens
    from bot.channels.slack.wire import SlackWire
    from bot.chat.room_sending import RoomSending
    from bot.chat.sending import ChatSender
    from bot.chat.who import Who

    api = SlackApi(chat.settings, Tokens(chat.settings, chat.tenants, chat.locks))
    wire = SlackWire(api)
    who = Who(SlackDirectory(api), chat.tenants, chat.desk.parts.accounts, chat.rooms)
    desk = SlackDesk(chat.store, chat.moves, who, wire, api)
    events = Events(chat.intake, desk, wire, chat.tenants, chat.wording)
    actions = Actions(chat.intake, desk, wire, chat.wording)
    router = routes.build(Gate(chat.settings.slack_signing_secret), app.create(chat.settings, events, actions))
    router.include_router(oauth.build(chat))
    rooms = RoomSending(wire, chat.store, chat.desk, chat.locks, chat.rooms, chat.settings)
    sender = ChatSender(wire, chat.store, chat.intake, chat.desk, rooms, chat.wording)
    return Channel(wire.platform, router, sender, api.close)
