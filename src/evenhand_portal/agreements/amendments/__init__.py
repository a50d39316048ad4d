"""Changing what was agreed: when a change may begin, and small ones that one side makes by telling the other."""
