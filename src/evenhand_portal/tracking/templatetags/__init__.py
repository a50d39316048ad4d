"""Template tags of records and figures."""
