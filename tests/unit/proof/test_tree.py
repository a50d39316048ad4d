"""The tree against the published answers of transparency logs, and against a naive one.

The leaves, heads and proofs below are the reference data of Certificate Transparency; each is also spoilt in
every way in which the reference suite spoils it, and must then be refused.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.proof.tree import (
    EMPTY_ROOT,
    Proof,
    consistency_proof,
    consistent,
    grown,
    includes,
    inclusion_proof,
    leaf_hash,
    root_from,
    root_of,
)

ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
ROOTS = [
    bytes.fromhex(text)
    for text in (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
]
A = "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="
B = "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="
C = "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="
D = "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="
E = "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA="
F = "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="
G = "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o="
H = "sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8="
INCLUSIONS = [
    (0, 8, [A, B, C]),
    (5, 8, [D, E, F]),
    (2, 3, ["+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU="]),
    (1, 5, ["bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=", B, D]),
]
CONSISTENCIES = [
    (1, 8, [A, B, C]),
    (6, 8, [G, E, F]),
    (2, 5, [B, D]),
    (6, 7, [G, H, F]),
]
GARBAGE = sha256(b"garbage").digest()


def proof(texts: Sequence[str]) -> Proof:
    return tuple(b64decode(text) for text in texts)


def spoilt(good: Proof, *roots: bytes) -> Iterator[Proof]:
    """The proof with a bit turned in each step, with a step too many at either end, cut, and empty."""
    for at, step in enumerate(good):
        for bit in (0, 3, 4, 255):
            turned = bytearray(step)
            turned[bit // 8] ^= 1 << bit % 8
            yield (*good[:at], bytes(turned), *good[at + 1 :])
    for more in (b"", b"\0", GARBAGE, *roots):
        yield (*good, more)
        yield (more, *good)
        yield (*good[:1], more, *good[1:])
    yield good[:-1]
    yield good[1:]


@pytest.mark.parametrize("size", range(9))
def test_published_heads(size: int) -> None:
    assert root_of(LEAVES[:size]) == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "texts"), INCLUSIONS)
def test_published_inclusion_proofs(index: int, size: int, texts: list[str]) -> None:
    good, root, leaf = proof(texts), ROOTS[size], LEAVES[index]
    assert inclusion_proof(LEAVES[:size], index) == good
    assert includes(root, size, index, leaf, good)
    for other in (index - 1, index + 1, index ^ 2):
        assert not includes(root, size, other, leaf, good)
    for other in (size * 2, size // 2, 0, -1):
        assert not includes(root, other, index, leaf, good)
    for other in (b"", GARBAGE):
        assert not includes(root, size, index, other, good)
        assert not includes(other, size, index, leaf, good)
    for bad in spoilt(good, root):
        assert not includes(root, size, index, leaf, bad)


@pytest.mark.parametrize(("earlier", "size", "texts"), CONSISTENCIES)
def test_published_consistency_proofs(earlier: int, size: int, texts: list[str]) -> None:
    good, before, after = proof(texts), ROOTS[earlier], ROOTS[size]
    assert consistency_proof(LEAVES[:size], earlier) == good
    assert consistent(before, earlier, after, size, good)
    for other in (earlier - 1, earlier + 1, earlier ^ 2, -1):
        assert not consistent(before, other, after, size, good)
    for other in (size * 2, size // 2):
        assert not consistent(before, earlier, after, other, good)
    assert not consistent(after, earlier, before, size, good)
    for other in (b"", GARBAGE):
        assert not consistent(other, earlier, after, size, good)
        assert not consistent(before, earlier, other, size, good)
    for bad in (*spoilt(good, before, after), ()):
        assert not consistent(before, earlier, after, size, bad)


def test_the_empty_tree_and_equal_sizes() -> None:
    root = ROOTS[8]
    assert consistent(EMPTY_ROOT, 0, root, 8, ())
    assert consistent(EMPTY_ROOT, 0, EMPTY_ROOT, 0, ())
    assert consistent(root, 8, root, 8, ())
    assert not consistent(EMPTY_ROOT, 0, root, 0, ())
    assert not consistent(GARBAGE, 0, root, 8, ())
    assert not consistent(EMPTY_ROOT, 0, root, 8, (GARBAGE,))
    assert not consistent(ROOTS[7], 8, root, 8, ())
    assert not consistent(root, 8, root, 8, (GARBAGE,))
    assert not includes(EMPTY_ROOT, 0, 0, LEAVES[0], ())


def test_what_is_not_there_has_no_proof() -> None:
    with pytest.raises(IndexError, match="no leaf 8 in a tree of 8"):
        inclusion_proof(LEAVES, 8)
    with pytest.raises(IndexError, match="no tree of 9 in a tree of 8"):
        consistency_proof(LEAVES, 9)


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """The definition of RFC 9162, section 2.1.1, word by word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """PATH of section 2.1.3.1, word by word."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if index < k:
        return [*naive_path(leaves[:k], index), naive_root(leaves[k:])]
    return [*naive_path(leaves[k:], index - k), naive_root(leaves[:k])]


def naive_subproof(leaves: Sequence[bytes], earlier: int, whole: bool) -> list[bytes]:
    """SUBPROOF of section 2.1.4.1, word by word."""
    if earlier == len(leaves):
        return [] if whole else [naive_root(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if earlier <= k:
        return [*naive_subproof(leaves[:k], earlier, whole), naive_root(leaves[k:])]
    return [*naive_subproof(leaves[k:], earlier - k, False), naive_root(leaves[:k])]


@given(st.integers(1, 70), st.data())
def test_as_the_definition_says(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([at])) for at in range(size)]
    index = data.draw(st.integers(0, size - 1))
    earlier = data.draw(st.integers(1, size))
    root = naive_root(leaves)
    assert root_of(leaves) == root
    assert inclusion_proof(leaves, index) == tuple(naive_path(leaves, index))
    assert consistency_proof(leaves, earlier) == tuple(naive_subproof(leaves, earlier, True))
    assert includes(root, size, index, leaves[index], inclusion_proof(leaves, index))
    before = naive_root(leaves[:earlier])
    assert consistent(before, earlier, root, size, consistency_proof(leaves, earlier))


@given(st.integers(1, 40), st.integers(0, 45), st.integers(0, 45), st.integers(0, 45))
def test_a_proof_holds_for_its_own_place_alone(size: int, index: int, other: int, claimed: int) -> None:
    leaves = [leaf_hash(bytes([at])) for at in range(size)]
    index %= size
    proven = inclusion_proof(leaves, index)
    assert includes(root_of(leaves), size, other, leaves[index], proven) == (other == index)
    earlier = claimed % (size + 1)
    shown = consistency_proof(leaves, earlier)
    spoilt_root = root_of([*leaves[:-1], GARBAGE])
    assert not consistent(root_of(leaves[:earlier]), earlier, spoilt_root, size, shown) or earlier == 0


def test_a_tree_that_grows_leaf_by_leaf_has_the_heads_of_the_whole_one() -> None:
    leaves = [leaf_hash(bytes([at])) for at in range(200)]
    peaks: Proof = ()
    for size, leaf in enumerate(leaves):
        assert root_from(peaks) == naive_root(leaves[:size])
        peaks = grown(peaks, size, leaf)
        assert len(peaks) == (size + 1).bit_count()
