"""What templates of other apps show of a negotiation."""
