"""The first student waits for nothing that can be got ready before."""

from __future__ import annotations

import asyncio

import pytest

from bot.nlu.linking.index import Index
from tests.app import application


def test_what_may_be_described_is_read_before_the_first_student_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a fresh checkout its vectors are made then, which takes ten seconds and more."""
    asked: list[str] = []
    nearest = Index.nearest
    monkeypatch.setattr(Index, "nearest", lambda self, label, text: asked.append(text) or nearest(self, label, text))
    asyncio.run(application().agent.warm())
    assert asked
