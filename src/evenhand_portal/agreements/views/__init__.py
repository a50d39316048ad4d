"""Pages about agreements, by what one does there."""
