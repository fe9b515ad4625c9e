"""What is known of a student; everything may be unknown."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.model import Education, English, Modality, Need, TimeOfDay


@dataclass(frozen=True, kw_only=True)
class Student:
    """The facts a plan is made from. ``None`` or empty means not known, and never rules anything out.

    ``goals`` are occupation ids, any of which would do; ``credentials`` credential ids held; ``prior_learning`` ids of
    prior-learning rules (a military specialty, a passed exam); ``occupation`` the id of the work done now, ``pay_now``
    what it pays in US dollars a year if the student told; ``times``, ``modalities``, ``campuses`` what they can do;
    ``budget`` the most they can pay themselves in US dollars, after aid.
    """

    goals: tuple[str, ...] = ()
    education: Education | None = None
    english: English | None = None
    credentials: frozenset[str] = frozenset()
    prior_learning: tuple[str, ...] = ()
    experience_years: float | None = None
    occupation: str | None = None
    pay_now: int | None = None
    hours_per_week: int | None = None
    times: frozenset[TimeOfDay] = frozenset()
    modalities: frozenset[Modality] = frozenset()
    campuses: frozenset[str] = frozenset()
    budget: int | None = None
    age: int | None = None
    in_high_school: bool = False
    needs: frozenset[Need] = frozenset()
    avoid: frozenset[str] = frozenset()  # program ids the student does not want
