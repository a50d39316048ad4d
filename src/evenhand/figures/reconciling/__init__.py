"""The desk's own verdict or due time beside ours: which tickets differ, and one reason for each."""
