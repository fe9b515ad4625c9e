"""What all pages stand on, the students' and the advisors': templates, static files, guardrails."""

from pathlib import Path

WEB = Path(__file__).parent
