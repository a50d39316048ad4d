"""How time is counted: zone rules, holidays, weekly hours and the compiled table (SEMANTICS rules 1 to 7)."""
