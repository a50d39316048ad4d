"""The acts of a negotiation; each is keyword-only, one transaction, and told to the ledger.

- `sending.table_send(draft, number, desk, note, now) -> Tabled`: put revision `number` of an own draft on the table;
  the first one opens the negotiation. Raises TableMoved when the draft was not made from the text that lies there.
- `sending.sending_take_back(negotiation, number, desk, now) -> Negotiation`: take one's latest sending back.
- `accepting.clause_accept(negotiation, clause, digest, desk, now) -> bool`: accept one clause as it was shown.
- `accepting.clauses_accept(negotiation, number, digest, desk, now) -> tuple[str, ...]`: accept all that remain.
- `proposing.proposal_begin(negotiation, desk, now) -> Draft`: the own draft that goes on from the table.
- `proposing.proposal_carry(draft, number, desk, chosen, now) -> Revision`: bring changes onto the newer table.
- `ending.negotiation_end(negotiation, desk, reason, now) -> Negotiation`: end it without a result.
- `offering.negotiation_offer(negotiation, number, desk, now) -> Version`: offer the text on the table for signature.

All raise ValidationError with the reason against the act. Accepting raises TableMoved (with `.latest`, the text that
lies on the table now) when what was shown lies there no more. The state is read by `selectors.negotiation_shown` and
`selectors.table_of`, and said in words by `overview.summary`.
"""
