"""A small college whose one pathway has nothing to mend, to be broken in one place at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from knowledge.model import (
    AwardLevel,
    CredentialType,
    Education,
    Employer,
    English,
    Modality,
    Need,
    Pathway,
    PathwayStep,
    ProgramKind,
    TimeOfDay,
    WorkBasedKind,
    WorkBasedLearning,
)
from knowledge.review import review
from knowledge.review.result import PathwayReview
from tests.knowledge.build import CITED, TODAY, World, credential, delivery, education

EVENING = (delivery(TimeOfDay.EVENING),)


class Sound(World):
    """A pathway from no diploma to a degree, with everything the review looks for."""

    def __init__(self) -> None:
        super().__init__()
        self.occupation("welder", 40_000, credential("card"))
        self.occupation("lead", 60_000, credential("degree"))
        self.credential("ged", type=CredentialType.SECONDARY_SCHOOL, confers_education=Education.HIGH_SCHOOL)
        self.credential("card", type=CredentialType.CERTIFICATION, prepares_for=("welder",), stacks_into=("degree",))
        self.credential("degree", type=CredentialType.ASSOCIATE_DEGREE, prepares_for=("lead",))
        self.program("ged-class", kind=ProgramKind.INTEGRATED, prepares_for=("ged",), deliveries=EVENING)
        self.program("english", kind=ProgramKind.ENGLISH, confers_english=English.ADVANCED, deliveries=EVENING)
        self.course("weld-1")
        self.program(
            "short", requires=education(Education.HIGH_SCHOOL), awards=("card",), courses=("weld-1",), deliveries=EVENING
        )
        self.program(
            "long",
            kind=ProgramKind.CREDIT,
            award_level=AwardLevel.ASSOCIATE,
            requires=credential("card"),
            awards=("degree",),
            deliveries=(delivery(TimeOfDay.ANYTIME, Modality.ONLINE, None),),
        )
        self.service("advising", needs=(Need.ADVISING,), provider="college")
        self.service("tutors", needs=(Need.TUTORING,), provider="college")
        self.service("bus", needs=(Need.TRANSPORT,), provider="college")
        self.service("grant")
        self.transfer("to-state", ("long",), ("lead",))
        self.prior_learning("army", courses=("weld-1",))
        for key in ("plant", "shop"):
            self.employer(key)
        steps = (PathwayStep(program="short", exits=("welder",)), PathwayStep(program="long", exits=("lead",)))
        self.add(
            "pathways",
            Pathway(
                id="metal", name="Metal", name_es="Metal", description="Up", description_es="Arriba", cluster="work", goal="lead",
                steps=steps, entries=("ged-class", "english"), services=("advising", "tutors", "bus"), employers=("plant", "shop"),
                transfers=("to-state",), funding=("grant",), review_by=date(2027, 11, 1), **CITED,
            ),
        )  # fmt: skip

    def employer(self, key: str) -> None:
        offer = WorkBasedLearning(kind=WorkBasedKind.REGISTERED_APPRENTICESHIP, title="Apprentice", title_es="Aprendiz", detail="Learn",
                                  detail_es="Aprende", occupations=("welder",), paid=True)  # fmt: skip
        self.add("employers", Employer(id=key, name=key, city="Here", industry="Metal", clusters=("work",), offers=(offer,), hires=("welder",), **CITED))  # fmt: skip

    def change(self, kind: str, key: str, **fields: Any) -> None:
        self.records[kind][key] = replace(self.records[kind][key], **fields)

    def pathway(self, **fields: Any) -> None:
        self.change("pathways", "metal", **fields)


def reviewed(world: World, today: date = TODAY) -> PathwayReview:
    """The one pathway's review."""
    (told,) = review(world.catalog(), today).pathways
    return told


def codes(told: PathwayReview) -> list[str]:
    return [finding.code for finding in told.findings]
