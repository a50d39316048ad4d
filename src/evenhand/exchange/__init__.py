"""Agreements to and from what other programs read: calendars (iCalendar) and monitoring (OpenSLO)."""
