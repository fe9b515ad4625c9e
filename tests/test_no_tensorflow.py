"""Rasa runs without TensorFlow: its names are there, and a component that needs more says so in a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import tensorflow as tf

TINY = {
    "config.yml": "recipe: default.v1\nlanguage: en\nassistant_id: tiny\npipeline:\n- name: WhitespaceTokenizer\n- name: CountVectorsFeaturizer\n- name: {component}\npolicies:\n- name: RulePolicy\n",
    "domain.yml": 'version: "3.1"\nintents: [greet, bye]\nresponses:\n  utter_greet:\n  - text: hi\n',
    "data/nlu.yml": 'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hi\n    - hello\n- intent: bye\n  examples: |\n    - bye\n    - see you\n',
}


def test_the_installed_stand_in_is_ours(root: Path) -> None:
    """A changed one is installed by 'uv sync'."""
    source = root / "bot" / "absent" / "tensorflow" / "tensorflow" / "__init__.py"
    assert Path(tf.__file__).read_text(encoding="utf-8") == source.read_text(encoding="utf-8")


def test_every_name_rasa_asks_for_resolves() -> None:
    import tensorflow.keras.backend
    import tensorflow_addons.layers
    from tensorflow.keras.layers import Layer
    from tensorflow.python.keras.utils import tf_utils  # noqa: F401

    assert tf.__version__ == "2.12.0"
    assert tf.Tensor | None
    assert issubclass(type("OurLayer", (Layer,), {}), Layer)
    assert tf.function(len) is len, "as a decorator it changes nothing"
    assert tensorflow.keras.backend.epsilon
    assert tensorflow_addons.layers.Whatever


def test_every_part_of_rasa_can_be_imported() -> None:
    import rasa.core.policies.ted_policy
    import rasa.nlu.classifiers.diet_classifier
    import rasa.nlu.selectors.response_selector  # noqa: F401


def test_a_picture_can_be_drawn_beside_it(tmp_path: Path) -> None:
    """matplotlib asks TensorFlow of every value whether it is a tensor; a stand-in for an answer had it ask without end."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots()
    axes.barh(["greet", "bye"], [0.9, 0.8])
    figure.savefig(tmp_path / "picture.svg")
    pyplot.close(figure)
    assert (tmp_path / "picture.svg").stat().st_size > 0


def test_to_use_it_is_an_error_that_says_what_to_do() -> None:
    class Model(tf.keras.Model):
        pass

    with pytest.raises(tf.TensorFlowIsAbsent, match=r"LogisticRegressionClassifier.*config\.yml.*0002-no-tensorflow"):
        Model(1, 2)


def test_the_decision_it_names_is_there(root: Path) -> None:
    assert (root / "docs" / "decisions" / "0002-no-tensorflow.md").is_file()


def test_training_diet_fails_with_the_sentence_and_no_traceback(tmp_path: Path) -> None:
    for name, text in TINY.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text.replace("{component}", "DIETClassifier"))
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "rasa", "train", "nlu", "--nlu", "data"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert "TensorFlowIsAbsent: This installation has no TensorFlow. DIETClassifier, TEDPolicy, ResponseSelector" in told
    assert "Traceback" not in told
    assert not list(tmp_path.glob("models/*"))
