"""However a job title is typed, it is the same title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.folding import fold


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("registered nurse", "Registered Nurses"),
        ("nurses aide", "Nurse's Aide"),
        ("rn", "R.N."),
        ("firemen", "Fireman"),
        ("cookie cutter", "Cookies Cutter"),
        ("secretaries", "Secretary"),
        ("boxes maker", "Box Maker"),
        ("light and power mechanic", "Light & Power Mechanic"),
        ("speech language pathologist", "Speech-Language Pathologists"),
        ("manicurista", "Manicurísta"),
        ("  POLICE   officer ", "Police Officers"),
        ("ceo chief executive officer", "CEO (Chief Executive Officer)"),
        ("nurse\u2019s aide", "Nurse's Aide"),
    ],
)
def test_the_same_title_written_in_two_ways(typed: str, title: str) -> None:
    assert fold(typed) == fold(title)


@pytest.mark.parametrize(
    ("one", "other"), [("C++ Developer", "C Developer"), ("C# Developer", "C++ Developer"), ("Bus Aide", "Bu Aide")]
)
def test_two_titles_stay_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_nothing_of_nothing() -> None:
    assert fold("?! ...") == ""


@given(st.text())
def test_what_is_folded_has_single_spaces_and_no_capitals(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split()).casefold()
