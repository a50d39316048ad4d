"""Proof for both sides: the ledger as people read it, and the evidence to take away and verify elsewhere."""
