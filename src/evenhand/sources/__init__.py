"""The door for records: CSV, Parquet and NDJSON files to ticket logs; vendor mappings are data, not code."""
