"""Evenhand: from a service level agreement and a ticket log to figures anyone can check."""
