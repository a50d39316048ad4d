"""Mails that survive a crash."""
