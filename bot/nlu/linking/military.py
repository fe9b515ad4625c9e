"""Military work told in two places: "I was in the army as a cook", "medic, national guard"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import yaml

from bot.nlu.linking.found import Found
from bot.nlu.linking.names import Name
from bot.nlu.words import plain

FILE = Path(__file__).parent / "military.yml"
REACH = 60  # characters between the branch and the job
HELD = "held"


@cache
def _said() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Branch by each of its names; the names of each job."""
    content: dict[str, dict[str, list[str]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {plain(n): branch for branch, names in content["branches"].items() for n in names}, content["jobs"]


def military_words() -> list[str]:
    """The words in which branches and jobs are told, for the spelling bridge."""
    branches, jobs = _said()
    return [word for name in [*branches, *jobs, *(n for names in jobs.values() for n in names)] for word in plain(name).split()]


class Service:
    """Knows each job of each branch from the names of the records of military learning ("army cook")."""

    def __init__(self, names: Iterable[Name]) -> None:
        branches, also = _said()
        self._jobs: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for name in names:
            text = plain(name.text)
            branch = next((b for b in also_branches(branches) if text.startswith(b + " ")), None)
            if name.label == "prior_learning" and branch:
                job = text.removeprefix(branch + " ")
                for said in [job, *also.get(job, [])]:
                    if name.id not in self._jobs[branch][plain(said)]:
                        self._jobs[branch][plain(said)].append(name.id)
        self._branch = re.compile(r"\b(" + "|".join(sorted(map(re.escape, branches), key=len, reverse=True)) + r")\b")
        self._job = {
            branch: re.compile(r"\b(" + "|".join(sorted(map(re.escape, jobs), key=len, reverse=True)) + r")s?\b")
            for branch, jobs in self._jobs.items()
        }

    def branches(self, text: str) -> list[tuple[int, int]]:
        """Where a branch of the service is named: the guard of "coast guard" is no security guard."""
        return [place.span() for place in self._branch.finditer(text)]

    def find(self, text: str) -> Iterator[Found]:
        """Military work in a folded message: branch and job, in either order, near each other."""
        branches, _ = _said()
        for place in self._branch.finditer(text):
            branch = branches[place[1]]
            if branch not in self._job:
                continue
            near = [
                m
                for m in self._job[branch].finditer(text)
                if not _overlap(m, place) and _gap(m, place) <= REACH and _joined(text, m, place)
            ]
            if near:
                job = min(near, key=lambda m: _gap(m, place))
                start, end = min(job.start(), place.start()), max(job.end(), place.end())
                for key in self._jobs[branch][job[1]]:
                    yield Found("prior_learning", key, start, end, text[start:end], HELD)
                return


def also_branches(branches: dict[str, str]) -> list[str]:
    """The branches as the pack names them, the longest first."""
    return sorted(set(branches.values()), key=len, reverse=True)


def _overlap(a: re.Match[str], b: re.Match[str]) -> bool:
    return a.start() < b.end() and b.start() < a.end()


def _gap(a: re.Match[str], b: re.Match[str]) -> int:
    return max(a.start() - b.end(), b.start() - a.end())


def _joined(text: str, a: re.Match[str], b: re.Match[str]) -> bool:
    """Whether both stand in one statement: "was in the army, want to be a cook" tells of two."""
    between = text[min(a.end(), b.end()) : max(a.start(), b.start())]
    return not re.search(
        r"[.;!?]|\b(?:want|wanna|become|now|quiero|ahora|but|pero|so|then|after|interested|looking|like to|help|classes|program|class)\b",
        between,
    )
