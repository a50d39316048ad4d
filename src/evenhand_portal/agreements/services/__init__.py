"""Acts on agreements: each in one transaction, told to the ledger, keyword only, with `now` as an argument."""
