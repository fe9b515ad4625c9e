"""Where two sources give different figures, both are named, each with its figure and its day."""

from __future__ import annotations

from knowledge.catalog import Catalog
from tests.app import Student
from tests.conversations.reading import said


def test_both_figures_stand_with_their_sources_the_newer_first(guard: Student, catalog: Catalog) -> None:
    pay = catalog.occupations["security-guard"].pay
    assert pay is not None
    text = said(guard.says("where do you get these numbers"))
    assert "for security guard, here's who says what" in text
    assert "invented oews (invented bureau, may 1, 2026): $30,200 a year" in text
    assert f"${pay.median:,} a year" in text
    assert text.index("$30,200") < text.index(f"${pay.median:,}")


def test_the_newer_figure_is_the_one_that_is_told(guard: Student) -> None:
    assert "$30,200" in said(guard.replies[-1])


def test_where_nobody_disagrees_nothing_is_said_of_it(student: Student) -> None:
    student.says("how much does a welder make")
    assert "who says what" not in said(student.says("where do you get these numbers"))
