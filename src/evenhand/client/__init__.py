"""A client of a portal's interface for programs, and the values that travel through it."""

from __future__ import annotations

from evenhand.client.connection import PortalRefused
from evenhand.client.portal import Portal

__all__ = ["Portal", "PortalRefused"]
