"""The Teams channel: students in direct messages and mentions, advisors in their rooms."""
