"""The web channel: the page, its form, and the JSON API."""
