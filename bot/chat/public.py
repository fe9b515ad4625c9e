"""What may be said in a channel where others read along: facts about work, credentials and programs, and nothing of the person."""

from __future__ import annotations

from bot.conversation.messages import Outcome, Reply

TOPICS = frozenset(
    {
        "bot_capabilities",
        "compare_options",
        "credential_info",
        "deadlines_enrollment",
        "define_career_pathway",
        "goodbye",
        "greet",
        "occupation_info",
        "out_of_scope",
        "program_search",
        "smalltalk",
        "thanks",
        "work_based_learning",
    }
)
OUTCOMES = frozenset({Outcome.ANSWERED, Outcome.UNANSWERABLE_UNKNOWN, Outcome.UNANSWERABLE_OUT_OF_SCOPE})


def may_show(reply: Reply) -> bool:
    """Whether a reply is shown in the channel; any other goes on in a direct message."""
    return reply.topic in TOPICS and reply.outcome in OUTCOMES
