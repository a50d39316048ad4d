"""Proof for both sides: the tree over what was said and done, and the checking of it without a server."""
