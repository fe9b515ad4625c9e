"""The stages of 'make run': each done once, again only when its inputs changed, and loud when it fails."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from rasa.engine.caching import LocalTrainingCache
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rich.console import Console

from bot import stages
from bot.guard import ear
from bot.settings import Settings

PRODUCTS = {"knowledge": "var/advisor.db", "ear": f"var/cache/{ear.FILE}", "model": "models/advisor.tar.gz"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project in the place of ours."""
    for path in (
        "config.yml",
        "domain.yml",
        "data/nlu/greet.yml",
        "bot/nlu/part.py",
        "bot/policies/answer.py",
        "bot/guard/ear.py",
        "bot/guard/examples/ordinary.yml",
        "knowledge/packs/millbrook/programs.yml",
        "knowledge/model/program.py",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("one")
    monkeypatch.setattr(stages, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def settings(project: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{project}/var/advisor.db",
        cache_dir=project / "var" / "cache",
        models_dir=project / "models",
        pack=project / "knowledge" / "packs" / "millbrook",
    )


@pytest.fixture
def done(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stages that were done; each leaves what it makes."""
    log: list[str] = []

    def do(command: list[str], *_: object, **__: object) -> None:
        name = "model" if "rasa" in command else "ear" if "bot.guard.train" in command else "knowledge"
        log.append(name)
        product = project / PRODUCTS[name]
        product.parent.mkdir(parents=True, exist_ok=True)
        product.touch()

    monkeypatch.setattr(stages, "_do", do)
    return log


def assert_done(done: list[str], *wanted: str) -> None:
    """These stages were done; ear and model, which are made beside each other, in either order."""
    assert [sorted(pair) for pair in _pairs(done)] == [sorted(pair) for pair in _pairs(list(wanted))]


def _pairs(names: list[str]) -> list[list[str]]:
    pairs: list[list[str]] = []
    for name in names:
        if pairs and name != "knowledge" and len(pairs[-1]) == 1 and pairs[-1][0] not in ("knowledge", name):
            pairs[-1].append(name)
        else:
            pairs.append([name])
    return pairs


def build(settings: Settings, **how: bool) -> str:
    out = io.StringIO()
    stages.build(settings, Console(file=out, width=200), **how)
    return out.getvalue()


def test_the_first_time_all_is_made_and_announced(settings: Settings, done: list[str]) -> None:
    told = build(settings)
    assert_done(done, "knowledge", "ear", "model")
    assert "Loading the knowledge base" in told
    assert "Training the crisis guard's ear" in told
    assert "Training the assistant" in told


def test_the_second_time_nothing_is_made_and_nothing_said(settings: Settings, done: list[str]) -> None:
    build(settings)
    assert build(settings) == ""
    assert_done(done, "knowledge", "ear", "model")


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("knowledge/packs/millbrook/programs.yml", "knowledge"),
        ("knowledge/model/program.py", "knowledge"),
        ("config.yml", "model"),
        ("domain.yml", "model"),
        ("data/nlu/greet.yml", "model"),
        ("bot/nlu/part.py", "model"),
        ("bot/policies/answer.py", "model"),
        ("data/nlu/greet.yml", "ear"),
        ("bot/guard/ear.py", "ear"),
        ("bot/guard/examples/ordinary.yml", "ear"),
    ],
)
def test_a_changed_input_is_a_reason_to_do_its_stage_again(
    project: Path, settings: Settings, done: list[str], changed: str, again: str
) -> None:
    build(settings)
    done.clear()
    (project / changed).write_text("two")
    build(settings)
    assert again in done
    assert set(done) <= {again, "model", *(["ear"] if changed.startswith("data") else [])}
    done.clear()
    build(settings)
    assert done == []


def test_a_new_or_a_removed_input_is_a_reason_too(project: Path, settings: Settings, done: list[str]) -> None:
    build(settings)
    done.clear()
    (project / "data/nlu/thanks.yml").write_text("new")
    build(settings)
    (project / "data/nlu/greet.yml").unlink()
    build(settings)
    assert_done(done, "ear", "model", "ear", "model")


def test_what_is_missing_is_made_again(project: Path, settings: Settings, done: list[str]) -> None:
    build(settings)
    done.clear()
    (project / "models/advisor.tar.gz").unlink()
    build(settings)
    (project / "var/advisor.db").unlink()
    build(settings)
    (project / PRODUCTS["ear"]).unlink()
    build(settings)
    assert done == ["model", "knowledge", "ear"]


def test_another_database_is_filled(project: Path, settings: Settings, done: list[str]) -> None:
    build(settings)
    done.clear()
    build(settings.model_copy(update={"database_url": f"sqlite:///{project}/var/other.db"}))
    assert "knowledge" in done


def test_a_pack_can_lie_elsewhere(settings: Settings, done: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    ours = tmp_path_factory.mktemp("our-college")
    (ours / "programs.yml").write_text("ours")
    elsewhere = settings.model_copy(update={"pack": ours})
    build(elsewhere)
    build(elsewhere)
    assert_done(done, "knowledge", "ear", "model")
    (ours / "programs.yml").write_text("changed")
    build(elsewhere)
    assert_done(done, "knowledge", "ear", "model", "knowledge")


def test_other_files_are_no_reason(project: Path, settings: Settings, done: list[str]) -> None:
    build(settings)
    done.clear()
    for path in ("data/notes.txt", "bot/nlu/__pycache__/part.cpython-312.py", "README.md"):
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text("two")
    build(settings)
    assert done == []


def test_training_can_be_asked_for(settings: Settings, done: list[str]) -> None:
    build(settings)
    done.clear()
    build(settings, force_model=True)
    assert done == ["model"]


def test_a_stage_that_fails_is_not_taken_for_done(settings: Settings, monkeypatch: pytest.MonkeyPatch, done: list[str]) -> None:
    def fail(*_: object, **__: object) -> None:
        raise typer.Exit(1)

    with monkeypatch.context() as patch:
        patch.setattr(stages, "_do", fail)
        with pytest.raises(typer.Exit):
            build(settings)
    build(settings)
    assert_done(done, "knowledge", "ear", "model")


def test_a_command_that_fails_is_shown_with_what_it_said(project: Path) -> None:
    out = io.StringIO()
    with pytest.raises(typer.Exit) as caught:
        stages._do(
            [sys.executable, "-c", "import os, sys; print('line 3 of programs.yml: no [source]'); sys.exit(4)"],
            Console(file=out, width=200),
            DATABASE_URL="postgresql://ana:s3cret@host/name",
        )
    assert caught.value.exit_code == 1
    assert "line 3 of programs.yml: no [source]" in out.getvalue()
    assert "failed, see above" in out.getvalue()
    assert "s3cret" not in out.getvalue()


def test_a_server_that_can_t_start_says_why_without_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All stages are fresh, and the database is away."""
    variables = {
        "DATABASE_URL": "postgresql+psycopg://ana:s3cret@127.0.0.1:1/advisor?connect_timeout=2",
        "CACHE_DIR": str(tmp_path),
    }
    with monkeypatch.context() as patch:
        patch.setattr(stages, "_do", lambda *_, **__: None)
        stages.build(Settings(database_url=variables["DATABASE_URL"], cache_dir=tmp_path), Console(file=io.StringIO()))
    (tmp_path / stages.EAR).touch()  # made, as far as a stage can see
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=stages.ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "postgresql+psycopg://ana:***@127.0.0.1:1/advisor" in done.stderr
    assert "Check DATABASE_URL and the server" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "s3cret" not in done.stdout + done.stderr


# ---- the fingerprint


def test_a_fingerprint_knows_names_bytes_and_words(project: Path) -> None:
    config, domain = project / "config.yml", project / "domain.yml"
    same = stages.fingerprint([config, domain], "x")
    assert stages.fingerprint([domain, config], "x") == same, "in any order"
    assert stages.fingerprint([config, domain], "y") != same
    assert stages.fingerprint([config], "x") != same
    config.write_text("two")
    assert stages.fingerprint([config, domain], "x") != same
    config.write_text("one")
    assert stages.fingerprint([config, domain], "x") == same
    config.rename(project / "renamed.yml")
    assert stages.fingerprint([project / "renamed.yml", domain], "x") != same


def test_bytes_do_not_run_into_the_next_file(project: Path) -> None:
    a, b = project / "a.yml", project / "b.yml"
    a.write_text("1"), b.write_text("22")
    first = stages.fingerprint([a, b])
    a.write_text("12"), b.write_text("2")
    assert stages.fingerprint([a, b]) != first


def test_a_model_is_trained_whole(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rasa would take a part that it trained before for the new one, where only the pipeline or the content behind it changed."""
    environments: list[dict[str, str]] = []
    monkeypatch.setattr(
        stages, "_do", lambda command, console, **given: environments.append(given) if "rasa" in command else None
    )
    stages.build(settings, Console(file=io.StringIO()))
    for name, value in environments[0].items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(settings.cache_dir / "rasa"))
    cache = LocalTrainingCache()
    cache.cache_output("inputs", object(), "part", LocalModelStorage.create(settings.cache_dir / "parts"))
    assert cache.get_cached_output_fingerprint("inputs") is None
