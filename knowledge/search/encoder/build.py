"""The runnable model in a cache folder: made once from the weights, found there ever after."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.search.encoder import model as names
from knowledge.search.encoder import weights

if TYPE_CHECKING:
    from onnx import ModelProto

GRAPH_VERSION = 2  # raise it whenever graph.py or the quantisation changes what comes out


class BuildError(RuntimeError):
    """The model could not be written to the cache folder. Says which file, what is wrong and what to do."""


def path_in(cache: Path, *, quantized: bool) -> Path:
    """Where the model is or will be in `cache`: named by the weights' hash, the graph's version and the precision."""
    precision = "int8" if quantized else "float32"
    return cache / f"all-MiniLM-L6-v2-{weights.SHA256[weights.WEIGHTS][:12]}-v{GRAPH_VERSION}-{precision}.onnx"


def words_of(path: Path) -> Path:
    """The file with the vectors of word pieces that belongs to a model."""
    return path.with_suffix(".words")


def ensure(cache: Path, *, quantized: bool) -> Path:
    """The path of the model, built first if it is not there: 1 s and 90 MB in float32, 3 s and 59 MB quantised, in two files.

    A file appears under its name only when complete, so several processes may call this at once: at worst each builds, and
    the last one's file, which is the same, stays.

    Raises WeightsError if the weights are missing or not the published ones, BuildError if the folder cannot be written.
    """
    path = path_in(cache, quantized=quantized)
    words = words_of(path)
    if path.is_file() and words.is_file():
        return path

    import onnx  # here and below: only building needs it, and it costs every start 0.2 s and 13 MB
    from onnx import helper

    from knowledge.search.encoder import graph

    model = graph.build(weights.load())
    onnx.checker.check_model(model)
    helper.set_model_props(model, {names.INDEPENDENT: "false" if quantized else "true"})
    unfinished = cache / f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        if quantized:
            _save_quantized(model, unfinished)
            model = onnx.load(unfinished)
        unfinished.write_bytes(_take_words(model, words.name))
        _finish(unfinished, words)  # first: the model is not there before all of it is
        onnx.save(model, unfinished)
        _finish(unfinished, path)
    except OSError as error:
        raise BuildError(
            f"The sentence model cannot be written to {path} ({error.strerror}). "
            "It needs a folder this user may write to with 100 MB free, and 200 MB free for temporary files: "
            "make room, or name another cache folder."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()
    return path


def _take_words(model: "ModelProto", location: str) -> bytes:
    """Take the vectors of word pieces, four fifths of the model, out of it, for a file that is mapped into memory.

    Of a mapped file the process holds what it reads, a row for each word piece that somebody used, not all 47 MB.
    """
    from onnx.external_data_helper import set_external_data

    table = max(model.graph.initializer, key=lambda tensor: len(tensor.raw_data))
    content = bytes(table.raw_data)
    set_external_data(table, location=location, offset=0, length=len(content))
    table.ClearField("raw_data")
    return content


def _finish(unfinished: Path, path: Path) -> None:
    """Give a file that is safely on disk its name."""
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.replace(path)


def _save_quantized(model: "ModelProto", path: Path) -> None:
    """Write `model` with its weight products in 8-bit integers, activations scaled as they come.

    One scale per output column. Weights keep to 7 bits, so that sums cannot overflow on processors without VNNI; on
    BANKING77 this costs nothing (0.854 against 0.854 in float32), while one scale per matrix costs a point.
    """
    from onnxruntime.quantization import quantize_dynamic
    from onnxruntime.quantization.quant_utils import add_pre_process_metadata

    add_pre_process_metadata(model)  # the graph needs none of it, and the advice would go to the root logger
    quantize_dynamic(model, path, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True)
