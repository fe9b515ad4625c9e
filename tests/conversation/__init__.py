"""Tests of one turn inside the server."""
