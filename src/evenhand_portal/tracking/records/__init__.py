"""Files of records: stored, read, looked at, taken over."""
