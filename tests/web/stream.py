"""A page's stream of events, read as it comes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.app import Student


class Stream:
    """Events in the order they come; each as its name, its id and its data."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._events = self._read()

    def next(self, name: str) -> dict[str, Any]:
        """The data of the next event of that name; others before it are passed over."""
        for event, _, data in self._events:
            if event == name:
                return data
        raise AssertionError(f"the stream ended without {name!r}")

    def ends(self) -> bool:
        """Whether nothing more comes; waits until the server ends it."""
        return next(self._events, None) is None

    def _read(self) -> Iterator[tuple[str, str | None, dict[str, Any]]]:
        event: dict[str, str] = {}
        for line in self.response.iter_lines():
            assert not line.startswith(": ping"), "nothing came for 15 seconds"
            if line:
                key, _, value = line.partition(": ")
                event[key] = value
            elif event:
                yield event["event"], event.get("id"), json.loads(event["data"])
                event = {}


@contextmanager
def stream(student: Student, **options: Any) -> Iterator[Stream]:
    """The stream of a visitor; where nothing comes for 20 seconds the read fails."""
    with student.client.stream("GET", "/api/events", timeout=20, **options) as response:
        assert response.status_code == 200, response.status_code
        yield Stream(response)
