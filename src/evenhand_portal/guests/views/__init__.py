"""Pages for guests, and about them."""
