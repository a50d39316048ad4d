"""A plausible year of records for the example agreement, always the same for the same seed."""
