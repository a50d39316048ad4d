"""Evenhand: from a service level agreement and a ticket log to figures anyone can check."""

__version__ = "0.1.0"
