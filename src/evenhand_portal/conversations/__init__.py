"""Conversations: what is said about clauses, figures, tickets and agreements, for both or for one's own side."""
