"""Changing one clause of a document by its text span: every other byte stays as its author wrote it.

`edited`, `added`, `removed` and `renamed` take the text of a document and the address of a clause, such as
`standards.resolve-critical.within`; items of a list count from 1. The result is read again, and has to say
exactly what was asked for and nothing else.
"""

from evenhand.terms.editing.edit import added, edited, removed, value_of
from evenhand.terms.editing.manuscript import Value
from evenhand.terms.editing.renaming import Renamed, renamed

__all__ = ["Renamed", "Value", "added", "edited", "removed", "renamed", "value_of"]
