"""Clocks: from a ticket's events to elapsed, due and verdict. Pure arithmetic; knows no contract words."""
