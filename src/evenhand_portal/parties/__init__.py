"""Organisations and people: who may do what for whom."""
