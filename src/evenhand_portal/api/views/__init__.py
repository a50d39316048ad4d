"""Pages about tokens, webhooks, and the documentation of the interface."""
