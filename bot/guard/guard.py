"""The guard: what the phrases and the learned ear hear in a message, and the fixed text that answers it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from bot.conversation.messages import Choice, Outcome, Reply
from bot.guard.ear import Ear, EarError, Score
from bot.guard.patterns import reviewed
from bot.settings import Settings
from knowledge.wording import Wording

logger = logging.getLogger(__name__)

# Where the ear's score counts; chosen on messages of writers who saw none of its examples (docs/decisions/0012).
SURE = 0.15  # a cry
SURE_OF_TALK_ABOUT = 0.5  # a cry, though the message speaks of work with people in danger, of a paper, a film or a game
UNSURE = -0.15  # heavy enough to be asked about

TALK_ABOUT = {"work", "study", "research", "fiction", "games", "training"}
NOTHING_SAID = Score(cry=-1.0, harmed=0.0)  # of a message that is idioms all through
LEARNED = "classifier"  # the kind of a cry that was learned and not read in a phrase


@dataclass(frozen=True)
class Heard:
    """``kind`` of danger, None for no cry; ``unsure`` where the message may be a cry; ``score`` None where no ear listened."""

    kind: str | None
    unsure: bool = False
    score: float | None = None

    @property
    def calm(self) -> bool:
        """An ear listened, and neither it nor a phrase heard anything heavy."""
        return self.kind is None and not self.unsure and self.score is not None


class Guard:
    """Hears cries for help. Nothing the ear says takes back what a phrase found."""

    def __init__(self, wording: Wording, settings: Settings, ear: Ear | None = None) -> None:
        self._wording = wording
        self._numbers = {"counseling": settings.college_counseling_phone, "security": settings.college_security_phone}
        self._patterns = reviewed()
        self._ear = ear

    @classmethod
    def with_ear(cls, wording: Wording, settings: Settings) -> Guard:
        """The guard with the ear that the build left in the cache folder; without it, and a word in the log, if it is broken."""
        try:
            return cls(wording, settings, Ear.load(settings.cache_dir))
        except EarError:
            logger.exception("the crisis guard listens with its phrases alone")
            return cls(wording, settings)

    def check(self, text: str) -> str | None:
        """The kind of danger a reviewed phrase tells of, or None."""
        return self._patterns.kind(text)

    def hear(self, text: str) -> Heard:
        """What phrases and ear hear together. A failing ear is logged and leaves it to the phrases."""
        if kind := self._patterns.kind(text):
            return Heard(kind)
        heavy = self._patterns.heavy(text)
        score = self._listen(text)
        if score is None:
            return Heard(None, heavy)
        sure = SURE if TALK_ABOUT.isdisjoint(self._patterns.about(text)) else SURE_OF_TALK_ABOUT
        if score.cry >= sure:
            return Heard("harm_by_others" if score.harmed > 0 else LEARNED, score=score.cry)
        return Heard(None, heavy or score.cry >= UNSURE, score.cry)

    def _listen(self, text: str) -> Score | None:
        if self._ear is None:
            return None
        try:
            words = self._patterns.plain(text)
            return self._ear.hear(words) if words else NOTHING_SAID
        except Exception:  # whatever is wrong with the ear, the message must be answered
            logger.exception("the ear failed; the phrases alone listened")
            return None

    def language(self, text: str) -> str:
        """``es`` where more of the words are Spanish than English, else ``en``."""
        return self._patterns.language(text)

    def reply(self, kind: str, language: str = "en") -> Reply:
        """The fixed text: in the language asked for first, then in the other, since in danger both help."""
        other = "en" if language == "es" else "es"
        harm = "_harm" if kind == "harm_by_others" else ""
        texts = [self._wording.say(f"utter_crisis{harm}", lang, **self._numbers) for lang in (language, other)]
        choices = (Choice(self._wording.say("utter_choice_person", language), "/talk_to_advisor"),)
        return Reply(tuple(texts), "crisis", Outcome.CRISIS, choices, language=language)

    def not_sure(self, language: str) -> Reply:
        """Where the topic classifier alone took the message for a cry: ask again, and give the numbers all the same."""
        choices = (Choice(self._wording.say("utter_choice_person", language), "/talk_to_advisor"),)
        asked = self._wording.say("utter_crisis_not_sure", language)
        return self.check_in(Reply((asked,), "clarify", Outcome.CLARIFICATION, choices, language=language))

    def check_in(self, reply: Reply, text: str = "") -> Reply:
        """The reply to a message ``text`` that may be a cry, with the numbers after it. In Spanish if either of them is."""
        language = "es" if "es" in (reply.language, self.language(text)) else "en"
        return replace(reply, messages=(*reply.messages, self._wording.say("utter_crisis_check_in", language)))
