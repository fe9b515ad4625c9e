"""Accounts: everyone keeps their own name and password, administrators keep the rest, and nobody locks all of them out."""

from __future__ import annotations

import hashlib
import re

import httpx
import pytest

from bot.desk.account import Role
from tests.desk.people import PASSWORD, DeskServer, send, sign_in

ANOTHER = "nine quiet paper boats"


def password_shown(answer: httpx.Response) -> str:
    found = re.search(r"<code>([a-z0-9-]+)</code>", answer.text)
    assert found, answer.text
    return found[1]


# ---- one's own


def test_a_new_name_is_what_is_shown_from_now_on(desk: DeskServer) -> None:
    ana = desk.hire()
    with desk.at_desk(ana) as client:
        answer = send(client, "/desk/account", name="  Ana  Ruiz ", languages=["es", "klingon"])
        assert answer.headers["location"] == "/desk/account?done=changed"
        page = client.get(answer.headers["location"]).text
        assert "Your account is changed" in page
        assert "Ana Ruiz" in page
    changed = desk.gate.accounts.get(ana.id)
    assert changed
    assert (changed.name, changed.languages) == ("Ana Ruiz", ("es",))


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "Ana\x07Ruiz", "Ana \u202eziuR"])
def test_a_name_that_can_not_be_shown_is_refused(desk: DeskServer, name: str) -> None:
    ana = desk.hire()
    with desk.at_desk(ana) as client:
        answer = send(client, "/desk/account", name=name)
        assert answer.status_code == 400
        assert "1 to 80 characters" in answer.text
    assert desk.gate.accounts.get(ana.id) == ana


def test_what_is_written_into_a_name_is_text_and_nothing_else(desk: DeskServer) -> None:
    with desk.at_desk(desk.hire(Role.ADMIN, name="<script>alert(1)</script>")) as client:
        for path in ("/desk/account", "/desk/accounts"):
            page = client.get(path).text
            assert "<script>alert" not in page
            assert "&lt;script&gt;" in page


def test_a_new_password_ends_all_other_sessions(desk: DeskServer) -> None:
    ana = desk.hire()
    with desk.at_desk(ana) as phone, desk.at_desk(ana) as client:
        secret = client.cookies["desk"]
        answer = send(client, "/desk/account", do="password", present=PASSWORD, password=ANOTHER, again=ANOTHER)
        assert answer.headers["location"] == "/desk/account?done=password"
        assert client.get("/desk/account").status_code == 200
        assert client.cookies["desk"] != secret
        assert phone.get("/desk/account").status_code == 303
    with desk.browser() as client:
        assert sign_in(client, ana.username).status_code == 401
        assert sign_in(client, ana.username, ANOTHER).status_code == 303


@pytest.mark.parametrize(
    ("present", "password", "again", "status", "why"),
    [
        ("not the password", ANOTHER, ANOTHER, 403, "present password is not right"),
        (PASSWORD, ANOTHER, ANOTHER + "!", 400, "not the same"),
        (PASSWORD, PASSWORD, PASSWORD, 400, "the password you have"),
        (PASSWORD, "eleven char", "eleven char", 400, "12 characters or more"),
        (PASSWORD, "long " * 50, "long " * 50, 400, "200 characters or fewer"),
        (PASSWORD, "Password_1234", "Password_1234", 400, "first that are guessed"),
        (PASSWORD, "aaaaaaaabbbb", "aaaaaaaabbbb", 400, "first that are guessed"),
        (PASSWORD, "Concepcion Ruiz", "Concepcion Ruiz", 400, "Your name or e-mail"),
        (PASSWORD, "concepcion-ruiz-2026", "concepcion-ruiz-2026", 400, "Your name or e-mail"),
    ],
)
def test_a_password_that_is_easily_guessed_or_mistyped_is_refused(
    desk: DeskServer, present: str, password: str, again: str, status: int, why: str
) -> None:
    ana = desk.hire(name="Concepción Ruiz" if "ó" in password else "Concepcion Ruiz")
    with desk.at_desk(ana) as client:
        answer = send(client, "/desk/account", do="password", present=present, password=password, again=again)
        assert answer.status_code == status
        assert why in answer.text
        assert sign_in(client, ana.username).status_code == 303


def test_the_present_password_can_not_be_guessed_there_either(desk: DeskServer) -> None:
    ana = desk.hire()
    with desk.at_desk(ana) as client:
        for _ in range(5):
            send(client, "/desk/account", do="password", present="a guess", password=ANOTHER, again=ANOTHER)
        assert send(client, "/desk/account", do="password", present=PASSWORD, password=ANOTHER, again=ANOTHER).status_code == 403


def test_who_comes_by_the_college_has_no_password_to_change(desk: DeskServer) -> None:
    eva = desk.hire(password=None)
    with desk.browser() as client:
        secret = "e" * 43
        desk.gate.sessions.begin(eva.id, hashlib.sha256(secret.encode()).hexdigest(), "token", desk.clock())
        client.cookies.set("desk", secret, path="/desk")
        assert "come in by the college" in client.get("/desk/account").text
        answer = client.post("/desk/account", data={"csrf": "token", "do": "password", "password": ANOTHER, "again": ANOTHER})
        assert answer.status_code == 403


# ---- everyone's


@pytest.mark.parametrize("role", [Role.ADVISOR, Role.LEAD])
def test_accounts_are_for_administrators(desk: DeskServer, role: Role) -> None:
    ana = desk.hire(role)
    with desk.at_desk(ana) as client:
        assert "/desk/accounts" not in client.get("/desk/account").text
        assert client.get("/desk/accounts").status_code == 403
        assert send(client, "/desk/accounts", email="x@college.example", name="X", role="admin").status_code == 403
        assert send(client, f"/desk/accounts/{ana.id}", role="admin", active="yes").status_code == 403
        assert send(client, f"/desk/accounts/{ana.id}/password").status_code == 403
    assert desk.gate.accounts.get(ana.id) == ana


def test_a_new_account_gets_a_password_that_has_to_be_changed_first(desk: DeskServer) -> None:
    with desk.at_desk(desk.hire(Role.ADMIN)) as admin:
        fields = {
            "email": "New.Person@college.example",
            "name": "New Person",
            "role": "lead",
            "teams": ["veterans", "no such team"],
            "languages": ["en", "es"],
        }
        made = send(admin, "/desk/accounts", **fields)
        assert made.status_code == 200
        password = password_shown(made)
        assert password not in admin.get("/desk/accounts").text
        assert send(admin, "/desk/accounts", **fields).status_code == 409
    account = desk.gate.accounts.of_username("new.person@college.example")
    assert account
    assert (account.role, account.teams, account.languages, account.password_given) == (
        Role.LEAD,
        ("veterans",),
        ("en", "es"),
        True,
    )
    with desk.at_desk(account, password) as client:
        assert client.get("/desk/accounts").headers["location"] == "/desk/account", "nothing else opens before"
        assert send(client, "/desk/account", name="Somebody Else").status_code == 403
        assert "Choose one of your own" in client.get("/desk/account").text
        assert send(client, "/desk/account", do="password", present=password, password=ANOTHER, again=ANOTHER).status_code == 303
        assert client.get("/desk/accounts").status_code == 403, "open now, to a lead"


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [("email", "no address", "not an e-mail address"), ("email", "a@b.c, d@e.f", "not an e-mail address"), ("name", "", "1 to 80"), ("role", "king", "Choose a role")],
)  # fmt: skip
def test_a_new_account_that_can_not_be_is_refused_and_what_was_typed_stays(
    desk: DeskServer, field: str, value: str, why: str
) -> None:
    with desk.at_desk(desk.hire(Role.ADMIN)) as admin:
        answer = send(
            admin, "/desk/accounts", **{"email": "kept@college.example", "name": "Kept Name", "role": "advisor", field: value}
        )
        assert answer.status_code == 400
        assert why in answer.text
        assert "kept@college.example" in answer.text or "Kept Name" in answer.text
    assert desk.gate.accounts.of_username("kept@college.example") is None


def test_role_and_teams_change_at_once_also_for_who_is_signed_in(desk: DeskServer) -> None:
    ana = desk.hire()
    with desk.at_desk(desk.hire(Role.ADMIN)) as admin, desk.at_desk(ana) as client:
        assert client.get("/desk/accounts").status_code == 403
        send(admin, f"/desk/accounts/{ana.id}", role="admin", teams=["counseling"], active="yes")
        assert client.get("/desk/accounts").status_code == 200
        send(admin, f"/desk/accounts/{ana.id}", role="advisor", active="yes")
        assert client.get("/desk/accounts").status_code == 403


def test_switching_off_and_a_new_password_sign_out_everywhere(desk: DeskServer) -> None:
    ana, ben = desk.hire(), desk.hire()
    with desk.at_desk(desk.hire(Role.ADMIN)) as admin, desk.at_desk(ana) as one, desk.at_desk(ben) as two:
        send(admin, f"/desk/accounts/{ana.id}", role="advisor")
        password = password_shown(send(admin, f"/desk/accounts/{ben.id}/password"))
        assert one.get("/desk/account").status_code == two.get("/desk/account").status_code == 303
        assert sign_in(one, ana.username).status_code == 401
        assert sign_in(two, ben.username).status_code == 401
        assert sign_in(two, ben.username, password).status_code == 303


def test_somebody_always_looks_after_the_accounts(desk: DeskServer) -> None:
    accounts = desk.gate.accounts
    mine = desk.hire(Role.ADMIN)
    others = [account for account in accounts.all() if account.administers and account.id != mine.id]
    for account in others:
        accounts.change(account.id, role=Role.ADVISOR)
    try:
        with desk.at_desk(mine) as admin:
            for fields in ({"role": "lead", "active": "yes"}, {"role": "admin"}):
                answer = send(admin, f"/desk/accounts/{mine.id}", **fields)
                assert answer.status_code == 409
                assert "Nobody would be left" in answer.text
            assert send(admin, f"/desk/accounts/{mine.id}/password").status_code == 409
            assert accounts.get(mine.id) == mine
            assert admin.get("/desk/accounts").status_code == 200
    finally:
        for account in others:
            accounts.change(account.id, role=Role.ADMIN)


@pytest.mark.parametrize("account_id", ["0", "-1", "999999", "99999999999999999999", "x"])
def test_an_account_that_is_not_there_is_said_so(desk: DeskServer, account_id: str) -> None:
    with desk.at_desk(desk.hire(Role.ADMIN)) as admin:
        for path in (f"/desk/accounts/{account_id}", f"/desk/accounts/{account_id}/password"):
            answer = send(admin, path, role="advisor")
            assert answer.status_code in (400, 404)
            assert "Traceback" not in answer.text
