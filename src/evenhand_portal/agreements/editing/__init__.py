"""Editing a draft by forms: what the typed terms are made of, as fields, and fields as text of the document again."""
