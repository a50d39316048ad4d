"""What happened, as canonical columns: tickets, outages and readings; checked, ordered, de-duplicated."""
