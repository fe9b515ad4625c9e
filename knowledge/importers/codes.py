"""The codes that open data is joined by, however a publisher or a spreadsheet program wrote them."""

from __future__ import annotations

import re

from knowledge.importers.lines import Line

CIP = re.compile(r"(\d{1,2})(?:\.(\d{1,4}))?")
SOC = re.compile(r"(\d\d)-?(\d{4})")
ONET = re.compile(r"\d\d-\d{4}\.\d\d")


def cip_code(line: Line, column: str) -> str:
    """A CIP code of a program of study as ``NN.NNNN``: ``="01.0102"`` and ``1.0102`` are read too.

    Raises:
        ImportProblem: when it is none.
    """
    value = line.need(column).removeprefix("=").strip('"')
    if not (found := CIP.fullmatch(value)):
        raise line.problem(column, f"'{value}' is no CIP code", "A CIP code looks like 01.0102")
    return f"{found[1]:0>2}.{found[2] or '':0<4}"


def soc_code(line: Line, column: str) -> str:
    """A SOC code as ``NN-NNNN``.

    Raises:
        ImportProblem: when it is none.
    """
    value = line.need(column)
    if not (found := SOC.fullmatch(value)):
        raise line.problem(column, f"'{value}' is no SOC code", "A SOC code looks like 29-1141")
    return f"{found[1]}-{found[2]}"


def onet_code(line: Line, column: str) -> str:
    """An O*NET-SOC code, ``NN-NNNN.NN``.

    Raises:
        ImportProblem: when it is none.
    """
    value = line.need(column)
    if not ONET.fullmatch(value):
        raise line.problem(column, f"'{value}' is no O*NET-SOC code", "An O*NET-SOC code looks like 29-1141.00")
    return value
