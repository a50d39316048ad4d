"""Availability: from intervals of trouble to seconds up, down and excluded (rules 19 to 22)."""
