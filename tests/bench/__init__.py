"""Measurements of the running assistant; never part of the tests."""
