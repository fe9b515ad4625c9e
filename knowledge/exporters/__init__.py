"""Exporters: what a college has, in a published format."""
