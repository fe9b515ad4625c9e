"""What a browser is told on every response, where a request may come from, and what the page may load."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from bot.server import create_app
from bot.settings import Settings
from tests.app import ROOT, Student, application, parts, server, visitor
from tests.web.conftest import history, refused

FOLDER = ROOT / "bot" / "web" / "static"
STATIC = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())

RESPONSES = {
    "page": ("GET", "/", {}),
    "page not read": ("POST", "/", {"data": {"text": ""}}),
    "page too long": ("POST", "/", {"data": {"text": "a" * 9000}}),
    "redirect": ("POST", "/", {"data": {"text": "hi"}}),
    "form not read": ("POST", "/", {"content": b"x", "headers": {"content-type": "text/plain"}}),
    "reply": ("POST", "/api/messages", {"json": {"text": "hi"}}),
    "history": ("GET", "/api/messages", {}),
    "deleted": ("DELETE", "/api/messages", {}),
    "description": ("GET", "/api/openapi.json", {}),
    "health": ("GET", "/health", {}),
    "static": ("GET", "/static/page.css", {}),
    "not found": ("GET", "/nowhere", {}),
    "static not found": ("GET", "/static/nowhere", {}),
    "wrong method": ("PUT", "/api/messages", {}),
    "broken": ("POST", "/api/messages", {"content": b"{", "headers": {"content-type": "application/json"}}),
    "too large": ("POST", "/api/messages", {"content": b"x" * 300_000}),
    "other site": ("POST", "/api/messages", {"json": {"text": "hi"}, "headers": {"origin": "https://elsewhere.example"}}),
}


@pytest.mark.parametrize("name", RESPONSES)
def test_every_response_has_the_security_headers(student: Student, name: str) -> None:
    method, path, what = RESPONSES[name]
    answer = student.client.request(method, path, **what)
    _has_security_headers(answer)
    assert (answer.headers.get("cache-control") == "no-store") is (name != "static"), (
        "what a student said must not stay in a cache"
    )


def test_a_refusal_for_too_many_messages_has_them_too() -> None:
    with visitor(server("1/hour")) as client:
        answers = [client.post("/api/messages", json={"text": "hi"}) for _ in range(2)]
    assert answers[1].status_code == 429
    _has_security_headers(answers[1])


def test_an_unforeseen_failure_is_a_kind_500_with_them(student: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: Any) -> None:
        raise ZeroDivisionError("secret detail")

    with monkeypatch.context() as patch:
        patch.setattr(application().store, "exists", break_down)
        answer = student.client.get("/health")
        assert "sorry" in refused(answer, 500).lower()
        assert "secret" not in answer.text
        _has_security_headers(answer)
    assert student.client.get("/health").status_code == 200, "the connection and the server go on"


def _has_security_headers(answer: httpx.Response) -> None:
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    for part in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "script-src 'self'"):
        assert part in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    assert "server" not in answer.headers or "uvicorn" in answer.headers["server"]  # 'bot run' sends none


# ---- the cookie


def _cookie(answer: httpx.Response) -> dict[str, str]:
    name, *rest = answer.headers["set-cookie"].split("; ")
    return {"value": name.partition("=")[2], **{part.partition("=")[0].lower(): part.partition("=")[2] for part in rest}}


@pytest.mark.parametrize(
    ("path", "what"), [("/api/messages", {"json": {"text": "hi"}}), ("/", {"data": {"text": "hi"}})], ids=["api", "form"]
)
def test_the_cookie_is_kept_from_scripts_and_other_sites(student: Student, path: str, what: dict[str, Any]) -> None:
    cookie = _cookie(student.client.post(path, **what))
    assert "httponly" in cookie
    assert cookie["samesite"].lower() == "lax"
    assert cookie["path"] == "/"
    assert "domain" not in cookie
    assert int(cookie["max-age"]) == 30 * 86400
    assert len(cookie["value"]) == 43
    assert "secure" not in cookie, "the test server has no HTTPS"


def test_two_visitors_never_get_the_same_cookie(student: Student, another: Student) -> None:
    assert _cookie(student.client.post("/api/messages", json={"text": "hi"})) != _cookie(
        another.client.post("/api/messages", json={"text": "hi"})
    )


@pytest.mark.parametrize("deed", ["set", "cleared"])
def test_with_https_the_cookie_is_secure(student: Student, deed: str) -> None:
    """And lasts as long as the conversation is kept."""
    settings = Settings(cookie_secure=True, conversation_days=7)
    with_https = TestClient(create_app(parts(), settings), base_url="https://testserver")
    answer = with_https.post("/api/messages", json={"text": "hi"})
    if deed == "cleared":
        answer = with_https.delete("/api/messages")
    cookie = _cookie(answer)
    assert "secure" in cookie
    assert "httponly" in cookie
    assert cookie["max-age"] == ("0" if deed == "cleared" else str(7 * 86400))


# ---- other sites


FOREIGN = [
    {"origin": "https://elsewhere.example"},
    {"origin": "null"},
    {"origin": ""},
    {"origin": "http://["},
    {"origin": "http://127.0.0.1"},
    {"origin": "http://127.0.0.1.elsewhere.example"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_site_s_page_can_t_write_or_delete(student: Student, headers: dict[str, str]) -> None:
    student.says("i want to be a welder")
    assert "another site" in refused(student.client.post("/api/messages", json={"text": "hi"}, headers=headers), 403)
    assert "another site" in refused(student.client.delete("/api/messages", headers=headers), 403)
    page = student.client.post("/", data={"text": "start over"}, headers=headers)
    assert page.status_code == 403
    assert "another site" in page.text
    assert student.client.post("/", data={"do": "delete"}, headers=headers).status_code == 403
    assert [turn["text"] for turn in history(student)] == ["i want to be a welder"]


def test_our_own_page_can(student: Student, base_url: str) -> None:
    own = {"origin": base_url, "sec-fetch-site": "same-origin"}
    assert student.client.post("/api/messages", json={"text": "hi"}, headers=own).status_code == 200
    assert student.client.post("/", data={"text": "hi"}, headers=own).status_code == 303
    assert student.client.delete("/api/messages", headers=own).status_code == 204


def test_no_other_site_may_read(student: Student) -> None:
    answer = student.client.get("/api/messages", headers={"origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


# ---- the page and its files


class Loaded(HTMLParser):
    """What a page would load, send to or run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        self.inline += [f"{tag} {name}" for name in got if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in got):
            self.inline.append(tag)
        self.loads += [got[name] or "" for name in ("src", "srcset", "action", "formaction", "data", "poster") if name in got]
        if tag == "link":
            self.loads.append(got["href"] or "")
        elif tag == "a":
            self.links.append(got)


@pytest.fixture
def talked(student: Student) -> Student:
    """A visitor whose page shows a ladder, cards, sources and the crisis numbers."""
    for text in (
        "i work in a warehouse, want to fix robots, have hs diploma, 10 hrs a week evenings",
        "whats a phlebotomist make",
        "i dont want to be alive anymore",
    ):
        student.says(text)
    return student


def test_the_page_loads_nothing_from_elsewhere(talked: Student) -> None:
    page = Loaded(talked.client.get("/").text)
    assert len(page.loads) > 5
    assert not [url for url in page.loads if not re.match(r"/(?!/)", url)]


def test_the_page_has_no_inline_script_or_style(talked: Student) -> None:
    """The policy would forbid it."""
    assert Loaded(talked.client.get("/").text).inline == []


def test_links_to_other_sites_tell_them_nothing(talked: Student) -> None:
    away = [link for link in Loaded(talked.client.get("/").text).links if re.match("https?:", link["href"] or "")]
    assert away, "sources are linked"
    for link in away:
        assert (link["href"] or "").startswith("https:")
        assert "noopener" in (link.get("rel") or "")


@pytest.mark.parametrize("file", STATIC)
def test_static_files_are_served_and_name_no_other_site(student: Student, file: str) -> None:
    answer = student.client.get(f"/static/{file}")
    assert answer.status_code == 200
    assert answer.content == (FOLDER / file).read_bytes()
    kind = {".js": "javascript", ".css": "text/css", ".svg": "image/svg+xml"}[Path(file).suffix]
    assert kind in answer.headers["content-type"]
    named = set(re.findall(r"https?://[^\s\"')]+", answer.text)) - {"http://www.w3.org/2000/svg"}
    assert not named
    assert not re.search(r"@import|(?:import|from)\s+[\"'](?!\./)", answer.text)


def test_every_file_the_page_names_is_there(student: Student) -> None:
    page = Loaded(student.client.get("/").text)
    for url in {url for url in page.loads if url.startswith("/static/")}:
        assert student.client.get(url).status_code == 200
        for further in re.findall(r"""(?:from\s+|url\()["']?\./([\w.-]+)""", student.client.get(url).text):
            assert student.client.get(f"/static/{further}").status_code == 200
