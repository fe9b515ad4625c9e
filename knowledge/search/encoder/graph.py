"""The sentence encoder as an ONNX graph, written from the weights by hand, one function per sub-layer.

The network is BERT (Devlin et al. 2018, https://arxiv.org/abs/1810.04805), whose encoder layer is the Transformer's (Vaswani
et al. 2017, https://arxiv.org/abs/1706.03762), in the size MiniLM distilled it to (Wang et al. 2020,
https://arxiv.org/abs/2002.10957). Pooling and normalisation are those of the model card
(https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2): mean over the attention mask, then length one.

Shapes in the comments: B texts, L tokens, H hidden width (384), A heads (12), D width of a head (32).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from knowledge.search.encoder.model import ATTENTION_MASK, INPUT_IDS, OUTPUT
from knowledge.search.encoder.weights import BertConfig, Weights

OPSET = 20  # the first with Gelu
IR_VERSION = 9  # the one that belongs to it


class _Graph:
    """Collects nodes and constants; every method returns the name of the value it adds."""

    def __init__(self, weights: Weights) -> None:
        self.config: BertConfig = weights.config
        self.tensors = weights.tensors
        self.nodes: list[NodeProto] = []
        self.constants: dict[str, TensorProto] = {}

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """A node with one output, named after its kind and place."""
        name = f"{kind}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def split(self, value: str, parts: int) -> list[str]:
        """`value` cut into equal parts along its first axis, which is then dropped."""
        name = f"Split.{len(self.nodes)}"
        pieces = [f"{name}.{part}" for part in range(parts)]
        self.nodes.append(helper.make_node("Split", [value], pieces, name=name, axis=0, num_outputs=parts))
        return [self.node("Squeeze", piece, self.integers(0)) for piece in pieces]

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """A constant, stored once under its name."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def integers(self, *values: int) -> str:
        """A vector of int64, as shapes and axes are given."""
        return self.constant("integers." + ",".join(map(str, values)), np.array(values, dtype=np.int64))

    def scalar(self, value: float) -> str:
        """A single float32."""
        return self.constant(f"float.{value}", np.array(value, dtype=np.float32))

    def weight(self, name: str) -> str:
        """A tensor of the checkpoint, as it is there."""
        return self.constant(name, self.tensors[name])


def build(weights: Weights) -> ModelProto:
    """The whole model: token ids and mask, both int64 (B, L), to unit vectors, float32 (B, H). B and L are free.

    L is at most the number of positions (512), and each row's mask has a 1. Token type ids are not an input: they are always 0.
    """
    graph = _Graph(weights)
    mask = graph.node("Cast", ATTENTION_MASK, to=TensorProto.FLOAT)
    bias = _mask_bias(graph, mask)
    hidden = _embeddings(graph)
    for layer in range(weights.config.layers):
        hidden = _layer(graph, f"encoder.layer.{layer}", hidden, bias)
    pooled = _mean_pool(graph, hidden, mask)
    graph.nodes.append(helper.make_node("LpNormalization", [pooled], [OUTPUT], name=OUTPUT, axis=-1, p=2))
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in (INPUT_IDS, ATTENTION_MASK)],
            [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch", weights.config.hidden])],
            list(graph.constants.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )


def _mask_bias(graph: _Graph, mask: str) -> str:
    """What is added to attention scores: 0 where a token is, the lowest float32 where padding is. (B, L) -> (B, 1, 1, L)"""
    padding = graph.node("Sub", graph.scalar(1.0), mask)
    lowest = graph.node("Mul", padding, graph.scalar(float(np.finfo(np.float32).min)))
    return graph.node("Unsqueeze", lowest, graph.integers(1, 2))


def _embeddings(graph: _Graph) -> str:
    """Sum of word, position and segment embeddings, normalised (BERT, section 3). (B, L) -> (B, L, H)

    There is only ever one segment, so its vector is added to the position table here, once.
    """
    words = graph.node("Gather", graph.weight("embeddings.word_embeddings.weight"), INPUT_IDS)
    segment = graph.tensors["embeddings.token_type_embeddings.weight"][0]
    table = graph.constant("embeddings.places", graph.tensors["embeddings.position_embeddings.weight"] + segment)
    length = graph.node("Shape", INPUT_IDS, start=1, end=2)
    places = graph.node("Slice", table, graph.integers(0), length, graph.integers(0))
    return _layer_norm(graph, "embeddings.LayerNorm", graph.node("Add", words, places))


def _layer(graph: _Graph, name: str, hidden: str, bias: str) -> str:
    """One encoder layer: attention, then feed-forward, each added to its input and normalised after. (B, L, H) kept"""
    attended = _linear(graph, f"{name}.attention.output.dense", _attention(graph, f"{name}.attention.self", hidden, bias))
    hidden = _layer_norm(graph, f"{name}.attention.output.LayerNorm", graph.node("Add", hidden, attended))
    return _layer_norm(graph, f"{name}.output.LayerNorm", graph.node("Add", hidden, _feed_forward(graph, name, hidden)))


def _attention(graph: _Graph, name: str, hidden: str, bias: str) -> str:
    """Multi-head scaled dot-product attention (Transformer, section 3.2). (B, L, H) -> (B, L, H)

    Query, key and value are one product, since three small ones are slower; the scale 1/sqrt(D) is in the query's weights.
    """
    heads, size = graph.config.heads, graph.config.head_size
    scale = np.float32(1.0 / np.sqrt(size))
    parts = [("query", scale), ("key", np.float32(1.0)), ("value", np.float32(1.0))]
    weight = np.concatenate([graph.tensors[f"{name}.{part}.weight"] * factor for part, factor in parts])
    offset = np.concatenate([graph.tensors[f"{name}.{part}.bias"] * factor for part, factor in parts])
    joined = graph.node("MatMul", hidden, graph.constant(f"{name}.joined.weight", weight.T))
    joined = graph.node("Add", joined, graph.constant(f"{name}.joined.bias", offset))  # (B, L, 3H)
    joined = graph.node("Reshape", joined, graph.integers(0, 0, len(parts), heads, size))  # 0 keeps B and L
    query, key, value = graph.split(graph.node("Transpose", joined, perm=[2, 0, 3, 1, 4]), len(parts))  # (B, A, L, D) each

    scores = graph.node("MatMul", query, graph.node("Transpose", key, perm=[0, 1, 3, 2]))  # (B, A, L, L)
    shares = graph.node("Softmax", graph.node("Add", scores, bias), axis=-1)
    context = graph.node("Transpose", graph.node("MatMul", shares, value), perm=[0, 2, 1, 3])  # (B, L, A, D)
    return graph.node("Reshape", context, graph.integers(0, 0, graph.config.hidden))


def _feed_forward(graph: _Graph, name: str, hidden: str) -> str:
    """Widen, exact (erf) GELU, narrow (Transformer, section 3.3; BERT, appendix A.2). (B, L, H) -> (B, L, H)"""
    wide = graph.node("Gelu", _linear(graph, f"{name}.intermediate.dense", hidden), approximate="none")
    return _linear(graph, f"{name}.output.dense", wide)


def _linear(graph: _Graph, name: str, value: str) -> str:
    """`value` times the weight's transpose plus the bias. The checkpoint's weights are (out, in)."""
    product = graph.node("MatMul", value, graph.constant(f"{name}.weight", graph.tensors[f"{name}.weight"].T))
    return graph.node("Add", product, graph.weight(f"{name}.bias"))


def _layer_norm(graph: _Graph, name: str, value: str) -> str:
    """Layer normalisation over the last axis (Ba et al. 2016, https://arxiv.org/abs/1607.06450)."""
    scale, offset = graph.weight(f"{name}.weight"), graph.weight(f"{name}.bias")
    return graph.node("LayerNormalization", value, scale, offset, axis=-1, epsilon=graph.config.layer_norm_epsilon)


def _mean_pool(graph: _Graph, hidden: str, mask: str) -> str:
    """Mean of the token vectors the mask lets through (model card, `mean_pooling`). (B, L, H), (B, L) -> (B, H)"""
    kept = graph.node("Mul", hidden, graph.node("Unsqueeze", mask, graph.integers(2)))
    total = graph.node("ReduceSum", kept, graph.integers(1), keepdims=0)
    return graph.node("Div", total, graph.node("ReduceSum", mask, graph.integers(1), keepdims=1))
