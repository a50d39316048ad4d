"""The bytes of a version and their hash: the normal form with what the version carries, as RFC 8785 JSON."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import rfc8785

from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical.carrying import CarriedForm, Needed, Strict, carried_by
from evenhand.terms.canonical.normal import ORDERED_SECTIONS, normal_form
from evenhand.terms.carried import Carried
from evenhand.trees.tree import Node, TreeBuilder

FORMAT: Final = "evenhand/agreement/1"
"""The first words of this form; another number when the same meaning would get other bytes."""


class _Envelope(Strict):
    format: str
    terms: object
    carried: CarriedForm | None = None


def canonical_bytes(agreement: Agreement) -> bytes:
    """Return the one sequence of bytes that means what this agreement means (RFC 8785 JSON in UTF-8).

    Raises EvenhandError where two names look alike or holidays of its years are not known.
    """
    carried = carried_by(agreement)
    form: dict[str, Any] = {"format": FORMAT, "terms": normal_form(agreement)}
    return rfc8785.dumps(form | {"carried": CarriedForm.of(carried)} if carried else form)


def identity(agreement: Agreement) -> str:
    """Return the identity of a version: the SHA-256 of its canonical bytes, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical_bytes(agreement)).hexdigest()


def is_canonical_form(root: Node | None) -> bool:
    """Whether a document that was read as JSON is, or means to be, the canonical form."""
    return root is not None and isinstance(root.value, dict) and {"format", "terms"} <= root.value.keys()


def opened(root: Node, text: str, builder: TreeBuilder) -> tuple[Node, Carried | None]:
    """Return the terms in a canonical form as the tree of a document, and what is carried beside them.

    Raises DocumentError for another format, and for something else than what can be carried.
    """
    terms, name = root.child("terms"), root.child("format")
    assert terms is not None
    if name is None or name.value != FORMAT:
        message, mend = "This form is not known to this release.", "Read it with a newer release of Evenhand."
        raise builder.refuse("unknown-format", message, mend, root.span.value)
    try:
        envelope = _Envelope.model_validate_json(text)
        carried = envelope.carried.carried() if envelope.carried else None
    except ValueError:
        message = "This is not what a version carries: years, zones and holidays."
        raise builder.refuse(
            "not-canonical", message, _MEND, (root.child("carried") or root).span.value
        ) from None
    return _document(terms), carried


_MEND: Final = "Export the agreement again, or sign the document anew."


def refuse_other_bytes(agreement: Agreement, text: str, builder: TreeBuilder) -> None:
    """Raise DocumentError unless the text is, to the last byte, the canonical form of the agreement read from it."""
    complete = Needed.of(agreement) == Needed.met_by(agreement.carried)
    if not complete or canonical_bytes(agreement) != text.encode():
        message = "This is not the canonical form of what it says: it was changed, or written by other rules."
        assert builder.root is not None
        raise builder.refuse("not-canonical", message, _MEND, builder.root.span.value)


def _document(terms: Node) -> Node:
    """Turn the lists of maps with one key, which keep an order, into the maps of a document."""
    if not isinstance(terms.value, dict):
        return terms
    result = dict(terms.value)
    for section, key in ORDERED_SECTIONS:
        holder = result.get(section)
        listed = holder.child(key) if holder else None
        if holder is None or listed is None or not isinstance(listed.value, list):
            continue
        parts = [part for item in listed.value if isinstance(item.value, dict) for part in item.value.items()]
        inner = {name: node for name, node in holder.children() if isinstance(name, str)}
        result[section] = Node({**inner, key: Node(dict(parts), listed.span)}, holder.span)
    return Node(result, terms.span)
