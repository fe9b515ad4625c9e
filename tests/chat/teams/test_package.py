"""The app package against the code: what it asks of Teams is what we take, no more and no less."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from typing import Any

import pytest

from bot.channels.teams.events import READS_CHANNELS
from bot.channels.teams.package import manifest, package
from bot.channels.teams.read import SCOPES
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
