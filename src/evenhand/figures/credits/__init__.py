"""Service credits: figures and charges to lines, caps and statements (rules 23 and 24)."""
