"""Accounts and sessions on both databases: one address, one lock however many guess at once, always an administrator."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.account import Role
from bot.store import Database
from bot.store.accounts import AccountStore, LastAdmin, NoAccount, UsernameTaken
from bot.store.sessions import SessionStore

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def accounts(database: Database) -> AccountStore:
    return AccountStore(database)


def test_what_is_kept_comes_back_as_it_was(accounts: AccountStore) -> None:
    made = accounts.create("ana@college.edu", "Ana Ñúñez", Role.LEAD, ["veterans", "advising"], ["es"], subject="someone")
    assert made.teams == ("advising", "veterans")
    assert accounts.get(made.id) == accounts.of_username("ana@college.edu") == accounts.of_subject("someone") == made
    assert accounts.change(made.id, name="Ana", teams=[]).teams == ()
    with pytest.raises(UsernameTaken):
        accounts.create("ana@college.edu", "Another", Role.ADVISOR, [], [])
    with pytest.raises(UsernameTaken):
        accounts.create("other@college.edu", "Another", Role.ADVISOR, [], [], subject="someone")
    with pytest.raises(NoAccount):
        accounts.change(made.id + 1, name="Nobody")


def test_sixteen_guesses_at_once_are_five(accounts: AccountStore) -> None:
    accounts.create("ana@college.edu", "Ana", Role.ADVISOR, [], [], password_hash="a hash")
    with ThreadPoolExecutor(8) as pool:
        tried = list(pool.map(lambda _: accounts.try_password("ana@college.edu", NOW), range(16)))
    assert len([one for one in tried if one]) == 5
    assert accounts.try_password("ana@college.edu", NOW + timedelta(seconds=59)) is None
    assert accounts.try_password("ana@college.edu", NOW + timedelta(seconds=60))


def test_two_administrators_can_not_dismiss_each_other_at_once(accounts: AccountStore) -> None:
    for number in range(5):
        pair = [accounts.create(f"{name}{number}@college.edu", name, Role.ADMIN, [], []) for name in ("ana", "ben")]

        def dismiss(account_id: int) -> bool:
            try:
                accounts.change(account_id, role=Role.LEAD)
            except LastAdmin:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(dismiss, [account.id for account in pair])) == [False, True]
        assert len([account for account in accounts.all() if account.administers]) == 1
        with accounts.database.transaction() as connection:
            connection.exec_driver_sql("DELETE FROM advisors")


def test_a_session_is_found_until_it_runs_out(accounts: AccountStore, database: Database) -> None:
    ana = accounts.create("ana@college.edu", "Ana", Role.ADVISOR, [], [])
    sessions = SessionStore(database, timedelta(hours=8), timedelta(hours=12))
    sessions.begin(ana.id, "key", "token", NOW)
    found = sessions.find("key", NOW + timedelta(hours=7))
    assert found
    assert (found.account, found.csrf) == (ana, "token")
    assert sessions.find("key", NOW + timedelta(hours=11.9))
    assert sessions.find("key", NOW + timedelta(hours=12)) is None
    assert sessions.find("other", NOW) is None
    accounts.set_password(ana.id, "a hash", given=False)
    assert sessions.find("key", NOW + timedelta(minutes=1)) is None
