"""The tables of standard texts."""
