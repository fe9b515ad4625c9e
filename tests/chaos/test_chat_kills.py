"""The server is killed between acknowledgement and answer, and between a platform's yes and our note of it."""

from __future__ import annotations

from pathlib import Path

from tests.chaos.chats import BURST, PEOPLE, run_chats


def test_what_slack_and_teams_were_told_we_have_is_answered_once(tmp_path: Path) -> None:
    result = run_chats(f"sqlite:///{tmp_path}/advisor.db", tmp_path, kills=1, seed=6)
    assert result.faults == []
    assert result.unanswered[0] > 0, "the server was killed between acknowledgement and answer"
    assert result.acknowledged == 2 + BURST * (PEOPLE - 2)
    assert set(result.posts["slack"]) == {1}, "each answer stands once in Slack, also where its yes was never noted"
    assert set(result.posts["teams"]) <= {1, 2}, "Teams can't be asked what stands there"
