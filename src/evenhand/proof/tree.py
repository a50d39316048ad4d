"""The Merkle tree of a ledger, as RFC 9162 (Certificate Transparency 2.0), section 2.1, defines it.

A leaf and an inner node are hashed with different first bytes, so that neither can pass for the other. Hashes are 32
bytes of SHA-256; leaves count from 0; a tree of `size` leaves holds the leaves 0 to `size - 1`.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

EMPTY_ROOT: Final = sha256().digest()
HASH_BYTES: Final = 32

Proof = tuple[bytes, ...]


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256 of 0x00 and the entry (section 2.1.1)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256 of 0x01, the left and the right hash (section 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the head of the tree over leaf hashes (section 2.1.1); without leaves the hash of nothing.

    >>> root_of([]).hex()[:8], root_of([leaf_hash(b"")]).hex()[:8]
    ('e3b0c442', '6e340b9c')
    """
    return _subtree(leaves, 0, len(leaves)) if leaves else EMPTY_ROOT


def inclusion_proof(leaves: Sequence[bytes], index: int) -> Proof:
    """Return the path that shows leaf `index` to be in the tree (section 2.1.3.1); raise IndexError."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} in a tree of {len(leaves)}")
    path = []
    start, end = 0, len(leaves)
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_subtree(leaves, middle, end))
            end = middle
        else:
            path.append(_subtree(leaves, start, middle))
            start = middle
    return tuple(reversed(path))


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> Proof:
    """Return the path that shows the tree of the first `earlier` leaves to be the beginning of this one.

    Section 2.1.4.1. It is empty for no leaves and for all of them. Raises IndexError for more leaves than there are.
    """
    if not 0 <= earlier <= len(leaves):
        raise IndexError(f"there is no tree of {earlier} in a tree of {len(leaves)}")
    if earlier in (0, len(leaves)):
        return ()
    path = []
    start, end, whole = 0, len(leaves), True
    while earlier != end:
        middle = start + _split(end - start)
        if earlier <= middle:
            path.append(_subtree(leaves, middle, end))
            end = middle
        else:
            path.append(_subtree(leaves, start, middle))
            start, whole = middle, False
    return tuple(reversed(path)) if whole else (_subtree(leaves, start, end), *reversed(path))


def includes(root: bytes, size: int, index: int, leaf: bytes, proof: Proof) -> bool:
    """Whether `proof` shows the leaf hash to stand at `index` in the tree of that head (section 2.1.3.2)."""
    if not 0 <= index < size or not _hashes(root, leaf, *proof):
        return False
    at, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def consistent(earlier_root: bytes, earlier: int, root: bytes, size: int, proof: Proof) -> bool:
    """Whether `proof` shows the tree of `earlier` leaves to be the beginning of the one of `size` (2.1.4.2).

    The empty tree is the beginning of every tree, with an empty proof; two heads of one size must be equal.
    """
    if not 0 <= earlier <= size or not _hashes(earlier_root, root, *proof):
        return False
    if earlier == 0:
        return not proof and earlier_root == EMPTY_ROOT and (size > 0 or root == EMPTY_ROOT)
    if earlier == size:
        return not proof and earlier_root == root
    steps = proof if earlier & (earlier - 1) else (earlier_root, *proof)
    if not steps:
        return False
    at, last = earlier - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, step)
        at, last = at >> 1, last >> 1
    return last == 0 and before == earlier_root and after == root


def _hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _subtree(leaves: Sequence[bytes], start: int, end: int) -> bytes:
    """The head over leaves[start:end], of which there is at least one; level by level, odd ones pass up."""
    level = list(leaves[start:end])
    while len(level) > 1:
        paired = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def grown(peaks: Proof, size: int, leaf: bytes) -> Proof:
    """Return the heads of the full subtrees after one more leaf, from the largest to the smallest.

    `peaks` are those of the tree of `size` leaves. Whoever appends needs these alone, not the whole tree.
    """
    joined, rest = leaf, list(peaks)
    while size & 1:
        joined, size = node_hash(rest.pop(), joined), size >> 1
    return (*rest, joined)


def root_from(peaks: Proof) -> bytes:
    """Return the head of the tree whose full subtrees have these heads.

    >>> root_from(()) == EMPTY_ROOT
    True
    """
    if not peaks:
        return EMPTY_ROOT
    *rest, root = peaks
    for peak in reversed(rest):
        root = node_hash(peak, root)
    return root
