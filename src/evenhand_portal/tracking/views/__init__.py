"""Pages of records and figures."""
