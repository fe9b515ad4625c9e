"""Which words around a title, and which descriptions, mean work."""

from __future__ import annotations

import pytest

from bot.nlu.linking import open_frames as frames


@pytest.mark.parametrize(
    "what", ["cuts hair", "flies planes across the country", "teaches kids to read", "fix the ac when it is hot"]
)
def test_what_somebody_does_for_a_living(what: str) -> None:
    assert frames.tells_of_work(what)


@pytest.mark.parametrize(
    "what",
    ["likes animals", "can proofread a paper", "helps me with my taxes", "has no experience", "train you", "im not at a screen"],
)
def test_what_somebody_is_or_should_do_for_me(what: str) -> None:
    assert not frames.tells_of_work(what)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("how do i become a ", ""),
        ("i want to be a ", " some day"),
        ("", " salary"),
        ("from ", " to nurse"),
        ("how much does a ", " make"),
    ],
)
def test_a_job_is_meant(before: str, after: str) -> None:
    assert frames.is_meant(before, after)


@pytest.mark.parametrize(
    ("before", "after"), [("my ", " said so"), ("i talked to a ", ""), ("for a ", " with no credit"), ("like a ", "")]
)
def test_no_job_is_meant(before: str, after: str) -> None:
    assert not frames.is_meant(before, after)


def test_beside_another_job_an_or_is_enough() -> None:
    assert frames.is_meant("a nurse or a ", "", beside=True)
    assert not frames.is_meant("send help, a tutor or a ", "", beside=False)


@pytest.mark.parametrize(
    ("after", "what"), [("nuclear tech in texas", "nuclear tech"), ("vet, how", "vet"), ("one two three four five", "")]
)
def test_what_a_student_calls_a_job(after: str, what: str) -> None:
    assert frames.phrase(after) == what


def test_the_license_of_a_driver_is_no_driver() -> None:
    assert frames.owns("'s license")
    assert not frames.owns("'s salary")
