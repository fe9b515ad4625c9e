"""Small catalogs for tests: name what matters, the rest is filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

from knowledge.catalog import Catalog
from knowledge.model import (
    AfterHours,
    Award,
    AwardLevel,
    Campus,
    CannedReply,
    ClosedDays,
    Cluster,
    ComponentCondition,
    ComponentKind,
    Constraint,
    Contact,
    Cost,
    Course,
    Credential,
    CredentialType,
    Deadline,
    Delivery,
    Education,
    Employer,
    English,
    FrameworkLevel,
    Modality,
    Need,
    Occupation,
    Outlook,
    Pathway,
    PathwayComponent,
    PathwayExample,
    PathwayModel,
    PathwayPoint,
    PathwayStep,
    Pay,
    PriorLearningKind,
    PriorLearningRule,
    Program,
    ProgramKind,
    Provider,
    ReplyTimes,
    Requirement,
    ServiceCategory,
    Skill,
    Source,
    SourceKind,
    Staff,
    SupportService,
    Team,
    TimeOfDay,
    TransferAgreement,
    WeeklyHours,
    WorkBasedKind,
    WorkBasedLearning,
)

TODAY = date(2026, 11, 22)
AS_OF = date(2026, 11, 1)
SOURCE = "college"
CITED: dict[str, Any] = {"source": SOURCE, "as_of": AS_OF}


def credential(key: str) -> Requirement:
    return Requirement(credential=key)


def course(key: str) -> Requirement:
    return Requirement(course=key)


def education(level: Education) -> Requirement:
    return Requirement(education=level)


def english(level: English) -> Requirement:
    return Requirement(english=level)


def age(years: int) -> Requirement:
    return Requirement(min_age=years)


def all_of(*parts: Requirement) -> Requirement:
    return Requirement(all_of=parts)


def any_of(*parts: Requirement) -> Requirement:
    return Requirement(any_of=parts)


def delivery(
    time: TimeOfDay = TimeOfDay.DAY, modality: Modality = Modality.IN_PERSON, campus: str | None = "main", **more: Any
) -> Delivery:
    return Delivery(**{"time": time, "modality": modality, "campus": campus, "starts": (date(2027, 1, 11),), **more})


class World:
    """A catalog in the making. Each method adds a record; ``catalog()`` gives them all."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Any]] = {kind: {} for kind in vars(Catalog())}
        self.add(
            "sources", Source(id=SOURCE, title="A catalog", publisher="A college", kind=SourceKind.DEMONSTRATION, published=AS_OF)
        )
        self.add(
            "clusters", Cluster(id="work", name="Work", name_es="Trabajo", description="Work", description_es="Trabajo", **CITED)
        )
        self.add("providers", Provider(id="college", name="A college", label="demonstration college", **CITED))
        self.campus("main")

    def add(self, kind: str, record: Any) -> None:
        self.records[kind][record.id] = record

    def campus(self, key: str) -> None:
        self.add("campuses", Campus(id=key, name=key, provider="college", address="1 Road", **CITED))

    def occupation(self, key: str, pay: int, requires: Requirement | None = None, **more: Any) -> None:
        given = {
            "onet_code": "11-1111.00", "name": key, "name_es": key, "description": key, "description_es": key, "cluster": "work",
            "pay": Pay(median=pay, **CITED), "outlook": Outlook(growth_percent=1.5, openings_per_year=100, **CITED),
            "entry_education": "High school diploma or equivalent", "job_zone": 2, "riasec": "R", "requires": requires,
        }  # fmt: skip
        self.add("occupations", Occupation(id=key, **CITED, **{**given, **more}))

    def credential(self, key: str, **more: Any) -> None:
        given = {
            "name": key, "name_es": key, "type": CredentialType.CERTIFICATE, "issuer": "A college", "description": key, "description_es": key,
            "level": FrameworkLevel(framework="A framework", level=3, basis="ours", **CITED), "takes": "A class", "takes_es": "Una clase",
            "weeks_min": 1, "weeks_max": 10, "renewal": "Never", "renewal_es": "Nunca",
        }  # fmt: skip
        self.add("credentials", Credential(id=key, **CITED, **{**given, **more}))

    def course(self, key: str, credits: float = 3, **more: Any) -> None:
        self.add("courses", Course(id=key, code=key.upper(), name=key, credits=credits, **CITED, **more))

    def program(
        self,
        key: str,
        *,
        weeks: int = 10,
        hours: int = 10,
        min_hours: int | None = None,
        tuition: int = 1000,
        cost: Cost | None = None,
        **more: Any,
    ) -> None:
        given = {
            "name": key, "name_es": key, "description": key, "description_es": key, "provider": "college", "cluster": "work",
            "kind": ProgramKind.NONCREDIT, "award_level": AwardLevel.NONCREDIT, "cip": "01.0101", "weeks": weeks, "hours_per_week": hours,
            "min_hours_per_week": hours if min_hours is None else min_hours, "cost": cost or Cost(tuition=tuition), "deliveries": (delivery(),),
        }  # fmt: skip
        self.add("programs", Program(id=key, **CITED, **{**given, **more}))

    def service(
        self, key: str, award: Award | None = None, needs: tuple[Need, ...] = (Need.PAYING_FOR_COLLEGE,), **more: Any
    ) -> None:
        given = {
            "name": key, "name_es": key, "category": ServiceCategory.FINANCIAL_AID, "needs": needs, "description": key, "description_es": key,
            "eligibility": "Anyone", "eligibility_es": "Todos", "hours": "9-5", "hours_es": "9-5", "contact": Contact(phone="555-0100"),
            "how": "Call", "how_es": "Llama", "award": award,
        }  # fmt: skip
        self.add("services", SupportService(id=key, **CITED, **{**given, **more}))

    def prior_learning(self, key: str, kind: PriorLearningKind = PriorLearningKind.MILITARY, **more: Any) -> None:
        given = {
            "name": key,
            "name_es": key,
            "skip": "You know it",
            "skip_es": "Ya lo sabes",
            "confirm": "The dean",
            "confirm_es": "La decana",
        }
        self.add("prior_learning", PriorLearningRule(id=key, kind=kind, **CITED, **{**given, **more}))

    def transfer(self, key: str, programs: tuple[str, ...], occupations: tuple[str, ...] = ()) -> None:
        given: dict[str, Any] = {
            "institution": "State",
            "to_program": "BS",
            "to_award": "bachelor",
            "credits_accepted": 60,
            "valid_until": date(2030, 1, 1),
        }
        self.add("transfers", TransferAgreement(id=key, programs=programs, occupations=occupations, **CITED, **given))

    def catalog(self) -> Catalog:
        return Catalog(**{kind: dict(sorted(items.items())) for kind, items in self.records.items()})


def one_of_each() -> Catalog:
    """A catalog with a record of every kind, and a value in fields of every shape."""
    world = World()
    world.add(
        "skills",
        Skill(id="welding", name="Welding", name_es="Soldadura", onet_element="2.B.3.l", review_by=date(2027, 5, 1), **CITED),
    )
    world.course("wld-1", credits=4.5)
    world.course("wld-2", requires=all_of(course("wld-1"), Requirement(other="Steel-toe boots", other_es="Botas")))
    world.credential("card", stacks_into=("certificate",), prepares_for=("welder",), aliases=("a card", "tarjeta ñ"))
    world.credential(
        "certificate", requires=any_of(credential("card"), age(18)), confers_education=Education.CERTIFICATE, exam_cost=40
    )
    world.occupation("lead", 70_000, skills=("welding",))
    world.occupation(
        "welder", 50_000, credential("card"), advances_to=("lead",), skills=("welding",), traits=("hands", "machines")
    )
    world.service(
        "grant",
        Award(max_per_year=500, likely=True, covers=("tuition",), requires=education(Education.HIGH_SCHOOL)),
        campus="main",
    )
    world.program("class", awards=("card",), prepares_for=("certificate",), occupations=("welder",), courses=("wld-2", "wld-1"), aid=("grant",), credits=12.0,
                  deliveries=(delivery(), delivery(TimeOfDay.ANYTIME, Modality.ONLINE, None, rolling=True, starts=())), confers_english=English.ADVANCED)  # fmt: skip
    offer = WorkBasedLearning(kind=WorkBasedKind.INTERNSHIP, title="Intern", title_es="Interna", detail="Learn", detail_es="Aprende", occupations=("welder",), paid=True, hourly_pay=18.5, programs=("class",))  # fmt: skip
    world.add(
        "employers",
        Employer(
            id="plant",
            name="A plant",
            city="Here",
            industry="Metal",
            clusters=("work",),
            offers=(offer,),
            hires=("welder", "lead"),
            **CITED,
        ),
    )
    world.transfer("to-state", ("class",), ("lead",))
    world.prior_learning(
        "army", branch="Army", code="91E", grants=("card",), courses=("wld-1",), credits=4, occupations=("welder",)
    )
    world.add("pathways", Pathway(id="metal", name="Metal", name_es="Metal", description="Up", description_es="Arriba", cluster="work", goal="lead",
                                  steps=(PathwayStep(program="class", exits=("welder",)),), services=("grant",), employers=("plant",), transfers=("to-state",),
                                  components=(PathwayComponent(id="one", kind=ComponentKind.COURSE, name="One", course="wld-1", points=2.5),
                                              PathwayComponent(id="end", kind=ComponentKind.CREDENTIAL, name="End", credential="card", levels=("3",), children=("one",), conditions=(
                                                  ComponentCondition(required=1, components=("one",), constraints=(Constraint(left=("grade",), comparator="EQ", right=("A", "B"), right_action="AnyOf"),)),))),
                                  destination="end", **CITED))  # fmt: skip
    world.add("models", PathwayModel(id="model", name="Model", name_es="Modelo", short="Short", short_es="Corto", points=(PathwayPoint(name="a", name_es="a", text="b", text_es="b"),),
                                     examples=(PathwayExample(name="c", place="d", text="e", text_es="e"),), also_sources=(SOURCE,), **CITED))  # fmt: skip
    world.add(
        "deadlines",
        Deadline(
            id="start",
            name="Start",
            name_es="Inicio",
            what="Come",
            what_es="Ven",
            topic="enrollment",
            day=date(2027, 1, 11),
            programs=("class",),
            **CITED,
        ),
    )
    world.add(
        "staff",
        Staff(
            id="ana",
            name="Ana",
            role="Advisor",
            role_es="Asesora",
            contact=Contact(email="a@b.example"),
            hours="9-5",
            hours_es="9-5",
            languages=("en", "es"),
            clusters=("work",),
            **CITED,
        ),
    )
    world.add(
        "teams",
        Team(
            id="care",
            name="Care",
            name_es="Apoyo",
            timezone="America/Chicago",
            hours=WeeklyHours(mon=("08:00-12:00", "13:00-24:00"), sun=("00:00-01:00",)),
            reply_minutes=ReplyTimes(urgent=5, high=60, normal=480),
            contact=Contact(phone="555-0100"),
            closed=(ClosedDays(first=date(2026, 12, 24), last=date(2027, 1, 1), reason="break", reason_es="vacaciones"),),
            needs=(Need.SAFETY,),
            crisis=True,
            after_hours=AfterHours(name="On call", name_es="De guardia", contact=Contact(email="on-call@b.example")),
            **CITED,
        ),
    )
    world.add("canned_replies", CannedReply(id="hi", title="Hi", text="Hi.", text_es="Hola.", teams=("care",), **CITED))
    return world.catalog()
