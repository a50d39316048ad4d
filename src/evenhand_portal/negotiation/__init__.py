"""Negotiation: one text on the table, accepted clause by clause until both sides stand by all of it."""
