"""Records from both parties, and the figures they give."""
