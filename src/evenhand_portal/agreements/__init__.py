"""Agreements: drafts, versions, signatures."""
