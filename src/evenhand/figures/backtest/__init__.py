"""Had these terms been in force: two agreements over one history, and the time frames that would have sufficed."""
