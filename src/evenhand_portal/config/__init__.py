"""Settings, addresses and the start of the portal."""
