"""What may be described: its vectors are made once, and after an edit of the content only the edit's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.linking.index import Index
from bot.nlu.linking.names import Name
from knowledge.search.encoder.encoder import SentenceEncoder, Vectors, shared

NURSE, WELDER, BAKER = "people who care for patients", "people who join metal", "people who bake bread"


class Counting(SentenceEncoder):
    """The built encoder, which notes the texts it reads."""

    def __init__(self, real: SentenceEncoder) -> None:
        super().__init__(real.model_path, real.tokenizer_path)
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.read += texts
        return super().encode(texts)


@pytest.fixture
def encoder(root: Path) -> Counting:
    return Counting(shared(root / "var" / "cache", quantized=True))


def index(encoder: Counting, cache: Path, *texts: str) -> Index:
    return Index([Name("occupation", text, text) for text in texts], lambda: encoder, cache)


def test_the_next_start_reads_nothing_anew(encoder: Counting, tmp_path: Path) -> None:
    index(encoder, tmp_path, NURSE, WELDER).nearest("occupation", NURSE)
    encoder.read.clear()
    assert index(encoder, tmp_path, NURSE, WELDER).nearest("occupation", "join metal")[0][0] == WELDER
    assert encoder.read == ["join metal"]


def test_after_an_edit_only_what_is_new_is_read(encoder: Counting, tmp_path: Path) -> None:
    index(encoder, tmp_path, NURSE, WELDER).nearest("occupation", NURSE)
    encoder.read.clear()
    edited = index(encoder, tmp_path, BAKER, WELDER, NURSE).nearest("occupation", "bake bread")
    assert encoder.read == [BAKER, "bake bread"]
    whole = index(encoder, tmp_path / "empty", BAKER, WELDER, NURSE).nearest("occupation", "bake bread")
    assert [key for key, _ in edited] == [key for key, _ in whole]
    np.testing.assert_allclose([score for _, score in edited], [score for _, score in whole], atol=1e-6)
