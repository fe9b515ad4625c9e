"""YAML as plain values, with the line of every key and item kept beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from knowledge.pack.problems import Problem

Keys = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(path: Path, name: str) -> tuple[Any, dict[Keys, int], list[Problem]]:
    """The file's value, the 1-based line of each path of keys in it, and what keeps it from being read."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, {}, [Problem(name, line, "(file)", "is not UTF-8 text", "Save the file as UTF-8")]
    lines: dict[Keys, int] = {(): 1}
    problems: list[Problem] = []
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        value = _value(loader, node, (), lines, problems, name) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = f"is not valid YAML: {error.problem or error.context}"
        return None, {}, [Problem(name, line, "(file)", what, "Check indentation, quotes and colons on this line")]
    except yaml.YAMLError as error:
        return None, {}, [Problem(name, 1, "(file)", f"is not valid YAML: {error}", "Remove control characters")]
    return value, lines, problems


def _value(loader: Any, node: yaml.Node, at: Keys, lines: dict[Keys, int], problems: list[Problem], name: str) -> Any:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in result:
                problems.append(Problem(name, line, key, "stands twice", "Keep one of the two"))
            lines[(*at, key)] = line
            result[key] = _value(loader, value_node, (*at, key), lines, problems, name)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, (*at, i), lines, problems, name) for i, item in enumerate(node.value)]
    try:
        return loader.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError) as error:  # 2026-13-45 looks like a date and is none
        what = f"{node.value!r} can't be read ({error})"
        problems.append(
            Problem(name, node.start_mark.line + 1, str(at[-1]) if at else "(file)", what, "Write dates as YYYY-MM-DD")
        )
        return None


def line_of(lines: dict[Keys, int], at: Keys) -> int:
    """The line of the nearest key on the way to ``at`` that stands in the file."""
    while at not in lines:
        at = at[:-1]
    return lines[at]
