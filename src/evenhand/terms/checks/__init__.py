"""What makes agreements go wrong, one small function for each: `registry` lists them, `subject` is what they see."""
