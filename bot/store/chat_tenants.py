"""Keep the workspaces and tenants the assistant is installed in, their tokens sealed; and who is which advisor there."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.chat.model import Person, Platform, Tenant
from bot.store.chat_tables import chat_people, chat_states, chat_tenants
from bot.store.database import Database, aware

STATE_KEPT = timedelta(minutes=10)


class ChatTenants:
    """Installations behind a database. ``secret`` seals their tokens: who has the database alone can't speak as the assistant."""

    def __init__(self, database: Database, secret: str) -> None:
        self._database = database
        self._seal = Fernet(base64.urlsafe_b64encode(HKDF(SHA256(), 32, None, b"chat tokens").derive(secret.encode())))
        self._insert: Any = sqlite.insert if database.embedded else postgresql.insert

    def keep(self, tenant: Tenant) -> None:
        """Keep an installation as it is now."""
        row = {
            "platform": tenant.platform.value,
            "tenant": tenant.id,
            "enterprise": tenant.enterprise,
            "bot": tenant.bot,
            "bot_user": tenant.bot_user,
            "token": self._sealed(tenant.token),
            "refresh": self._sealed(tenant.refresh),
            "expires": tenant.expires,
            "scopes": tenant.scopes,
            "service_url": tenant.service_url,
            "gone": tenant.gone,
        }
        statement = self._insert(chat_tenants).values(row)
        changed = {name: row[name] for name in row if name not in ("platform", "tenant")}
        with self._database.transaction() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["platform", "tenant"], set_=changed))

    def get(self, platform: Platform, tenant: str) -> Tenant | None:
        """An installation, also one that was removed. A token that another secret sealed is None."""
        here = (chat_tenants.c.platform == platform.value, chat_tenants.c.tenant == tenant)
        with self._database.transaction() as connection:
            row = connection.execute(select(chat_tenants).where(*here)).mappings().one_or_none()
        return self._tenant(row) if row else None

    def all(self, platform: Platform) -> list[Tenant]:
        with self._database.transaction() as connection:
            query = select(chat_tenants).where(chat_tenants.c.platform == platform.value).order_by(chat_tenants.c.tenant)
            return [self._tenant(row) for row in connection.execute(query).mappings()]

    def removed(self, platform: Platform, tenant: str) -> None:
        """The app was taken out of a workspace: its tokens are worth nothing any more."""
        here = (chat_tenants.c.platform == platform.value, chat_tenants.c.tenant == tenant)
        with self._database.transaction() as connection:
            connection.execute(update(chat_tenants).where(*here).values(gone=True, token=None, refresh=None))

    def keep_account(self, person: Person, advisor: int | None) -> None:
        """Whom a person is at the desk, as the platform vouched just now; None for nobody."""
        row = {"platform": person.platform.value, "tenant": person.tenant, "person": person.id}
        known = {"advisor": advisor, "checked": datetime.now(UTC)}
        statement = self._insert(chat_people).values(row | known)
        with self._database.transaction() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["platform", "tenant", "person"], set_=known))

    def account(self, person: Person) -> tuple[int | None, datetime] | None:
        """Whom a person was the last time, and when that was; None where nobody asked yet."""
        here = (
            chat_people.c.platform == person.platform.value,
            chat_people.c.tenant == person.tenant,
            chat_people.c.person == person.id,
        )
        with self._database.transaction() as connection:
            row = connection.execute(select(chat_people).where(*here)).mappings().one_or_none()
        return (row["advisor"], aware(row["checked"])) if row else None

    def begin(self, state: str, advisor: int) -> None:
        """An administrator begins an installation; ``state`` is what the platform brings back."""
        now = datetime.now(UTC)
        with self._database.transaction() as connection:
            connection.execute(delete(chat_states).where(chat_states.c.expires < now))
            row = {"state": _digest(state), "advisor": advisor, "expires": now + STATE_KEPT}
            connection.execute(insert(chat_states).values(row))

    def consume(self, state: str) -> int | None:
        """The administrator who began it; None where nobody did, or too long ago, or it was used already."""
        now = datetime.now(UTC)
        statement = delete(chat_states).where(chat_states.c.state == _digest(state)).returning(chat_states)
        with self._database.transaction() as connection:
            row = connection.execute(statement).mappings().one_or_none()
        return row["advisor"] if row and aware(row["expires"]) > now else None

    def _tenant(self, row: RowMapping) -> Tenant:
        names = ("enterprise", "bot", "bot_user", "expires", "scopes", "service_url", "gone")
        token, refresh = self._opened(row["token"]), self._opened(row["refresh"])
        return Tenant(
            Platform(row["platform"]), row["tenant"], token=token, refresh=refresh, **{name: row[name] for name in names}
        )

    def _sealed(self, token: str | None) -> str | None:
        return self._seal.encrypt(token.encode()).decode() if token else None

    def _opened(self, sealed: str | None) -> str | None:
        try:
            return self._seal.decrypt(sealed).decode() if sealed else None
        except InvalidToken:  # the secret was changed: the app has to be installed again
            return None


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
