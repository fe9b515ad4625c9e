"""Signing in with a password: who gets in, for how long, and what somebody who guesses learns (nothing)."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from bot.desk.account import Role
from bot.desk.signin.passwords import Passwords
from bot.store.tables import advisors, sessions
from tests.desk.people import PASSWORD, DeskServer, desk_server, send, sign_in, token

NOWHERE = "nobody@college.example"


def stored(desk: DeskServer, username: str) -> dict[str, object]:
    with desk.gate.accounts.database.transaction() as connection:
        return dict(connection.execute(select(advisors).where(advisors.c.username == username)).one()._mapping)


def refusal(page: str, email: str) -> str:
    """What somebody reads who was not let in, without the address they typed themselves."""
    return page.replace(email, "…")


# ---- the way in


def test_an_advisor_signs_in_and_is_led_back_to_where_they_wanted_to_go(desk: DeskServer) -> None:
    ana = desk.hire(name="Ana Ruiz")
    with desk.browser() as client:
        first = client.get("/desk/account?tab=2")
        assert first.status_code == 303
        assert first.headers["location"] == "/desk/sign-in?next=/desk/account%3Ftab%3D2"
        page = client.get(first.headers["location"])
        assert 'name="next" value="/desk/account?tab=2"' in page.text
        answer = client.post(
            "/desk/sign-in", data={"email": f"  {ana.username.upper()} ", "password": PASSWORD, "next": "/desk/account?tab=2"}
        )
        assert answer.status_code == 303
        assert answer.headers["location"] == "/desk/account?tab=2"
        assert "Ana Ruiz" in client.get("/desk/account").text


def test_what_is_not_a_page_is_answered_401_and_not_led_astray(desk: DeskServer) -> None:
    with desk.browser() as client:
        answer = client.get("/desk/account", headers={"accept": "application/json"})
        assert (answer.status_code, answer.json()) == (401, {"error": "sign_in"})


@pytest.mark.parametrize(
    "wanted",
    ["https://elsewhere.example/desk", "//elsewhere.example/desk", "/\\elsewhere.example", "/desk\\..\\x", "/", "/deskside", "javascript:alert(1)",
     "/desk/sign-in", "/desk/sign-out", "/desk\n/x", "https://[", "/desk/" + "x" * 2000],
)  # fmt: skip
def test_after_the_sign_in_nobody_is_led_off_the_desk(desk: DeskServer, wanted: str) -> None:
    ana = desk.hire()
    with desk.browser() as client:
        answer = client.post("/desk/sign-in", data={"email": ana.username, "password": PASSWORD, "next": wanted})
        assert answer.headers["location"] == "/desk"
        assert client.get("/desk/sign-in", params={"next": wanted}).headers["location"] == "/desk"


def test_the_cookie_is_kept_from_scripts_and_only_its_hash_is_stored(desk: DeskServer) -> None:
    ana = desk.hire()
    with desk.browser() as client:
        cookie = SimpleCookie(sign_in(client, ana.username).headers["set-cookie"])["desk"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["secure"]) == (True, "lax", "/desk", "")
    with desk.gate.accounts.database.transaction() as connection:
        row = connection.execute(select(sessions).where(sessions.c.advisor == ana.id)).one()
    assert row.id == hashlib.sha256(cookie.value.encode()).hexdigest()
    assert cookie.value not in str(row)


def test_with_https_the_cookie_is_sent_over_it_only() -> None:
    secure = desk_server(cookie_secure=True)
    with secure.browser() as client:
        assert SimpleCookie(sign_in(client, secure.hire().username).headers["set-cookie"])["desk"]["secure"] is True


def test_each_sign_in_gets_a_new_secret_and_ends_the_one_before(desk: DeskServer) -> None:
    with desk.at_desk(desk.hire()) as client:
        before = client.cookies["desk"]
        sign_in(client, desk.hire().username)
        after = client.cookies["desk"]
        assert after != before
        client.cookies.set("desk", before, path="/desk")
    with desk.browser(cookies={"desk": before}) as client:
        assert client.get("/desk/account").status_code == 303


def test_a_secret_that_a_page_planted_beforehand_is_not_taken_over(desk: DeskServer) -> None:
    planted = "x" * 43
    with desk.browser(cookies={"desk": planted}) as client:
        given = SimpleCookie(sign_in(client, desk.hire().username).headers["set-cookie"])["desk"].value
    assert given != planted
    with desk.browser(cookies={"desk": planted}) as client:
        assert client.get("/desk/account").status_code == 303


# ---- the way out


def test_signing_out_ends_the_session_for_good(desk: DeskServer) -> None:
    with desk.at_desk(desk.hire()) as client:
        secret = client.cookies["desk"]
        answer = send(client, "/desk/sign-out")
        assert answer.headers["location"] == "/desk/sign-in?bye=1"
        assert "signed out" in client.get(answer.headers["location"]).text
        assert "desk" not in client.cookies
    with desk.browser(cookies={"desk": secret}) as client:
        assert client.get("/desk/account").status_code == 303


def test_a_session_ends_when_nobody_has_clicked_for_too_long(desk: DeskServer) -> None:
    with desk.at_desk(desk.hire()) as client:
        desk.clock.passes(hours=7.9)
        assert client.get("/desk/account").status_code == 200
        desk.clock.passes(hours=3.9)
        assert client.get("/desk/account").status_code == 200, "a click counts"
        desk.clock.passes(minutes=30)
        assert client.get("/desk/account").status_code == 303, "12 hours are over whatever one does"
    with desk.at_desk(desk.hire()) as client:
        desk.clock.passes(hours=8.1)
        assert client.get("/desk/account").status_code == 303


def test_a_page_that_only_listens_does_not_keep_the_session_alive(desk: DeskServer) -> None:
    with desk.at_desk(desk.hire()) as client:
        desk.clock.passes(hours=7.9)
        assert client.get("/desk/account", headers={"accept": "text/event-stream"}).status_code == 200
        desk.clock.passes(minutes=12)
        assert client.get("/desk/account").status_code == 303


def test_sessions_that_have_run_out_are_swept_away(desk: DeskServer) -> None:
    ana = desk.hire()
    with desk.at_desk(ana):
        desk.clock.passes(hours=13)
        with desk.at_desk(desk.hire()), desk.gate.accounts.database.transaction() as connection:
            assert connection.execute(select(sessions).where(sessions.c.advisor == ana.id)).first() is None


def test_who_is_switched_off_is_out_at_once(desk: DeskServer) -> None:
    ana = desk.hire()
    with desk.at_desk(ana) as client:
        desk.gate.accounts.change(ana.id, active=False)
        assert client.get("/desk/account").status_code == 303
        assert sign_in(client, ana.username).status_code == 401
        desk.gate.accounts.change(ana.id, active=True)
        assert client.get("/desk/account").status_code == 303, "the old session does not come back to life"


# ---- what a guesser learns


def test_unknown_locked_inactive_and_wrong_read_the_same(desk: DeskServer) -> None:
    wrong, locked, inactive, college_only = desk.hire(), desk.hire(), desk.hire(), desk.hire(password=None)
    desk.gate.accounts.change(inactive.id, active=False)
    pages = set()
    with desk.browser() as client:
        for _ in range(5):
            sign_in(client, locked.username, "not the password")
        tries = [(NOWHERE, PASSWORD), (wrong.username, "not the password"), (locked.username, PASSWORD), (inactive.username, PASSWORD),
                 (college_only.username, PASSWORD), (college_only.username, "")]  # fmt: skip
        for email, password in tries:
            answer = sign_in(client, email, password)
            assert answer.status_code == 401
            assert "set-cookie" not in answer.headers
            pages.add(refusal(answer.text, email))
    assert len(pages) == 1


def test_every_refusal_does_the_work_of_checking_a_password(desk: DeskServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the time it takes would tell which accounts there are."""
    worked: list[str] = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(PasswordHasher, "verify", lambda self, *them: worked.append("once") or verify(self, *them))
    locked, inactive = desk.hire(), desk.hire()
    desk.gate.accounts.change(inactive.id, active=False)
    with desk.browser() as client:
        for _ in range(6):
            sign_in(client, locked.username, "not the password")
        for email in (NOWHERE, "not an address", "", inactive.username):
            sign_in(client, email, "not the password")
    assert len(worked) == 10


def test_five_wrong_passwords_lock_the_account_for_longer_and_longer(desk: DeskServer) -> None:
    ana = desk.hire()
    with desk.browser() as client:
        for _ in range(5):
            assert sign_in(client, ana.username, "not the password").status_code == 401
        for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
            assert sign_in(client, ana.username).status_code == 401, "locked"
            desk.clock.passes(minutes=minutes, seconds=-5)
            assert sign_in(client, ana.username).status_code == 401, "still locked; and trying then does not make it longer"
            desk.clock.passes(seconds=10)
            assert sign_in(client, ana.username, "not the password").status_code == 401
        desk.clock.passes(minutes=61)
        assert sign_in(client, ana.username).status_code == 303
        assert stored(desk, ana.username)["failures"] == 0


def test_guesses_sent_at_once_do_not_outrun_the_lock(desk: DeskServer, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = desk.hire()
    tried: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, hashed: str, password: str) -> bool:
        if hashed == stored(desk, ana.username)["password_hash"]:
            tried.append(password)
        return verify(self, hashed, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)

    def guess(number: int) -> int:
        with desk.browser() as client:
            return sign_in(client, ana.username, f"guess number {number}").status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(guess, range(16))) == {401}
    assert len(tried) == 5


def test_other_accounts_are_not_locked_with_it(desk: DeskServer) -> None:
    ana, ben = desk.hire(), desk.hire()
    with desk.browser() as client:
        for _ in range(6):
            sign_in(client, ana.username, "not the password")
        assert sign_in(client, ben.username).status_code == 303


def test_one_address_may_try_only_so_many_passwords() -> None:
    desk = desk_server(sign_in_rate="3/hour")
    ana = desk.hire()
    with desk.browser() as client:
        assert [sign_in(client, f"a{number}@college.example").status_code for number in range(3)] == [401] * 3
        answer = sign_in(client, ana.username)
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 3000
        assert "Too many tries" in answer.text


def test_a_password_hashed_with_older_parameters_is_hashed_anew() -> None:
    desk = desk_server(Passwords())
    ana = desk.hire()
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with desk.gate.accounts.database.transaction() as connection:
        connection.execute(update(advisors).where(advisors.c.id == ana.id).values(password_hash=old))
    with desk.at_desk(ana) as client:
        renewed = str(stored(desk, ana.username)["password_hash"])
        assert renewed != old
        assert not Passwords().is_outdated(renewed)
        assert client.get("/desk/account").status_code == 200, "the session goes on"
    with desk.at_desk(ana):
        assert stored(desk, ana.username)["password_hash"] == renewed


# ---- from a page of ours


@pytest.mark.parametrize("given", [None, "", "wrong", "ñ"])
def test_what_changes_something_needs_the_token_of_the_session(desk: DeskServer, given: str | None) -> None:
    ana = desk.hire(name="Ana Ruiz")
    with desk.at_desk(ana) as client:
        fields = {"name": "Mallory"} | ({} if given is None else {"csrf": given})
        answer = client.post("/desk/account", data=fields)
        assert answer.status_code == 403
        assert "Nothing was changed" in answer.text
        assert client.post("/desk/sign-out").status_code == 403
        assert client.post("/desk/account", json={"name": "Mallory"}, headers={"accept": "*/*"}).json() == {
            "error": "not_our_page"
        }
        assert "Ana Ruiz" in client.get("/desk/account").text


def test_the_token_of_another_session_is_none(desk: DeskServer) -> None:
    with desk.at_desk(desk.hire()) as mallory, desk.at_desk(desk.hire()) as client:
        assert client.post("/desk/account", data={"name": "Mallory", "csrf": token(mallory)}).status_code == 403


def test_a_script_sends_the_token_in_a_header(desk: DeskServer) -> None:
    ana = desk.hire()
    with desk.at_desk(ana) as client:
        answer = client.post("/desk/account", data={"name": "Ana Sent"}, headers={"x-csrf-token": token(client)})
        assert answer.status_code == 303
    changed = desk.gate.accounts.get(ana.id)
    assert changed
    assert changed.name == "Ana Sent"


@pytest.mark.parametrize(
    "headers", [{"origin": "https://elsewhere.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_other_sites_can_neither_sign_anyone_in_nor_send_forms(desk: DeskServer, headers: dict[str, str]) -> None:
    ana = desk.hire()
    with desk.browser() as client:
        assert sign_in(client, ana.username, headers=headers).status_code == 403
        assert "desk" not in client.cookies
    with desk.at_desk(ana) as client:
        assert client.post("/desk/account", data={"name": "X", "csrf": token(client)}, headers=headers).status_code == 403


def test_no_page_of_the_desk_is_kept_by_a_cache_or_framed(desk: DeskServer) -> None:
    with desk.at_desk(desk.hire(Role.ADMIN)) as client:
        for path in ("/desk/sign-in", "/desk/account", "/desk/accounts"):
            answer = client.get(path)
            assert answer.headers["cache-control"] == "no-store"
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert "<script>" not in answer.text
            assert "style=" not in answer.text


@pytest.mark.parametrize("body", [b"", b"email=%ff&password=%00", b"email=a&email=b&password=c", b"\x00" * 50])
def test_a_form_in_no_form_is_answered_and_lets_nobody_in(desk: DeskServer, body: bytes) -> None:
    with desk.browser() as client:
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"):
            answer = client.post("/desk/sign-in", content=body, headers={"content-type": kind})
            assert answer.status_code in (400, 401), answer.text
            assert "Traceback" not in answer.text
        for cookie in ("", "x" * 43, "é", "'; DROP TABLE sessions"):
            assert client.get("/desk/account", headers={"cookie": f"desk={cookie}".encode()}).status_code == 303
