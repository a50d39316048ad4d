"""The acts around guests; each is keyword-only and one transaction.

- `links.link_make(desk, paper, audience, speaks, name, email, days, now) -> tuple[Link, secret]`
- `links.link_end(link, desk, now) -> None`
- `replies.reply_take(link, reply, now) -> Comment | Held`: what a guest said, or what waits as suspected spam.
- `replies.held_release(held, desk, now) -> Comment`, `replies.held_drop(held, desk, now) -> None`
- `words.words_take(link, data, file, author, now) -> Brought`: a Word file that came back, clause by clause.
- `words.proposed_take(proposed, desk, now) -> Draft`, `words.proposed_set_aside(proposed, desk, now) -> None`

All raise ValidationError with the reason against the act. What is for one side alone is not told to the ledger.
"""
