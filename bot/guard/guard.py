"""Reviewed phrases of crisis words in English and Spanish, and the fixed text that answers them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.conversation.messages import Choice, Outcome, Reply
from bot.guard.folding import SENTENCE_END, Folder
from bot.guard.phrases import Grammar, Phrases
from bot.settings import Settings
from knowledge.wording import Wording

PATTERNS = Path(__file__).parent / "crisis.yml"


class Guard:
    """Finds a cry for help. Its phrases, and the idioms they must not be taken for, stand in ``crisis.yml``."""

    def __init__(self, wording: Wording, settings: Settings, patterns: Path = PATTERNS) -> None:
        content: dict[str, Any] = yaml.safe_load(patterns.read_text(encoding="utf-8"))
        self._wording = wording
        self._numbers = {"counseling": settings.college_counseling_phone, "security": settings.college_security_phone}
        self._kinds = list(content["crisis"])
        self._folder = Folder({meant: typed.split() for meant, typed in content["spellings"].items()}, *(content[name].split() for name in ("fillers", "tolerant", "not_misspelled", "hidden")))
        grammar = Grammar({name: _listed(items) for name, items in content["lists"].items()}, self._folder.words)
        blocks = [(kind, block) for kind, blocks in content["crisis"].items() for block in blocks]
        self._cries = Phrases(grammar, [((kind, tuple(b.get("unless", ())), b.get("weak", False)), p) for kind, b in blocks for p in b["phrases"].splitlines()])
        self._idioms = Phrases(grammar, [(None, p) for p in content["idioms"].splitlines()])
        self._about = Phrases(grammar, [(name, p) for name, phrases in content["about"].items() for p in _listed(phrases)])
        self._folder.know(grammar.words)
        self._spanish, self._english = frozenset(content["spanish_words"].split()), frozenset(content["english_words"].split())

    def check(self, text: str) -> str | None:
        """The kind of danger the text tells of, or None; of several, the one that ``crisis.yml`` names first.

        A phrase does not count where an idiom covers the whole of it (in a ``weak`` block: a part of it), nor, in a
        block with ``unless``, where the message is about one of the things named there.
        """
        words = self._folder.words(text)
        folded = "".join(word + " " for word in words)
        found: set[str] = set()
        idioms: list[tuple[int, int]] | None = None
        about: set[str] | None = None
        for (kind, unless, weak), spans in self._cries.find(words, folded):
            if kind in found:
                continue
            if idioms is None:
                idioms = [span for _, all_spans in self._idioms.find(words, folded) for span in all_spans]
            if all(any(start < e and s < end if weak else start <= s and e <= end for start, end in idioms) for s, e in spans):
                continue
            if unless:
                if about is None:
                    about = {name for name, _ in self._about.find(words, folded)}
                if not about.isdisjoint(unless):
                    continue
            if kind == self._kinds[0]:
                return kind
            found.add(kind)
        return next((kind for kind in self._kinds if kind in found), None)

    def language(self, text: str) -> str:
        """``es`` where more of the words are Spanish than English, else ``en``."""
        words = set(self._folder.words(text)) - {SENTENCE_END}
        return "es" if len(words & self._spanish) > len(words & self._english) else "en"

    def reply(self, kind: str, language: str = "en") -> Reply:
        """The fixed text: in the language asked for first, then in the other, since in danger both help."""
        other = "en" if language == "es" else "es"
        harm = "_harm" if kind == "harm_by_others" else ""
        texts = [self._wording.say(f"utter_crisis{harm}", lang, **self._numbers) for lang in (language, other)]
        choices = (Choice(self._wording.say("utter_choice_person", language), "/talk_to_advisor"),)
        return Reply(tuple(texts), "crisis", Outcome.CRISIS, choices, language=language)


def _listed(text: str) -> list[str]:
    return [item.strip() for item in text.split(",")]
