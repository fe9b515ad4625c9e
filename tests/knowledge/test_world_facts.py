"""The pack's facts about the world are those of the published tables: BLS, O*NET and NCES."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from knowledge.catalog import Catalog
from knowledge.model import Occupation

# BLS publishes these occupations only as one group.
GROUPS = {
    "13-1020": ("13-1021", "13-1022", "13-1023"),
    "13-2020": ("13-2022", "13-2023"),
    "21-1018": ("21-1011", "21-1014"),
    "25-2052": ("25-2055", "25-2056"),
    "25-9045": ("25-9042", "25-9043", "25-9049"),
    "29-2010": ("29-2011", "29-2012"),
    "31-1120": ("31-1121", "31-1122"),
    "39-7010": ("39-7011", "39-7012"),
    "47-4090": ("47-4091", "47-4099"),
    "51-2028": ("51-2022", "51-2023"),
    "51-2090": ("51-2092", "51-2099"),
    "53-1047": ("53-1042", "53-1043", "53-1044", "53-1049"),
}
ROLLED_UP = {part: group for group, parts in GROUPS.items() for part in parts}


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, quoting=csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL))


def soc(job: Occupation) -> str:
    return ROLLED_UP.get(job.soc_code, job.soc_code)


def number(text: str) -> int | None:
    """A wage as a number; None where BLS gives none, or only a floor."""
    plain = text.replace(",", "")
    return int(plain) if plain.isdigit() else None


@cache
def wages(folder: Path) -> dict[str, dict[str, str]]:
    return {row["OCC_CODE"]: row for row in rows(folder / "bls" / "oews_national_M2025.csv") if row["O_GROUP"] == "detailed"}


@cache
def projections(folder: Path) -> dict[str, dict[str, str]]:
    table = rows(folder / "bls" / "ep_table_1_2_2024-34.csv")
    return {row["2024 National Employment Matrix code"]: row for row in table if row["Occupation type"] == "Line item"}


@cache
def cip_codes(folder: Path) -> frozenset[str]:
    return frozenset(row["CIPCode"].strip('="') for row in rows(folder / "crosswalks" / "CIPCode2020.csv"))


@cache
def job_zones(folder: Path) -> dict[str, int]:
    return {row["O*NET-SOC Code"]: int(row["Job Zone"]) for row in rows(folder / "onet" / "Job Zones.txt", "\t")}


@cache
def onet_codes(folder: Path) -> frozenset[str]:
    return frozenset(row["O*NET-SOC Code"] for row in rows(folder / "onet" / "Occupation Data.txt", "\t"))


@cache
def interests(folder: Path) -> dict[str, dict[str, float]]:
    """How strongly each Holland letter speaks for each occupation."""
    found: dict[str, dict[str, float]] = {}
    for row in rows(folder / "onet" / "Interests.txt", "\t"):
        if row["Scale ID"] == "OI":
            found.setdefault(row["O*NET-SOC Code"], {})[row["Element Name"][0]] = float(row["Data Value"])
    return found


def wrong(jobs: Iterator[tuple[str, object, object]]) -> list[str]:
    """What the pack says against what the table says, where they differ."""
    return [f"{name}: the pack says {ours}, the table {theirs}" for name, ours, theirs in jobs if ours != theirs]


def test_every_occupation_is_in_the_tables(millbrook: Catalog, shared_data: Path) -> None:
    jobs = millbrook.occupations.values()
    assert [job.id for job in jobs if job.onet_code not in onet_codes(shared_data)] == []
    assert [job.id for job in jobs if soc(job) not in wages(shared_data)] == []
    assert [job.id for job in jobs if soc(job) not in projections(shared_data)] == []


def test_the_tables_have_the_groups_that_stand_for_their_parts(shared_data: Path) -> None:
    for part, group in ROLLED_UP.items():
        assert part not in wages(shared_data)
        assert part not in projections(shared_data)
        assert {group} <= wages(shared_data).keys() & projections(shared_data).keys()


@pytest.mark.parametrize(("field", "column"), [("median", "A_MEDIAN"), ("pct10", "A_PCT10"), ("pct90", "A_PCT90")])
def test_pay_is_that_of_the_wage_statistics_of_may_2025(millbrook: Catalog, shared_data: Path, field: str, column: str) -> None:
    table = wages(shared_data)
    assert (
        wrong((job.id, getattr(job.pay, field), number(table[soc(job)][column])) for job in millbrook.occupations.values()) == []
    )


def test_growth_is_that_of_the_projections_to_2034(millbrook: Catalog, shared_data: Path) -> None:
    table = projections(shared_data)
    assert (
        wrong(
            (job.id, job.outlook.growth_percent, float(table[soc(job)]["Employment change, percent, 2024–34"]))
            for job in millbrook.occupations.values()
        )
        == []
    )


def test_openings_are_those_of_the_projections_in_jobs(millbrook: Catalog, shared_data: Path) -> None:
    table, column = projections(shared_data), "Occupational openings, 2024–34 annual average"
    assert (
        wrong(
            (job.id, job.outlook.openings_per_year, round(float(table[soc(job)][column]) * 1000))
            for job in millbrook.occupations.values()
        )
        == []
    )


def test_entry_education_is_that_of_the_projections(millbrook: Catalog, shared_data: Path) -> None:
    table = projections(shared_data)
    assert (
        wrong(
            (job.id, job.entry_education, table[soc(job)]["Typical education needed for entry"])
            for job in millbrook.occupations.values()
        )
        == []
    )


def test_the_job_zone_is_that_of_onet(millbrook: Catalog, shared_data: Path) -> None:
    zones = job_zones(shared_data)
    rated = [job for job in millbrook.occupations.values() if job.onet_code in zones]
    assert wrong((job.id, job.job_zone, zones[job.onet_code]) for job in rated) == []
    assert len(rated) >= 0.9 * len(millbrook.occupations)


def test_holland_letters_are_among_the_top_interests_of_onet(millbrook: Catalog, shared_data: Path) -> None:
    table = interests(shared_data)
    odd = []
    for job in millbrook.occupations.values():
        assert 1 <= len(job.riasec) <= 3, job.id
        assert set(job.riasec) <= set("RIASEC"), job.id
        scores = table.get(job.onet_code)
        if scores:
            third = sorted(scores.values(), reverse=True)[2]
            if any(scores[letter] < third for letter in job.riasec) or scores[job.riasec[0]] < max(scores.values()):
                odd.append(f"{job.id}: {job.riasec} of {scores}")
    assert odd == []


def test_programs_carry_real_cip_codes(millbrook: Catalog, shared_data: Path) -> None:
    assert [
        f"{program.id}: {program.cip}" for program in millbrook.programs.values() if program.cip not in cip_codes(shared_data)
    ] == []


def test_onet_elements_of_skills_are_in_the_content_model(millbrook: Catalog, shared_data: Path) -> None:
    elements = {row["Element ID"] for row in rows(shared_data / "onet" / "Content Model Reference.txt", "\t")}
    assert [skill.id for skill in millbrook.skills.values() if skill.onet_element and skill.onet_element not in elements] == []


def test_pay_and_outlook_cite_the_tables_they_come_from(millbrook: Catalog) -> None:
    for job in millbrook.occupations.values():
        assert (job.pay.source, job.outlook.source) == ("bls-oews-2025", "bls-ep-2024-34"), job.id
    assert "May 2025" in millbrook.sources["bls-oews-2025"].title
    assert "2024-34" in millbrook.sources["bls-ep-2024-34"].title
