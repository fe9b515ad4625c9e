"""A small invented nation: occupations, wages, outlooks and colleges in the tables of the open data.

Codes are real, so that they meet the Millbrook pack; every title, figure and college that is not the pack's is invented.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import create_engine, insert

from knowledge.opendata import tables

DAY = date(2026, 5, 1)
GUARD, RANGER, WARDEN, VET, SLEEP, FLYER, HEART, NURSE = (
    "33-9032.00",
    "33-9021.00",
    "33-1011.00",
    "29-2056.00",
    "29-1151.00",
    "55-1011.00",
    "29-1212.00",
    "29-1141.00",
)
CHECKS, ANIMALS = "43.9901", "01.8301"  # programs of study: the first is taught in Ohio and at home, the second in Ohio and Texas
HOME = 990003  # the UNITID that the pack's college has where it is to meet its own programs
READING, COMPUTERS, MEDICINE, MATH_SKILL, MATH = "2.A.1.a", "2.C.3.a", "2.C.5.a", "2.A.1.e", "2.C.4.a"

OCCUPATIONS = {  # code: title, job zone
    GUARD: ("Gate Guards", 2),
    RANGER: ("Night Rangers", 3),
    WARDEN: ("Chief Wardens", 4),
    VET: ("Animal Clinic Technicians", 3),
    SLEEP: ("Sleep Nurses", 5),
    FLYER: ("Air Crew Flyers", None),
    HEART: ("Heart Doctors", 5),
    NURSE: ("Ward Nurses", 3),
}
WAGES = {  # SOC: 10th, middle, 90th, where it is "at or above", published as
    GUARD: (20_100, 30_200, 40_300, [], None),
    RANGER: (40_100, 50_200, 60_300, [], None),
    WARDEN: (60_100, 70_200, 80_300, [], None),
    VET: (30_100, 41_200, 52_300, [], "29-2050"),
    SLEEP: (150_100, 200_200, 239_200, ["pct90"], None),
    HEART: (239_200, 239_200, 239_200, ["pct10", "median", "pct90"], None),
    NURSE: (60_100, 90_200, 120_300, [], None),
}
OUTLOOK = {  # SOC: percent, thousands of openings, typical education
    GUARD: (0.4, 160.0, "High school diploma or equivalent"),
    RANGER: (5.5, 3.9, "Postsecondary nondegree award"),
    WARDEN: (-6.1, 5.0, "High school diploma or equivalent"),
    VET: (9.1, 14.3, "Associate's degree"),
    SLEEP: (8.6, 2.7, "Master's degree"),
    HEART: (4.1, 1.2, "Doctoral or professional degree"),
    NURSE: (4.9, 189.1, "Bachelor's degree"),
}
RATED = {  # code: element: importance, level
    GUARD: {READING: (3.1, 3.0), COMPUTERS: (2.0, 1.0), MATH_SKILL: (2.0, 1.0), MATH: (3.0, 3.0)},
    RANGER: {READING: (4.0, 3.4), COMPUTERS: (3.6, 4.8), MEDICINE: (2.9, 6.0), MATH_SKILL: (3.0, 2.0), MATH: (3.0, 2.0)},
    VET: {READING: (3.5, 3.6), MEDICINE: (4.5, 5.0)},
    SLEEP: {READING: (4.5, 4.5), MEDICINE: (4.9, 6.5)},
    NURSE: {READING: (4.0, 4.0), MEDICINE: (4.6, 5.5)},
}
RELATED = {GUARD: [RANGER, WARDEN, VET, SLEEP, FLYER, HEART], SLEEP: [NURSE, VET], VET: [NURSE]}


def fill(url: str) -> None:
    """Put the nation into a database that has the tables."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table, rows in _rows():
            connection.execute(insert(table), rows)
    engine.dispose()


def _rows() -> list[tuple[Any, list[dict[str, Any]]]]:
    elements = {READING: "Reading", COMPUTERS: "Computers", MEDICINE: "Medicine", MATH_SKILL: "Mathematics", MATH: "Mathematics"}
    letters = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")
    return [
        (tables.IMPORTS, [_import(kind) for kind in ("onet", "oews", "projections", "cip", "cip-soc", "ipeds")]),
        (
            tables.OCCUPATIONS,
            [
                {
                    "code": code,
                    "soc": code[:7],
                    "title": title,
                    "description": f"What {title} do, in a sentence.",
                    "job_zone": zone,
                }
                | {"letters": "R"}
                | dict.fromkeys(letters, 3.0)
                for code, (title, zone) in OCCUPATIONS.items()
            ],
        ),
        (
            tables.TASKS,
            [
                {"code": code, "task_id": n, "task": f"Task {n} of {title}.", "core": n < 3, "position": n}
                for code, (title, _) in OCCUPATIONS.items()
                for n in (1, 2, 3)
            ],
        ),
        (
            tables.ELEMENTS,
            [{"id": k, "kind": "skill" if k.startswith("2.A") else "knowledge", "name": name} for k, name in elements.items()],
        ),
        (
            tables.RATINGS,
            [
                {"code": code, "element": key, "importance": importance, "level": level}
                for code, rated in RATED.items()
                for key, (importance, level) in rated.items()
            ],
        ),
        (tables.EDUCATION, [{"code": RANGER, "category": 3, "percent": 61.0}, {"code": RANGER, "category": 2, "percent": 9.0}]),
        (
            tables.RELATED,
            [
                {"code": code, "related": other, "tier": "Primary-Short" if n < 3 else "Supplemental", "rank": n}
                for code, others in RELATED.items()
                for n, other in enumerate(others, 1)
            ],
        ),
        (
            tables.TECHNOLOGY,
            [
                {"code": code, "example": name, "commodity": "software", "hot": True, "in_demand": False}
                for code, name in ((GUARD, "Microsoft Excel"), (RANGER, "Microsoft Excel"), (RANGER, "Night Map Maker"))
            ],
        ),
        (
            tables.WAGES,
            [
                {"soc": code[:7], "employment": 1000, "pct10": low, "pct25": None, "median": middle, "pct75": None, "pct90": high}
                | {"at_least": at_least, "published_as": group or code[:7]}
                for code, (low, middle, high, at_least, group) in WAGES.items()
            ],
        ),
        (
            tables.PROJECTIONS,
            [
                {
                    "soc": code[:7],
                    "title": OCCUPATIONS[code][0],
                    "employment": 10.0,
                    "employment_then": 11.0,
                    "change_percent": change,
                }
                | {"openings": openings, "education": education, "experience": None, "training": None, "published_as": code[:7]}
                for code, (change, openings, education) in OUTLOOK.items()
            ],
        ),
        (
            tables.CIPS,
            [
                {"cip": CHECKS, "title": "Gate Keeping", "definition": ""},
                {"cip": ANIMALS, "title": "Animal Care", "definition": ""},
            ],
        ),
        (tables.CIP_SOC, [{"cip": CHECKS, "soc": RANGER[:7]}, {"cip": ANIMALS, "soc": VET[:7]}]),
        (
            tables.COLLEGES,
            [
                {"unitid": n, "name": name, "city": city, "state": state, "url": url, "latitude": None, "longitude": None}
                for n, (name, city, state, url) in enumerate(
                    (
                        ("Buckeye Invented College", "Fair Oaks", "OH", "https://buckeye.example"),
                        ("Lone Star Invented College", "Dry Creek", "TX", "https://lonestar.example"),
                        ("Home Invented College", "Millbrook", "PA", "https://home.example"),
                    ),
                    990001,
                )
            ],
        ),
        (
            tables.PROGRAMS,
            [
                {"unitid": unitid, "cip": cip, "level": level, "title": title, "awards": awards}
                for unitid, cip, level, title, awards in (
                    (990001, ANIMALS, 3, "Animal Care", 41),
                    (990001, CHECKS, 21, "Gate Keeping", 0),
                    (990002, ANIMALS, 21, "Animal Care", None),
                    (HOME, CHECKS, 21, "Gate Keeping", 7),
                    (HOME, CHECKS, 3, "Gate Keeping", 2),
                )
            ],
        ),
    ]


def _import(kind: str) -> dict[str, Any]:
    return {
        "id": kind,
        "format": kind,
        "source": {
            "title": f"Invented {kind}",
            "publisher": "Invented Bureau",
            "kind": "statistics",
            "published": DAY.isoformat(),
        },
        "edition": "1.0",
        "digest": kind,
        "imported_at": datetime(2026, 6, 1, tzinfo=UTC).replace(tzinfo=None),
        "options": {},
        "counts": {},
        "unknown": {},
    }
