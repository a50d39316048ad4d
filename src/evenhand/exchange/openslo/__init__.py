"""OpenSLO v1: the ratios of an agreement as objectives that monitoring programs read, and back."""

from evenhand.exchange.openslo.reading import draft_of
from evenhand.exchange.openslo.writing import openslo_text

__all__ = ["draft_of", "openslo_text"]
