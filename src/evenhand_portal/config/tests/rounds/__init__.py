"""Rounds: people who act on the same thing at once, on a database with real transactions."""
