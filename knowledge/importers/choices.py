"""What the person who imports chose, checked against the format and joined with what was chosen before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.importers.contract import Options
from knowledge.importers.files import Files
from knowledge.importers.problems import ImportProblem
from knowledge.merge import identity
from knowledge.opendata import awards
from knowledge.opendata.opendata import OpenData
from knowledge.opendata.tables import OWNED
from knowledge.search import folding
from knowledge.store import KnowledgeStore

# Code elsewhere that makes what an import keeps: folded titles, plain words, usual lengths of the award levels.
MAKES = (folding, identity, awards)
PICKING = "ipeds"  # the format of which colleges are picked


def check(format: str, path: Path, options: Options) -> None:
    """Refuse options that the format has no use for.

    Raises:
        ImportProblem: which option, and what to leave out.
    """
    picks = options.colleges or options.states or options.add
    if picks and format != PICKING:
        raise ImportProblem(
            str(path), None, None, f"colleges and states are picked of '{PICKING}' only", "Leave --college, --state and --add out"
        )
    if options.name and format in OWNED:
        raise ImportProblem(str(path), None, None, f"there is one '{format}' only, without a name", "Leave --name out")
    belonging = {"--provider": options.provider, "--statewide": options.statewide}
    if format in OWNED and (useless := " and ".join(flag for flag, given in belonging.items() if given)):
        verb = "are" if " and " in useless else "is"
        what = f"{useless} {verb} for what a college or a state brings of its own, not for '{format}'"
        raise ImportProblem(str(path), None, None, what, f"Leave {useless} out")


def joined(options: Options, before: dict[str, Any] | None) -> Options:
    """With ``add``, the colleges and states picked now and before; all of them where before all were."""
    if not options.add or before is None:
        return replace(options, colleges=tuple(sorted(set(options.colleges))), states=tuple(sorted(set(options.states))))
    if not before["colleges"] and not before["states"]:
        return replace(options, colleges=(), states=())
    colleges, states = {*options.colleges, *before["colleges"]}, {*options.states, *before["states"]}
    return replace(options, colleges=tuple(sorted(colleges)), states=tuple(sorted(states)))


def named(store: KnowledgeStore, url: str, options: Options) -> Options:
    """With the name of the provider, by which a source is cited whose files don't say whose they are."""
    if not options.provider:
        return options
    if held := store.read().providers.get(options.provider):
        return replace(options, provider_name=held.name)
    data = OpenData(url)
    try:
        listed = (college.name for college in data.colleges() if college.provider == options.provider)
        return replace(options, provider_name=next(listed, None))
    finally:
        data.close()


def digest(files: Files, options: Options) -> str:
    """Over the files, the options and the code that reads them: after an upgrade the same files may read otherwise."""
    code = hashlib.sha256()
    own = sorted(p for p in Path(__file__).parent.rglob("*") if p.is_file() and p.suffix != ".pyc")
    for part in (*own, *(Path(str(module.__file__)) for module in MAKES)):
        code.update(part.read_bytes())
    return hashlib.sha256(f"{files.digest()} {json.dumps(options.kept())} {code.hexdigest()}".encode()).hexdigest()
