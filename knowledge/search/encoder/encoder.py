"""Texts to vectors."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge.search.encoder import build, model, weights

Vectors = NDArray[np.float32]

WIDTH = 384  # numbers in a vector
MAX_POSITIONS = 512  # word pieces the model has positions for
BATCH_TOKENS = 512  # word pieces, padding included, in one run of the model: more is no faster and takes more memory


@dataclass(frozen=True)
class _Runtime:
    """What encoding needs, once loaded. All of it may be used by several threads at once."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    batch_tokens: int


class SentenceEncoder:
    """Sentence vectors of a model that `build.ensure` made.

    Nothing is read until the first text is encoded. One encoder may be shared by threads; each call runs on its caller's
    thread alone. Pickling carries the paths, and the copy loads for itself.
    """

    def __init__(self, model_path: Path, tokenizer_path: Path, max_tokens: int = 128) -> None:
        """Of a longer text only the first `max_tokens` word pieces count, two of which are the model's own marks.

        128 is what the model was fine-tuned on. Raises ValueError outside 3 to 512.
        """
        if not 3 <= max_tokens <= MAX_POSITIONS:
            raise ValueError(f"max_tokens is {max_tokens}; it must be from 3 to {MAX_POSITIONS}.")
        self.model_path = model_path
        self.tokenizer_path = tokenizer_path
        self.max_tokens = max_tokens
        self._runtime: _Runtime | None = None
        self._loading = threading.Lock()

    def __reduce__(self) -> tuple[type["SentenceEncoder"], tuple[Path, Path, int]]:
        return SentenceEncoder, (self.model_path, self.tokenizer_path, self.max_tokens)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text: float32, shape (len(texts), 384), in the order given. The empty text has one too.

        A text's vector is the same (float32: within 1e-6) whatever texts are beside it. Raises FileNotFoundError if the model or
        tokenizer is gone.
        """
        if isinstance(texts, str):
            raise TypeError("encode takes a sequence of texts, not one text.")
        vectors = np.empty((len(texts), WIDTH), dtype=np.float32)
        if not texts:
            return vectors
        runtime = self.load()
        pieces = [runtime.tokenizer.encode(_storable(text)).ids for text in texts]
        for rows in _batches([len(ids) for ids in pieces], runtime.batch_tokens):
            vectors[rows] = _run(runtime.session, [pieces[row] for row in rows])
        return vectors

    def load(self) -> _Runtime:
        """Read model and tokenizer now (about 0.2 s), so that the first text does not wait for it. Later calls do nothing."""
        if self._runtime is None:
            with self._loading:
                if self._runtime is None:
                    self._runtime = self._read()
        return self._runtime

    def _read(self) -> _Runtime:
        for path in (self.model_path, self.tokenizer_path):
            if not path.is_file():
                raise FileNotFoundError(
                    f"{path} is not there. knowledge.search.encoder.encoder.shared() builds and finds both files."
                )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # as fast without, and a long text leaves nothing behind
        session = onnxruntime.InferenceSession(str(self.model_path), options, providers=["CPUExecutionProvider"])
        independent = session.get_modelmeta().custom_metadata_map.get(model.INDEPENDENT) == "true"
        tokenizer = Tokenizer.from_file(str(self.tokenizer_path))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self.max_tokens)
        return _Runtime(session, tokenizer, BATCH_TOKENS if independent else 1)


_shared: dict[tuple[Path, bool], SentenceEncoder] = {}
_sharing = threading.Lock()


def shared(cache: Path, *, quantized: bool) -> SentenceEncoder:
    """This process's one encoder on the model in `cache`, built first if it is not there (1 to 3 s).

    Raises WeightsError if the published files are missing or changed, BuildError if the folder cannot be written.
    """
    key = (cache.expanduser().absolute(), quantized)
    with _sharing:
        if key not in _shared:
            folder = weights.locate()
            weights.read(folder, weights.TOKENIZER)  # checked every time, since it is read from the package every time
            _shared[key] = SentenceEncoder(build.ensure(key[0], quantized=quantized), folder / weights.TOKENIZER)
        return _shared[key]


def _storable(text: str) -> str:
    """`text` with lone surrogates, which are not characters and which the tokenizer refuses, as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Rows to run together, shortest texts first, each batch at most `budget` word pieces once padded (or a single text)."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[row] * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(row)
    yield batch


def _run(session: onnxruntime.InferenceSession, pieces: Sequence[Sequence[int]]) -> Vectors:
    """One run of the model over texts as word-piece ids, padded to the longest. Returns (len(pieces), 384)."""
    ids = np.zeros((len(pieces), max(map(len, pieces))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, text in enumerate(pieces):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    vectors: Vectors = session.run([model.OUTPUT], {model.INPUT_IDS: ids, model.ATTENTION_MASK: mask})[0]
    return vectors
