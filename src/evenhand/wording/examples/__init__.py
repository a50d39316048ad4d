"""Worked examples: what the terms come to on dates of their own term. Never part of what is agreed."""
