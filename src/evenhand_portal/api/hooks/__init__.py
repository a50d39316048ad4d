"""Outgoing webhooks: news of an agreement, signed and sent to addresses that an organisation chose."""
