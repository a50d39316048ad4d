"""Whom a change favours: one rule for each field where that is certain, and "not decidable" for every other."""
