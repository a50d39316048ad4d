"""Starting points for an agreement, and the interview that fills one of them in."""
