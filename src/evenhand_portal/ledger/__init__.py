"""What was said and done, append only, with a proof."""
