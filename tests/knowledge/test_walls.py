"""Who may know whom. The rooms of docs and DESIGN stay apart, or no one can take one without the rest."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOMS = ("knowledge", "actions", "bot")

PLATFORMS = ("slack_bolt", "slack_sdk", "microsoft_agents", "msal")

# Each: the files of the wall, and the modules they may not know.
WALLS = {
    "knowledge knows nothing of Rasa, the actions or the bot": ("knowledge", ("rasa", "rasa_sdk", "actions", "bot")),
    "the model is plain dataclasses": (
        "knowledge/model",
        ("sqlalchemy", "pydantic", "alembic", "knowledge.store", "knowledge.planner", "knowledge.pack"),
    ),
    "the planner is pure functions over the model": (
        "knowledge/planner",
        ("sqlalchemy", "pydantic", "alembic", "knowledge.store", "knowledge.pack"),
    ),
    "the core of the advisors' cases knows no database": ("bot/cases", ("sqlalchemy",)),
    "actions know nothing of the bot": ("actions", ("bot", "rasa", "sqlalchemy")),
    "the bot reaches actions by name, through the executor": ("bot", ("actions",)),
    "what chats share knows no platform": ("bot/chat", ("bot.channels", *PLATFORMS)),
    "the conversation knows no channel": ("bot/conversation", ("bot.channels", "bot.chat", *PLATFORMS)),
    "the desk knows no channel": ("bot/desk", ("bot.channels", "bot.chat", *PLATFORMS)),
    "the cases know no channel": ("bot/cases", ("bot.channels", "bot.chat", *PLATFORMS)),
}


def files(root: Path, room: str) -> list[Path]:
    """The room's own Python files; the stand-in for TensorFlow is a package of its own."""
    return sorted(path for path in (root / room).rglob("*.py") if not path.is_relative_to(root / "bot" / "absent"))


def imports(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of every module a file imports, at its top or within, and what it takes from it."""
    package = path.relative_to(root).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = (
                [*package[: len(package) - node.level + 1], *([node.module] if node.module else [])]
                if node.level
                else [node.module or ""]
            )
            yield node.lineno, ".".join(base)
            yield from ((node.lineno, ".".join([*base, alias.name])) for alias in node.names)
        elif (
            isinstance(node, ast.Call)
            and _name(node.func) in ("import_module", "__import__")
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node.lineno, str(node.args[0].value)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def breaches(root: Path, room: str, barred: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(root)}:{line} imports {name}"
        for path in files(root, room)
        for line, name in imports(path, root)
        if any(name == module or name.startswith(f"{module}.") for module in barred)
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_the_room_is_there_to_be_walled(root: Path, room: str) -> None:
    assert files(root, room), f"no Python files under {room}/"


@pytest.mark.parametrize(("room", "barred"), WALLS.values(), ids=WALLS)
def test_walls_hold(root: Path, room: str, barred: tuple[str, ...]) -> None:
    assert breaches(root, room, barred) == []


def test_channels_never_know_each_other(root: Path) -> None:
    channels = sorted(
        path.name.removesuffix(".py") for path in (root / "bot" / "channels").iterdir() if path.suffix == ".py" or path.is_dir()
    )
    found = []
    for channel in channels:
        others = tuple(f"bot.channels.{other}" for other in channels if other not in (channel, "__init__", "__pycache__"))
        here = f"bot/channels/{channel}"
        found += breaches(root, here, others) if (root / here).is_dir() else breaches_of_file(root, root / f"{here}.py", others)
    assert found == []


def breaches_of_file(root: Path, path: Path, barred: tuple[str, ...]) -> list[str]:
    return [f"{path.name}:{line} imports {name}" for line, name in imports(path, root) if name.startswith(barred)]


def test_the_check_sees_imports_of_every_form(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge" / "planner"
    folder.mkdir(parents=True)
    (folder / "a.py").write_text(
        "import rasa.core\nfrom bot import settings\ndef f():\n    from ..store import x\n    __import__('actions.more')\nimport rasal\n",
        encoding="utf-8",
    )
    told = breaches(tmp_path, "knowledge", ("rasa", "bot", "actions", "knowledge.store"))
    assert [line.split(":")[1] for line in told] == [
        "1 imports rasa.core",
        "2 imports bot",
        "2 imports bot.settings",
        "4 imports knowledge.store",
        "4 imports knowledge.store.x",
        "5 imports actions.more",
    ]
