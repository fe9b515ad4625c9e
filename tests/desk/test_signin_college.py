"""Sign-in by the college's own sign-on: who is let in, and that nothing it did not say itself is believed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from bot.desk.account import Account, Role
from tests.desk import college as provider
from tests.desk.college import CLIENT, SECRET, College
from tests.desk.people import DeskServer, desk_server

WAY = "/desk/sign-in/college"
GROUPS = "Desk Leads=lead;desk-admins=admin;aid-office=financial_aid;veterans-office=veterans"


@pytest.fixture(scope="session")
def running_college() -> College:
    return provider.start()


@pytest.fixture
def college(running_college: College) -> College:
    running_college.begin_anew()
    return running_college


@pytest.fixture(scope="session")
def college_desk(running_college: College) -> Callable[..., DeskServer]:
    made: dict[str, DeskServer] = {}

    def desk(**settings: Any) -> DeskServer:
        """A desk that uses this provider; one for each set of settings."""
        key = repr(sorted(settings.items()))
        if key not in made:
            made[key] = desk_server(
                oidc_issuer=running_college.url, oidc_client_id=CLIENT, oidc_client_secret=SECRET, **settings
            )  # fmt: skip
        return made[key]

    return desk


@pytest.fixture
def desk(college_desk: Callable[..., DeskServer]) -> DeskServer:
    return college_desk()


@pytest.fixture
def client(desk: DeskServer) -> Iterator[httpx.Client]:
    with desk.browser() as browser:
        yield browser


def known_as(college: College, account: Account | None = None, **more: Any) -> None:
    """Who signs in at the college next."""
    email = account.username if account else f"{time.monotonic_ns()}@college.example"
    college.person = {"sub": f"sub of {email}", "email": email.upper(), "email_verified": True, "name": "Eva Castillo", **more}


def goes(client: httpx.Client, path: str = WAY) -> str:
    """Leave for the college and come back; the address of the way back, not yet taken."""
    out = client.get(path)
    assert out.status_code == 303, out.text
    with httpx.Client() as browser:
        return str(browser.get(out.headers["location"]).headers["location"])


def let_in(client: httpx.Client, answer: httpx.Response) -> bool:
    return answer.status_code == 303 and client.get("/desk/account").status_code == 200


def not_let_in(client: httpx.Client, answer: httpx.Response, status: int, words: str) -> None:
    assert answer.status_code == status, answer.text
    assert words in answer.text
    assert "Traceback" not in answer.text
    assert "desk" not in client.cookies
    assert client.get("/desk/account").status_code == 303


# ---- who is let in


def test_the_sign_in_page_offers_the_college_only_where_there_is_one(client: httpx.Client, running_desk: DeskServer) -> None:
    assert "college account" in client.get("/desk/sign-in").text
    with running_desk.browser() as other:
        assert "college account" not in other.get("/desk/sign-in").text
        assert other.get(WAY).status_code == 404


def test_who_has_an_account_comes_in_and_back_to_where_they_wanted_to_go(
    college: College, desk: DeskServer, client: httpx.Client
) -> None:
    eva = desk.hire(password=None)
    known_as(college, eva)
    answer = client.get(goes(client, f"{WAY}?next=/desk/account%3Ftab%3D2"))
    assert answer.headers["location"] == "/desk/account?tab=2"
    assert let_in(client, answer)
    assert "desk-leaving" not in client.cookies
    linked = desk.gate.accounts.get(eva.id)
    assert linked
    assert linked.subject


def test_once_linked_the_subject_counts_and_not_the_address(college: College, desk: DeskServer, client: httpx.Client) -> None:
    eva, ben = desk.hire(name="Eva Castillo"), desk.hire(name="Ben Ochoa")
    known_as(college, eva)
    client.get(goes(client))
    known_as(college, ben, sub=college.person["sub"])
    client.get(goes(client))
    assert "Eva Castillo" in client.get("/desk/account").text


def test_an_address_given_to_somebody_else_does_not_open_the_account(
    college: College, desk: DeskServer, client: httpx.Client
) -> None:
    eva = desk.hire()
    desk.gate.accounts.link(eva.id, "somebody who had the address before")
    known_as(college, eva)
    not_let_in(client, client.get(goes(client)), 403, "another college sign-on")


@pytest.mark.parametrize("verified", [False, None, "false", 0])
def test_an_address_that_is_not_verified_opens_nothing(
    college: College, desk: DeskServer, client: httpx.Client, verified: Any
) -> None:
    known_as(college, desk.hire(Role.ADMIN), email_verified=verified)
    not_let_in(client, client.get(goes(client)), 403, "hasn’t verified")


def test_where_the_college_gives_out_all_addresses_they_may_be_believed(
    college: College, college_desk: Callable[..., DeskServer]
) -> None:
    desk = college_desk(oidc_trust_email=True)
    known_as(college, desk.hire(), email_verified=None)
    with desk.browser() as client:
        assert let_in(client, client.get(goes(client)))


def test_who_has_no_account_is_told_so(college: College, client: httpx.Client) -> None:
    known_as(college)
    not_let_in(client, client.get(goes(client)), 403, "no account here yet")


def test_with_oidc_create_they_get_one(college: College, college_desk: Callable[..., DeskServer]) -> None:
    desk = college_desk(oidc_create=True)
    known_as(college)
    with desk.browser() as client:
        assert let_in(client, client.get(goes(client)))
    account = desk.gate.accounts.of_username(college.person["email"].lower())
    assert account
    assert (account.name, account.role, account.teams, account.has_password) == ("Eva Castillo", Role.ADVISOR, (), False)


def test_who_is_switched_off_stays_out(college: College, desk: DeskServer, client: httpx.Client) -> None:
    eva = desk.hire()
    desk.gate.accounts.change(eva.id, active=False)
    known_as(college, eva)
    not_let_in(client, client.get(goes(client)), 403, "switched off")


def test_without_an_address_nobody_is_found(college: College, client: httpx.Client) -> None:
    known_as(college, email=None)
    college.userinfo = {"sub": college.person["sub"]}
    not_let_in(client, client.get(goes(client)), 403, "didn’t say your e-mail")


def test_an_address_may_come_from_the_userinfo_of_the_same_person_only(
    college: College, desk: DeskServer, client: httpx.Client
) -> None:
    known_as(college, email=None, email_verified=None)
    told = {"email": desk.hire().username, "email_verified": True}
    college.userinfo = {"sub": "somebody else", **told}
    not_let_in(client, client.get(goes(client)), 502, "could not be trusted")
    college.userinfo = {"sub": college.person["sub"], **told}
    assert let_in(client, client.get(goes(client)))


@pytest.mark.parametrize(
    ("groups", "role", "teams"),
    [
        (["Desk Leads", "aid-office", "chess"], Role.LEAD, ("financial_aid",)),
        (["Desk Leads", "desk-admins"], Role.ADMIN, ()),
        (["veterans-office"], Role.ADVISOR, ("veterans",)),
        ("aid-office", Role.ADVISOR, ("financial_aid",)),
    ],
)
def test_groups_give_role_and_teams_at_each_sign_in(
    college: College, college_desk: Callable[..., DeskServer], groups: Any, role: Role, teams: tuple[str, ...]
) -> None:
    desk = college_desk(oidc_groups=GROUPS)
    eva = desk.hire(Role.LEAD, ["counseling"])
    known_as(college, eva, groups=groups)
    with desk.browser() as client:
        assert let_in(client, client.get(goes(client)))
    now = desk.gate.accounts.get(eva.id)
    assert now
    assert (now.role, now.teams) == (role, teams)


def test_who_is_in_none_of_the_groups_stays_out(college: College, college_desk: Callable[..., DeskServer]) -> None:
    desk = college_desk(oidc_groups=GROUPS, oidc_create=True)
    known_as(college, groups=["chess"])
    with desk.browser() as client:
        not_let_in(client, client.get(goes(client)), 403, "none of the groups")
    assert desk.gate.accounts.of_username(college.person["email"].lower()) is None


def test_without_groups_that_name_roles_the_role_given_here_stays(
    college: College, college_desk: Callable[..., DeskServer]
) -> None:
    desk = college_desk(oidc_groups="aid-office=financial_aid")
    eva = desk.hire(Role.LEAD)
    known_as(college, eva, groups=["aid-office"])
    with desk.browser() as client:
        assert let_in(client, client.get(goes(client)))
    now = desk.gate.accounts.get(eva.id)
    assert now
    assert (now.role, now.teams) == (Role.LEAD, ("financial_aid",))


# ---- what is not believed

now = int(time.time())
FALSE = {
    "wrong nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "wrong audience": {"aud": "another-site"},
    "wrong audience, but named as the party": {"aud": "another-site", "azp": CLIENT},
    "another party": {"aud": [CLIENT, "another-site"], "azp": "another-site"},
    "no audience": {"aud": None},
    "wrong issuer": {"iss": "https://elsewhere.example"},
    "expired": {"exp": now - 3600, "iat": now - 7200},
    "never expires": {"exp": None},
    "of the future": {"nbf": now + 7200},
    "no subject": {"sub": None},
    "another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("name", FALSE)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    college: College, desk: DeskServer, client: httpx.Client, name: str
) -> None:
    known_as(college, desk.hire(Role.ADMIN))
    college.claims = FALSE[name]
    not_let_in(client, client.get(goes(client)), 502, "could not be trusted")
    college.claims = {}
    assert let_in(client, client.get(goes(client))), "the next one is right"


@pytest.mark.parametrize("forge", [provider.sign_as_anyone, provider.sign_with_the_public_key], ids=lambda forge: forge.__name__)
def test_a_token_nobody_at_the_college_signed_is_refused(
    college: College, desk: DeskServer, client: httpx.Client, forge: Callable[[College], None]
) -> None:
    known_as(college, desk.hire(Role.ADMIN))
    forge(college)
    not_let_in(client, client.get(goes(client)), 502, "could not be trusted")


def test_a_key_that_the_college_does_not_publish_is_refused(college: College, desk: DeskServer, client: httpx.Client) -> None:
    known_as(college, desk.hire(Role.ADMIN))
    college.signs_with = RSAKey.generate_key(2048, {"kid": "unknown"})
    not_let_in(client, client.get(goes(client)), 502, "could not be trusted")
    college.signs_with = RSAKey.generate_key(2048, {"kid": college.published[0].kid})
    not_let_in(client, client.get(goes(client)), 502, "could not be trusted")


def test_new_keys_of_the_college_are_fetched_when_a_token_names_one(
    college: College, desk: DeskServer, client: httpx.Client
) -> None:
    known_as(college, desk.hire())
    assert let_in(client, client.get(goes(client)))
    asked = college.asked_for_keys
    assert let_in(client, client.get(goes(client)))
    assert college.asked_for_keys == asked, "they are kept"
    college.change_keys()
    assert let_in(client, client.get(goes(client)))
    assert college.asked_for_keys == asked + 1


def test_one_answer_is_good_for_one_sign_in(college: College, desk: DeskServer, client: httpx.Client) -> None:
    known_as(college, desk.hire())
    back = goes(client)
    leaving = client.cookies["desk-leaving"]
    assert client.get(back).status_code == 303
    client.cookies.clear()
    not_let_in(client, client.get(back), 400, "was used before")
    with desk.browser(cookies={"desk-leaving": leaving}) as thief:
        not_let_in(thief, thief.get(back), 502, "could not be trusted")
    assert parse_qs(urlsplit(back).query)["code"][0] in college.refused


def test_an_answer_to_another_browser_is_refused(college: College, desk: DeskServer, client: httpx.Client) -> None:
    """Nobody can be signed in to somebody else's account by being sent an address."""
    known_as(college, desk.hire())
    with desk.browser() as mallory:
        back = goes(mallory)
    not_let_in(client, client.get(back), 400, "start again")
    goes(client)
    not_let_in(client, client.get(back), 400, "start again")


def test_a_code_of_another_sign_in_is_refused(college: College, desk: DeskServer, client: httpx.Client) -> None:
    """PKCE: a code that was seen on its way can't be brought in with a state of one's own."""
    known_as(college, desk.hire(Role.ADMIN))
    with desk.browser() as victim:
        stolen = parse_qs(urlsplit(goes(victim)).query)["code"][0]
    mine = parse_qs(urlsplit(goes(client)).query)
    not_let_in(client, client.get(f"{WAY}/back", params={"code": stolen, "state": mine["state"][0]}), 502, "could not be trusted")
    assert stolen in college.refused, "the provider saw that the verifier is another"


@pytest.mark.parametrize("cookie", ["", "x", "x" * 43 + ".", "x" * 43 + ".AAA", "x" * 43 + ".gICA"])
def test_a_cookie_that_is_none_of_ours_lets_nobody_in(college: College, client: httpx.Client, cookie: str) -> None:
    client.cookies.set("desk-leaving", cookie, path="/desk/sign-in")
    for state in ("", "x", "é"):
        not_let_in(client, client.get(f"{WAY}/back", params={"code": "x", "state": state}), 400, "start again")


def test_an_answer_of_another_issuer_is_refused(college: College, desk: DeskServer, client: httpx.Client) -> None:
    known_as(college, desk.hire())
    back = goes(client).replace("&iss=", "&iss=https://elsewhere.example/")
    not_let_in(client, client.get(back), 502, "could not be trusted")


def test_what_the_college_declines_is_said(college: College, client: httpx.Client) -> None:
    college.error = "access_denied"
    not_let_in(client, client.get(goes(client)), 403, "didn’t let you through")


def test_a_college_that_is_away_is_said_and_passwords_go_on(college: College, college_desk: Callable[..., DeskServer]) -> None:
    desk = college_desk(oidc_groups_claim="roles")  # one that has not asked yet
    with desk.browser() as client:
        college.away = True
        not_let_in(client, client.get(WAY), 503, "doesn’t answer")
        college.away = False
        known_as(college, desk.hire())
        back = goes(client)
        college.away = True
        not_let_in(client, client.get(back), 503, "doesn’t answer")
    with desk.at_desk(desk.hire()) as client:
        assert client.get("/desk/account").status_code == 200


def test_a_provider_that_calls_itself_otherwise_is_not_the_college(college: College) -> None:
    desk = desk_server(oidc_issuer=college.url + "/", oidc_client_id=CLIENT, oidc_client_secret=SECRET)
    with desk.browser() as client:
        not_let_in(client, client.get(WAY), 502, "could not be trusted")


def test_a_wrong_client_secret_is_an_answer_and_no_sign_in(college: College) -> None:
    desk = desk_server(oidc_issuer=college.url, oidc_client_id=CLIENT, oidc_client_secret="not the secret")
    known_as(college, desk.hire())
    with desk.browser() as client:
        not_let_in(client, client.get(goes(client)), 502, "could not be trusted")


def test_behind_a_proxy_the_way_back_is_the_public_address(college: College) -> None:
    desk = desk_server(
        oidc_issuer=college.url, oidc_client_id=CLIENT, oidc_client_secret=SECRET, public_url="https://advisor.college.example"
    )
    with desk.browser() as client:
        asked = parse_qs(urlsplit(client.get(WAY).headers["location"]).query)
    assert asked["redirect_uri"] == ["https://advisor.college.example/desk/sign-in/college/back"]
