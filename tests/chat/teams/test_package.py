"""The app package against the code: what it asks of Teams is what we take, no more and no less."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute

from bot.__main__ import app as command_line
from bot.channels.teams.events import READS_CHANNELS
from bot.channels.teams.package import manifest, package
from bot.channels.teams.read import SCOPES
from bot.channels.teams.routes import MESSAGES
from bot.settings import Settings
from tests import app
from tests.chat.signed_teams import APP

HOST = "advisor.college.edu"


@pytest.fixture
def filled() -> dict[str, Any]:
    return manifest(APP, HOST)


def test_it_asks_for_the_conversations_that_are_read(filled: dict[str, Any]) -> None:
    (bot,) = filled["bots"]
    assert set(bot["scopes"]) == set(SCOPES)
    assert {scope for commands in bot["commandLists"] for scope in commands["scopes"]} <= set(SCOPES)


def test_it_asks_for_one_permission_and_says_in_its_description_why(filled: dict[str, Any]) -> None:
    assert filled["authorization"]["permissions"] == {"resourceSpecific": [{"name": READS_CHANNELS, "type": "Application"}]}
    assert "reads the messages of its channels" in filled["description"]["full"]
    assert filled["webApplicationInfo"]["resource"], "Teams takes no permission without one"


def test_it_is_the_app_of_the_settings_on_its_own_host(filled: dict[str, Any]) -> None:
    assert {filled["id"], filled["bots"][0]["botId"], filled["webApplicationInfo"]["id"]} == {APP}
    assert filled["validDomains"] == [HOST]
    assert not re.search(r"\{\{\w", json.dumps(filled))


def test_it_keeps_the_limits_of_the_schema(filled: dict[str, Any]) -> None:
    needed = {"$schema", "manifestVersion", "version", "id", "developer", "name", "description", "icons", "accentColor"}
    assert needed <= set(filled)
    assert f"/v{filled['manifestVersion']}/" in filled["$schema"]
    assert len(filled["name"]["short"]) <= 30
    assert len(filled["description"]["short"]) <= 80
    assert len(filled["description"]["full"]) <= 4000
    for commands in filled["bots"][0]["commandLists"]:
        assert len(commands["commands"]) <= 10
        for command in commands["commands"]:
            assert len(command["title"]) <= 32
            assert len(command["description"]) <= 128


def test_the_package_holds_the_manifest_and_icons_of_the_right_size() -> None:
    with zipfile.ZipFile(io.BytesIO(package(APP, HOST))) as file:
        assert json.loads(file.read("manifest.json")) == manifest(APP, HOST)
        sizes = {name: struct.unpack(">II", file.read(name)[16:24]) for name in file.namelist() if name.endswith(".png")}
    assert sizes == {"color.png": (192, 192), "outline.png": (32, 32)}


@pytest.mark.parametrize(
    "host", ["https://advisor.college.edu", "advisor.college.edu:8000", "localhost", "", "a b.edu", "advisor.college.edu/"]
)
def test_an_address_is_no_host(host: str) -> None:
    with pytest.raises(ValueError, match="is not the name of a host"):
        manifest(APP, host)


def test_without_an_app_there_is_no_package() -> None:
    with pytest.raises(ValueError, match="TEAMS_APP_ID"):
        manifest("", HOST)


def test_teams_calls_where_we_listen(root: Path) -> None:
    guide = (root / "docs" / "teams.md").read_text(encoding="utf-8")
    (teams,) = (channel for channel in app.parts().channels if channel.platform == "teams")
    ours = {(method, route.path) for route in teams.router.routes if isinstance(route, APIRoute) for method in route.methods}
    assert ours == {("POST", MESSAGES)}
    assert f"`https://{HOST}{MESSAGES}`" in guide


def test_the_guide_names_only_settings_files_and_commands_that_exist(root: Path) -> None:
    guide = (root / "docs" / "teams.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:TEAMS|CHAT|PUBLIC|URGENT|CONVERSATION)_[A-Z_]+\b|\bALERTS\b", guide))
    settings = {name.upper() for name in Settings.model_fields}
    assert named <= settings
    assert {name for name in settings if name.startswith("TEAMS_")} <= named
    for link in re.findall(r"\]\((\w[\w-]*\.md)\)", guide):
        assert (root / "docs" / link).exists()
    for file in re.findall(r"`((?:bot|tests|docs)/[\w./]+)`", guide):
        assert (root / file).exists()
    for name in ("manifest.json", "color.png", "outline.png"):
        assert f"`{name}`" in guide
        assert (root / "bot" / "channels" / "teams" / name).exists()
    commands = {command.name or command.callback.__name__ for command in command_line.registered_commands if command.callback}
    commands |= {group.name for group in command_line.registered_groups}
    asked = set(re.findall(r"python -m bot ([a-z]+)", guide))
    assert {"alerts", "chats"} <= asked <= commands


def test_the_guide_explains_each_word_of_a_refusal(root: Path) -> None:
    guide = (root / "docs" / "teams.md").read_text(encoding="utf-8")
    source = (root / "bot" / "channels" / "teams" / "gate.py").read_text(encoding="utf-8")
    reasons = set(re.findall(r'Refused\("(\w+)"\)', source))
    assert len(reasons) > 10
    assert {reason for reason in reasons if f"`{reason}`" not in guide} == set()
