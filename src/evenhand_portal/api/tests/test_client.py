"""The Python client against a running portal: two parties from a document to figures, and every example."""

from __future__ import annotations

from evenhand.proof.receipt import read_receipt  # noqa: F401 - see below
