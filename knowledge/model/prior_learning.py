"""What a student already knows and how it counts: military training, held certifications, exams, work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from knowledge.model.basics import Education, Record, Ref, words


class PriorLearningKind(StrEnum):
    MILITARY = "military"
    CERTIFICATION = "certification"
    EXAM = "exam"
    WORK = "work"
    APPRENTICESHIP = "apprenticeship"


@dataclass(frozen=True, kw_only=True)
class PriorLearningRule(Record):
    """Evidence and what it is worth here.

    ``grants`` are credentials counted as held (their steps are skipped); ``courses`` are credited; ``credits`` is the
    number of credits typically awarded. ``skip`` says in plain words what can be skipped and why; ``confirm`` who
    decides and what papers they need.
    """

    KIND: ClassVar[str] = "prior_learning"

    name: str
    name_es: str
    kind: PriorLearningKind
    skip: str
    skip_es: str
    confirm: str
    confirm_es: str
    branch: str | None = None  # Army, Navy, ...
    code: str | None = None  # 68W
    aliases: tuple[str, ...] = words()
    held: Annotated[str, Ref("credential")] | None = None  # for kind certification: the credential that is evidence
    grants: tuple[Annotated[str, Ref("credential")], ...] = words()
    courses: tuple[Annotated[str, Ref("course")], ...] = words()
    credits: int | None = None
    confers_education: Education | None = None
    occupations: tuple[Annotated[str, Ref("occupation")], ...] = words()  # civilian work it is close to
