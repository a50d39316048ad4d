"""One form for one meaning: the normal form of an agreement, its bytes, and the identity of a version."""

from evenhand.terms.canonical.normal import normal_form

__all__ = ["normal_form"]
