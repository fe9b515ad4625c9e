"""Students who talk to the running server: a new one, one with a plan in hand, one with a question open, another one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from knowledge.catalog import Catalog
from tests.app import Student, base_url, student, visitor
from tests.conversations.reading import pack

__all__ = ["base_url", "student"]

ROBOTS = "hi i work in a warehouse and want to get into fixing robots. have hs diploma, can study 10 hrs a week evenings. where do i start"
ROBOTS_ES = "trabajo en un almacén y quiero ser técnico en robótica. tengo diploma de high school y puedo estudiar 10 horas a la semana por las noches. ¿por dónde empiezo?"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The facts of the Millbrook pack, as its files have them."""
    return pack()


@pytest.fixture
def planned(student: Student) -> Student:
    """A student who has told all that a plan needs, and has the plan."""
    student.says(ROBOTS)
    return student


@pytest.fixture
def planned_es(student: Student) -> Student:
    student.says(ROBOTS_ES)
    return student


@pytest.fixture
def asked_hours(student: Student) -> Student:
    """A student with a first plan, of whom the hours a week are asked."""
    student.says("i want to be a welder, i have my ged")
    return student


@pytest.fixture
def another(base_url: str) -> Iterator[Student]:
    """A second student, on another device."""
    with visitor(base_url) as client:
        yield Student(client)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is known to go wrong is listed in known_weaknesses.yml and shown as an expected failure, never skipped."""
    known = set(yaml.safe_load((Path(__file__).parent / "known_weaknesses.yml").read_text(encoding="utf-8")))
    for item in items:
        if item.nodeid.rpartition("tests/conversations/")[2] in known:
            item.add_marker(pytest.mark.xfail(reason="known weakness, see known_weaknesses.yml"))
