"""One form for one meaning: the normal form of an agreement, its bytes, and the identity of a version."""

from evenhand.terms.canonical.normal import as_document, normal_form
from evenhand.terms.canonical.whole import canonical_bytes, identity

__all__ = ["as_document", "canonical_bytes", "identity", "normal_form"]
