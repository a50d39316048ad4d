"""A Word file that was given away and came back: what somebody changed in it, clause by clause."""

from evenhand.exchange.word.reading import Remark, identity_in
from evenhand.exchange.word.returning import Edit, Returned, came_back, taken_over

__all__ = ["Edit", "Remark", "Returned", "came_back", "identity_in", "taken_over"]
