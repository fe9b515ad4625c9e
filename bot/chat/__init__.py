"""What Slack and Teams share: who speaks where, what is shown, and what advisors do from a chat room. It knows no platform."""
