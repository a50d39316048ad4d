"""Agreements on paper: a PDF set by typst from a template of ours and a document that is data, never source."""
