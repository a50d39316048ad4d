"""What was agreed: the agreement document as typed, immutable values. Start at `evenhand.terms.document`."""
