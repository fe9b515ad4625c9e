"""Whether a message asks what becomes of some work in the years to come."""

from __future__ import annotations

import re

_OUTLOOK = re.compile(
    r"\b(?:going away|go away|dying|disappear\w*|robots?|a\.?i\.?|automat\w+|replac\w+|taken? over|(?:good|have a|any) future|outlook|(?:in|high) demand|growing|growth|still (?:be )?(?:around|exist|hiring)|job security"
    r"|desaparec\w+|reemplaz\w+|automatiz\w+|futuro|demanda|crec\w+)\b",
    re.IGNORECASE,
)


def asked_for(text: str) -> bool:
    """ "Is that going away bc of ai", "is there demand for it"."""
    return bool(_OUTLOOK.search(text))
