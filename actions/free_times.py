"""When a student can come to class: the times they name, or what is left beside work ("i work days", "i can't do evenings")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

TIMES = ("day", "evening", "weekend")

# Said of oneself and as a fact: not "i want to work days", "will i work nights", "nurses work nights", "a job where i work days".
_I = (
    r"(?<!where )(?<!if )(?<!would )(?<!can )(?<!could )(?<!do )(?<!will )(?<!should )\b(?:i'?m|i am|i)\s+"
    r"(?:(?:also|still|usually|mostly|just|only|always|currently|have to|gotta|already|really)\s+)*"
)
_AT_WORK = re.compile(
    rf"(?:{_I}(?:work|working|on)\b|\bi have (?:work|a job)\b|\bmy (?:job|work|shifts?)\b"
    r"|(?<!un )(?<!el )(?<!algun )(?<!de )\b(?:trabajo|estoy trabajando|mi turno)\b)[^.,;!?]{0,30}$"
)
_CANNOT = re.compile(
    rf"(?:{_I}(?:busy|not free|not available|unavailable|(?:can'?t|cannot|can not|couldn'?t) (?:do|make|come|go|be there|attend)?)"
    r"|\b(?:estoy ocupad[oa]|no puedo(?: ir| asistir)?))\s*(?:it |to |class(?:es)? |at all |in |on |during |the |any |clases? |en |por |de |la |las |los )*$"
)


def free_times(entities: Sequence[dict[str, Any]], text: str, before: Sequence[str] | None, wishes: bool = True) -> list[str]:
    """The times of day to look for; empty where the message tells of none.

    ``before`` are the times known until now, ``wishes`` is False where a time that is asked about is no wish for the plan.
    """
    named = [e for e in entities if e["entity"] == "time" and e["value"] in TIMES]
    taken = {
        e["value"] for e in named if (_AT_WORK if e.get("role") == "now" else _CANNOT).search(text[: e.get("start") or 0].lower())
    }
    if wished := [e["value"] for e in named if e.get("role") is None and e["value"] not in taken]:
        return list(dict.fromkeys(wished)) if wishes else []
    if not taken:
        return []
    return [t for t in before or () if t not in taken] or [t for t in TIMES if t not in taken]
