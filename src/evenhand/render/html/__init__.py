"""Agreements on a screen: one file that needs nothing else, reads well aloud and prints well."""
