"""Mails that come in: answers, and word of mails that could not be delivered."""
