"""Engines: the same measure over records that need not fit in memory."""
