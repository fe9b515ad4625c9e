"""What the project is shown with: whole conversations in Slack and Teams, through the real application."""
