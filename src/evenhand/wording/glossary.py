"""What words mean in this agreement."""

from __future__ import annotations

from evenhand.wording.blocks import OwnText, Section
from evenhand.wording.names import Names
from evenhand.wording.phrases import paragraph, sentence


def glossary_section(names: Names) -> Section:
    """Each word with its meaning, in the order of the document."""
    glossary = names.agreement.glossary
    sections = tuple(
        Section("", word, f"glossary.{word}", (OwnText(meaning, f"glossary.{word}"),))
        for word, meaning in glossary.items()
    )
    words = (
        "in this agreement these words have these meanings"
        if glossary
        else "no words are given a special meaning"
    )
    return Section("", "What words mean", "glossary", (paragraph(sentence(words)),), sections)
