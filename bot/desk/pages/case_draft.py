"""The draft of an answer while it is put together without JavaScript: it travels in the form, so nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from starlette.datastructures import FormData

from bot.cases.model import Case
from bot.desk.knowledge_search import Hit, KnowledgeSearch
from knowledge.catalog import Catalog

MOST_SOURCES = 20


@dataclass(frozen=True)
class Drafted:
    """What a form held: the answer, the facts whose sources it cites, what was looked for and found, and all other fields."""

    text: str = ""
    sources: Sequence[Hit] = ()
    find: str = ""
    hits: Sequence[Hit] = ()
    fields: Mapping[str, str] = field(default_factory=dict)


def drafted(case: Case, form: FormData, search: KnowledgeSearch, today: date, catalog: Catalog) -> Drafted:
    """The draft of a form, with what its pressed button asks for: ``do`` is "find", "canned" or "fact:<key>"."""
    fields = {name: value.replace("\r\n", "\n") for name, value in form.items() if isinstance(value, str)}
    do = fields.get("do", "")
    keys = [key for key in form.getlist("source") if isinstance(key, str)]
    draft = Drafted(text=fields.get("text", ""), find=fields.get("find", ""), fields=fields)
    if do.startswith("fact:") and (fact := search.hit(do.removeprefix("fact:"), case.language, today)):
        keys.append(fact.key)
        draft = replace(draft, text=appended(draft.text, fact.text))
    elif do == "canned" and (canned := catalog.canned_replies.get(fields.get("canned", ""))):
        draft = replace(draft, text=appended(draft.text, canned.text_es if case.language == "es" else canned.text))
    if do == "find" or do.startswith("fact:"):
        draft = replace(draft, hits=search.find(draft.find[:200], case.language, today))
    found = (search.hit(key, case.language, today) for key in list(dict.fromkeys(keys))[:MOST_SOURCES])
    return replace(draft, sources=[hit for hit in found if hit])


def appended(text: str, more: str) -> str:
    """Text with more after an empty line."""
    return f"{text.rstrip()}\n\n{more}" if text.strip() else more
