"""Rasa as it is published, in an environment of its own, for side-by-side figures: Python 3.10, TensorFlow, Rasa's own pins.

It is no part of the project and of ``make test``: a folder ``var/peer`` (2.5 GB, half a minute where packages are cached),
made at the first benchmark that asks for it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "peer"
# 3.10 is the newest Python that Rasa's metadata allows. 3.12 stands second so that a uv kept in pyenv's 3.12 is found too.
PYTHONS = "3.10\n3.12\n"
# Rasa's own requirements decide all other versions. It imports pkg_resources, which setuptools dropped in 81.
REQUIREMENTS = ["rasa==3.6.21", "setuptools<81"]


class PeerError(RuntimeError):
    """The peer's environment could not be made. Says which step failed, and what it printed."""


def environment() -> Path:
    """The folder ``var/peer``, with Rasa 3.6.21 installed in it. Built by uv at the first call; later calls find it.

    Prints what it does. Raises PeerError if uv is missing, or if Python 3.10 or a package cannot be had.
    """
    stamp = FOLDER / ".requirements"
    wanted = PYTHONS + "\n".join(REQUIREMENTS)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and python().exists():
        return FOLDER
    print(f"Installing Rasa's published release in {FOLDER.relative_to(ROOT)}: 2.5 GB, half a minute or more ...", flush=True)
    stamp.unlink(missing_ok=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / ".python-version").write_text(PYTHONS, encoding="utf-8")
    _run(_uv(), "venv", "--quiet", "--clear", "--python", "3.10", ".venv")
    _run(_uv(), "pip", "install", "--quiet", "--python", str(python()), *REQUIREMENTS)
    _run(str(python()), "-c", "import rasa, tensorflow")
    frozen = _run(_uv(), "pip", "freeze", "--python", str(python()))
    (FOLDER / "versions.txt").write_text(frozen, encoding="utf-8")
    stamp.write_text(wanted, encoding="utf-8")
    return FOLDER


def python() -> Path:
    """The peer's interpreter; it is there once `environment` has returned."""
    return FOLDER / ".venv" / "bin" / "python"


def variables(**more: str) -> dict[str, str]:
    """Environment variables for a process of the peer's: the caller's without what ties it to our environment, and quiet."""
    ours = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "PYTHONWARNINGS", "UV_PROJECT_ENVIRONMENT")
    quiet = {
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
    }
    return {name: value for name, value in os.environ.items() if name not in ours} | quiet | more


def _uv() -> str:
    """uv from the path where it works in the peer's folder, else the one that the Makefile keeps."""
    for found in (shutil.which("uv"), str(ROOT / "var" / "uv" / "bin" / "uv")):
        if found and Path(found).exists() and _quiet(found, "--version").returncode == 0:
            return found
    raise PeerError("uv is not on the path, and var/uv has none: run `make env` first.")


def _run(*command: str) -> str:
    """What a step printed. Raises PeerError if it failed."""
    done = _quiet(*command)
    if done.returncode != 0:
        raise PeerError(f"{' '.join(command)} failed in {FOLDER}:\n{done.stdout}{done.stderr}")
    return done.stdout


def _quiet(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=FOLDER, env=variables(), capture_output=True, text=True, check=False)


if __name__ == "__main__":
    try:
        print(environment())
    except PeerError as error:
        sys.exit(str(error))
