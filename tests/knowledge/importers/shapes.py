"""Small invented files in the shapes that publishers give them: O*NET, BLS, NCES."""

from __future__ import annotations

import zipfile
from pathlib import Path

from openpyxl import Workbook

Table = list[list[str]]

WELDER, ROBOT, MEDIC = "51-4121.00", "17-3024.01", "55-3016.00"
TITLES = {WELDER: "Seam Joiners", ROBOT: "Robot Minders", MEDIC: "Field Medics"}


def onet(*, titled: bool = True, job_zone: str = "2") -> dict[str, Table]:
    """A release of three occupations. ``titled``: with the Title and Scale Name columns that the text edition lacks."""

    def rated(name: str, rows: Table, extra: tuple[str, ...] = ()) -> Table:
        head = ["O*NET-SOC Code", *(["Title"] if titled else []), "Element ID", *(["Element Name"] if titled else []), "Scale ID"]
        head += [*(["Scale Name"] if titled else []), *extra, "Data Value", "Recommend Suppress", "Not Relevant", "Date"]
        body = []
        for code, element, scale, *values in rows:
            row = [code, *([TITLES[code]] if titled else []), element, *([name] if titled else []), scale]
            body.append([*row, *([f"{scale} words"] if titled else []), *values, "05/2025"])
        return [head, *body]

    def plain(head: list[str], rows: Table) -> Table:
        if not titled:
            return [["O*NET-SOC Code", *head], *rows]
        return [["O*NET-SOC Code", "Title", *head], *[[code, TITLES[code], *rest] for code, *rest in rows]]

    interests = [[WELDER, f"1.B.1.{letter}", "OI", value, "N", ""] for letter, value in zip("abcdef", "721134", strict=True)]
    interests += [
        [WELDER, "1.B.1.g", "IH", "1", "N", ""],
        [WELDER, "1.B.1.h", "IH", "6", "N", ""],
        [WELDER, "1.B.1.i", "IH", "0", "N", ""],
    ]
    return {
        "Occupation Data": [["O*NET-SOC Code", "Title", "Description"], *[[c, t, f"{t} work all day. It is invented."] for c, t in TITLES.items()]],
        "Alternate Titles": plain(
            ["Alternate Title", "Short Title", "Source(s)"],
            [[WELDER, "Chief Seam Joiner (CSJ)", "CSJ", "08"], [WELDER, "Bead Layer", "n/a", "08"], [ROBOT, "Arm Whisperer", "", "08"]],
        ),
        "Sample of Reported Titles": plain(["Reported Job Title", "Shown in My Next Move"], [[WELDER, "Torch Hand", "Y"]]),
        "Job Zones": plain(["Job Zone", "Date", "Domain Source"], [[WELDER, job_zone, "08/2023", "Analyst"], [ROBOT, "3", "08/2023", "Analyst"]]),
        "Interests": rated("Interest", interests),
        "Task Statements": plain(
            ["Task ID", "Task", "Task Type", "Incumbents Responding", "Date", "Domain Source"],
            [[WELDER, "2", "Join two seams.", "Core", "9", "05/2025", "I"], [WELDER, "1", "Sweep the floor.", "Supplemental", "9", "05/2025", "I"]],
        ),
        "Skills": rated(
            "Minding",
            [[WELDER, "2.A.1.a", "IM", "3.5", "N", ""], [WELDER, "2.A.1.a", "LV", "2.75", "N", "N"], [ROBOT, "2.A.1.a", "IM", "4", "N", ""],
             [ROBOT, "2.A.1.a", "LV", "5", "Y", "N"]],
        ),
        "Knowledge": rated("Metals", [[WELDER, "2.C.1.a", "IM", "1", "N", ""], [WELDER, "2.C.1.a", "LV", "1", "N", "Y"]]),
        "Education, Training, and Experience": rated(
            "Required Level of Education",
            [[WELDER, "2.D.1", "RL", "2", "80", "N", ""], [WELDER, "2.D.1", "RL", "3", "20", "N", ""], [WELDER, "2.D.1", "RL", "4", "0", "N", ""],
             [WELDER, "3.A.1", "RW", "1", "100", "N", ""]],
            ("Category",),
        ),
        "Related Occupations": plain(["Related O*NET-SOC Code", "Relatedness Tier", "Index"], [[WELDER, ROBOT, "Primary-Short", "1"]]),
        "Technology Skills": plain(
            ["Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand"], [[ROBOT, "Armsoft", "1", "Arm software", "Y", "N"]]
        ),
        "Content Model Reference": [["Element ID", "Element Name", "Description"], ["2.A.1.a", "Minding", ""], ["2.C.1.a", "Metals", ""]],
    }  # fmt: skip


OEWS: Table = [
    ["AREA", "AREA_TYPE", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"],
    ["99", "1", "00-0000", "All", "total", "9", "1", "1", "1", "1", "1"],
    ["99", "1", "51-4121", "Seam Joiners", "detailed", "1,200", "30000", "35000", "40000", "45,500", "52000"],
    ["99", "1", "31-1120", "Two kinds of aides", "detailed", "**", "25000", "26000", "27000", "28000", "#"],
    ["99", "1", "17-3024", "Robot Minders", "detailed", "50", "*", "*", "*", "*", "*"],
]

PROJECTIONS: Table = [
    ["2024 National Employment Matrix title", "2024 National Employment Matrix code", "Occupation type", "Employment, 2024", "Employment, 2034",
     "Employment distribution, percent, 2024", "Employment change, numeric, 2024–34", "Employment change, percent, 2024–34",
     "Occupational openings, 2024–34 annual average", "Median annual wage, dollars, 2024[1]", "Typical education needed for entry",
     "Work experience in a related occupation", "Typical on-the-job training needed to attain competency in the occupation"],
    ["All", "00-0000", "Summary", "9", "9", "1", "0", "0", "1", "1", "—", "—", "—"],
    ["  Seam Joiners", "51-4121", "Line item", "1,200.5", "1300", "1", "99.5", "8.3", "140.2", "40000", "High school diploma or equivalent", "None", "Moderate-term on-the-job training"],
    ["  Two kinds of aides", "31-1120", "Line item", "10", "9", "1", "-1", "-10", "1.5", "27000", "—", "None", "—"],
    ["Note: invented.", *[""] * 12],
]  # fmt: skip

FINDER: Table = [
    ["Occupation Title", "Occupation Code", "Employment 2024", "Employment 2034", "Employment Change, 2024-2034", "Employment Percent Change, 2024-2034",
     "Occupational Openings, 2024-2034 Annual Average", "Median Annual Wage 2024", "Typical Entry-Level Education", "Education Code",
     "Work Experience in a Related Occupation", "Workex Code", "Typical on-the-job Training", "trCode"],
    ["Seam Joiners    * Bead Layer* Torch Hand", "51-4121", "1,200.50", "1,300.00", "99.5", "8.3", "140.2", "40,000", "High school diploma or equivalent", "7", "None", "4", "Moderate-term on-the-job training", "4"],
]  # fmt: skip

CIP: Table = [
    ["CIPFamily", "CIPCode", "CIPTitle", "CIPDefinition"],
    ['="48"', '="48"', "PRECISION PRODUCTION.", "A family."],
    ['="48"', '="48.0508"', "Seam Joining.", "A program that joins."],
]
CIP_SOC: Table = [
    ["CIP2020Code", "CIP2020Title", "SOC2018Code", "SOC2018Title"],
    ["48.0508", "Seam Joining.", "51-4121", "Seam Joiners"],
    ["48.0508", "Seam Joining.", "99-9999", "NO MATCH"],
]
CLUSTERS: Table = [
    ["Career Cluster", "Career Pathway", "Code", "Occupation"],
    ["Making; Building", "Seams; Frames", WELDER, "Seam Joiners"],
]
INSTITUTIONS: Table = [
    ["UNITID", "INSTNM", "CITY", "STABBR", "WEBADDR", "LONGITUD", "LATITUDE"],
    ["100", "Hill College", "Hilltop", "IL", "hill.example", "-88.1", "41.5"],
    ["200", "Dale College", "Daleton", "IL", "", "-88.0", "41.0"],
    ["300", "Shore College", "Bay", "ME", "", "", ""],
    ["400", "College of No Programs", "Nowhere", "ME", "", "", ""],
]
PROGRAMS: Table = [
    ["UNITID", "INSTNM", "CITY", "STABBR", "WEBADDR", "CIPCODE", "CIPTITLE", "AWLEVEL", "AWARD", "CTOTALT"],
    ["100", "Hill College", "Hilltop", "IL", "hill.example", "48.0508", "Seam Joining", "21", "Certificate", "7"],
    ["100", "Hill College", "Hilltop", "IL", "hill.example", "48.0508", "Seam Joining", "3", "Associate", "0"],
    ["200", "Dale College", "Daleton", "IL", "", "48.0508", "Seam Joining", "2", "Certificate", ""],
    ["300", "Shore College", "Bay", "ME", "", "48.0508", "Seam Joining", "17", "Doctor", "1"],
    ["300", "Shore College", "Bay", "ME", "", "99", "All", "3", "Total", "9"],
    ["300", "Shore College", "Bay", "ME", "", "48.0508", "Seam Joining", "20", "Certificate", "3"],
]  # fmt: skip
COMPLETIONS: Table = [  # as NCES gives them: without names, majors apart
    ["UNITID", "CIPCODE", "MAJORNUM", "AWLEVEL", "CTOTALT"],
    ["100", "48.0508", "1", "21", "7"],
    ["100", "48.0508", "2", "21", "2"],
]


def as_text(folder: Path, tables: dict[str, Table]) -> Path:
    """Tab-separated, never quoted, as O*NET's text edition."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.txt").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def as_csv(folder: Path, tables: dict[str, Table], *, bom: bool = False) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        lines = [",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8-sig" if bom else "utf-8")
    return folder


def as_workbooks(folder: Path, tables: dict[str, Table]) -> Path:
    """One workbook for each table, numbers as numbers, as the spreadsheet editions."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        book = Workbook()
        for row in rows:
            book.worksheets[0].append([int(cell) if cell.isdigit() else cell for cell in row])
        book.save(folder / f"{name}.xlsx")
    return folder


def as_zip(path: Path, folder: Path) -> Path:
    """A folder packed as its publisher packs it, with a folder inside."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"{path.stem}/{file.name}")
    return path
