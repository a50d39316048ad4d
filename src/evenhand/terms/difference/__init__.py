"""What differs between two agreements, clause by clause, and whom each change favours."""

from evenhand.terms.difference.applying import applied
from evenhand.terms.difference.change import Change, Difference
from evenhand.terms.difference.comparing import difference

__all__ = ["Change", "Difference", "applied", "difference"]
