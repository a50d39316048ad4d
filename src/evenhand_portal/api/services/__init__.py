"""Acts of this app: making and revoking tokens."""
