"""What somebody typed, read from what Slack sends of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.text import decode, escape, link


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("hi there", "hi there"),
        ("i &lt;3 school &amp; work &gt; all", "i <3 school & work > all"),
        ("&amp;lt; stays", "&lt; stays"),
        ("<@UBOT> what does a welder make", "what does a welder make"),
        ("what does <@UBOT> know", "what does know"),
        ("<@UBOT|advisor> hi", "hi"),
        ("<@UBOT>", ""),
        ("ask <@U77|maria> please", "ask @maria please"),
        ("ask <@U77> please", "ask @… please"),
        ("see <#C1|general>", "see #general"),
        ("<!here> help", "@here help"),
        ("<!subteam^S1|@advisors> help", "@advisors help"),
        ("<!date^1392734382^{date}|Feb 18> works", "Feb 18 works"),
        ("<https://college.example>", "https://college.example"),
        ("<http://college.example|college.example>", "college.example"),
        ("<https://college.example/apply|the form>", "the form (https://college.example/apply)"),
        ("<https://college.example/?a=1&amp;b=2>", "https://college.example/?a=1&b=2"),
        ("<mailto:sam@example.org|sam@example.org>", "sam@example.org"),
        ("call <tel:+15550100|555-0100>", "call 555-0100"),
        ("<tel:5550100>", "5550100"),
        ("line one\n  line two", "line one\n  line two"),
    ],
)
def test_what_slack_sends_is_read_as_it_was_typed(sent: str, typed: str) -> None:
    assert decode(sent, "UBOT") == typed


def test_a_link_keeps_its_address_and_its_label() -> None:
    assert (
        link("Rooms & hours | all", "https://a.example/x|y?b=1&c=2")
        == "<https://a.example/x%7Cy?b=1&amp;c=2|Rooms &amp; hours | all>"
    )


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("ab <>&;!@#|*lgtamp")))
def test_what_is_escaped_calls_nobody_and_comes_back_as_it_was(words: str) -> None:
    sent = escape(words)
    assert "<" not in sent
    assert ">" not in sent
    assert decode(sent, "UBOT") == words.strip()
