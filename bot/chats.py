"""Slack and Teams for whoever runs the assistant: what is on, what waits, what is missing, and the files that the platforms want."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.alerts.ways import told
from bot.chat.model import Platform, Tenant
from bot.chat.room_sending import post_trial
from bot.chat.team_rooms import TeamRooms
from bot.chat.wire import Wire
from bot.delivery.locks import TurnLocks
from bot.delivery.senders import Outgoing, Sender
from bot.settings import Settings
from bot.store import Database
from bot.store.chat_tenants import ChatTenants
from bot.store.outbox import OutboxStore


def app_file(platform: Platform, settings: Settings, host: str) -> tuple[str, bytes]:
    """The name and the content of what a platform makes the app from.

    Raises:
        ValueError: when the host is no host, or a setting is missing.
    """
    if platform is Platform.SLACK:
        from bot.channels.slack.package import manifest

        return "slack-app.yml", manifest(host).encode()
    from bot.channels.teams.package import package

    return "teams-app.zip", package(settings.teams_app_id, host)


def room_senders(settings: Settings) -> dict[str, Sender]:
    """Senders of tests into rooms, by outbox channel.

    Raises:
        StoreUnavailable: when the database can't be reached.
    """
    return {wire.platform.value: _Trial(wire) for wire in _wires(settings, _tenants(settings))}


def state(settings: Settings) -> list[str]:
    """What an administrator wants to know, a line each.

    Raises:
        StoreUnavailable: when the database can't be reached.
    """
    tenants, outbox = _tenants(settings), OutboxStore(Database(settings.database_url))
    rooms = TeamRooms(told(settings.alerts, settings.urgent_alerts)).all
    lines = []
    for platform, on in ((Platform.SLACK, settings.slack_signing_secret), (Platform.TEAMS, settings.teams_app_id)):
        lines.append(f"{platform.value}: {'on' if on else 'off'}")
        if on:
            here = tenants.all(platform)
            lines += [f"  {line}" for tenant in here for line in _of_tenant(tenant, settings)]
            unheard = {room.tenant for room in rooms if room.platform is platform} - {
                tenant.id for tenant in here if not tenant.gone
            }
            lines += [f"  {tenant}: {_unheard(platform, settings)}" for tenant in sorted(unheard)]
            lines += [f"  room {room.written}" for room in sorted(rooms, key=lambda r: r.written) if room.platform is platform]
        lines += [f"  {line}" for line in _waiting(outbox, platform)]
    return lines


def _of_tenant(tenant: Tenant, settings: Settings) -> Iterator[str]:
    if tenant.gone:
        yield f"{tenant.id}: the app was removed; install it again to send what waits"
        return
    yield f"{tenant.id}: installed"
    if tenant.platform is Platform.SLACK and tenant.scopes:
        from bot.channels.slack.oauth import scopes

        if missing := sorted(set(scopes()) - set(tenant.scopes.split(","))):
            yield f"{tenant.id}: lacks {', '.join(missing)}; install it again at {settings.site}/desk/slack/install"
    if tenant.platform is Platform.SLACK and not tenant.token and not settings.slack_bot_token:
        yield f"{tenant.id}: its token can't be read, because SLACK_SIGNING_SECRET was changed; install it again"


def _unheard(platform: Platform, settings: Settings) -> str:
    if platform is Platform.SLACK and settings.slack_bot_token:
        return "nothing came from this workspace yet; SLACK_BOT_TOKEN is used for it"
    if platform is Platform.SLACK:
        return f"the app is not installed; an administrator of the desk does so at {settings.site}/desk/slack/install"
    return "nothing came from this tenant yet, so it is not known where it is served; write to the assistant there once"


def _waiting(outbox: OutboxStore, platform: Platform) -> Iterator[str]:
    held = outbox.held_up(platform.value)
    if held.waiting and held.oldest:
        minutes = int((datetime.now(UTC) - held.oldest).total_seconds() // 60)
        yield f"{held.waiting} to be sent, the oldest for {minutes} min{f': {held.why}' if held.why else ''}"
    if held.given_up:
        yield f"{held.given_up} given up, the last because: {held.lost}"


class _Trial:
    """Posts a test, past the outbox."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def send(self, item: Outgoing) -> None:
        await post_trial(self._wire, item)


def _wires(settings: Settings, tenants: ChatTenants) -> Iterator[Wire]:
    if settings.slack_signing_secret:
        from bot.channels import slack

        yield slack.wire(settings, tenants, TurnLocks())
    if settings.teams_app_id:
        from bot.channels import teams

        yield teams.wire(settings, tenants)


def _tenants(settings: Settings) -> ChatTenants:
    database = Database(settings.database_url)
    database.migrate()
    return ChatTenants(database, settings.slack_signing_secret or settings.teams_app_secret)
